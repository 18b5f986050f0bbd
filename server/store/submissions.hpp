// What was answered to which request to file: the same request sent twice has the same answer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/date.hpp"

namespace motcua::store {

struct Submission {
    std::string hash;                     ///< keyed, of the filings
    std::vector<std::string> references;  ///< in the order of the filings
};

class Submissions {
public:
    virtual ~Submissions() = default;
    [[nodiscard]] virtual std::optional<Submission> find(std::string_view owner, std::string_view request_key) const = 0;
    /// Throws when the owner's request was answered before.
    virtual void note(std::string_view owner, std::string_view request_key, const Submission& submission) = 0;
    [[nodiscard]] virtual std::int64_t made_before(Millis instant) const = 0;
    virtual void forget_before(Millis instant) = 0;
};

}  // namespace motcua::store
