// What the authority answered, once for each enrolment.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace motcua::store {

class Answers {
public:
    virtual ~Answers() = default;
    /// Of the answer that was accepted for the enrolment; nothing when none was.
    [[nodiscard]] virtual std::optional<std::string> digest_of(std::string_view enrollment_id) const = 0;
    /// Throws when the enrolment has an answer. `result` is "CREATED" or "REJECTED".
    virtual void accept(std::string_view enrollment_id, std::string_view digest, std::string_view result) = 0;
    virtual void erase(std::string_view enrollment_id) = 0;
};

}  // namespace motcua::store
