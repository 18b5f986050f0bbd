// One-time codes: the keyed hash of each, for which phone, and what became of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/date.hpp"

namespace motcua::store {

inline constexpr std::int64_t codes_listed = 100;  ///< old ones at a time

enum class CodeState : std::uint8_t { open, used, burnt, replaced };

struct Code {
    std::string id;
    std::string phone_index;  ///< blind index
    std::string phone;        ///< sealed
    std::string mac;
    std::string language;
    Millis expires_at = 0;
    int tries = 0;            ///< wrong ones
    CodeState state = CodeState::open;
};

class Codes {
public:
    virtual ~Codes() = default;
    /// Made now. Throws when the id is taken.
    virtual void add(const Code& code) = 0;
    [[nodiscard]] virtual std::optional<Code> find(std::string_view id) const = 0;
    /// Whatever is open for the phone is worthless from now on.
    virtual void replace_open(std::string_view phone_index) = 0;
    /// A guess was made: so many wrong ones by now, and this is what became of the code.
    virtual void guessed(std::string_view id, int tries, CodeState state) = 0;
    /// Ids of at most `codes_listed` made before an instant.
    [[nodiscard]] virtual std::vector<std::string> made_before(Millis instant) const = 0;
    virtual void erase(std::string_view id) = 0;
};

}  // namespace motcua::store
