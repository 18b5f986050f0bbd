// Sessions: found by a keyed hash of their token. Erased when they end.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/date.hpp"

namespace motcua::store {

inline constexpr std::int64_t sessions_listed = 20;  ///< ended ones at a time

struct Session {
    std::string id;               ///< keyed hash of the token
    std::string role, subject;    ///< "applicant" and the blind index of the phone, or a staff role and the staff id
    std::string office{};
    std::string name{}, phone{};  ///< sealed; empty: none
    std::string language;
    Millis created_at = 0, last_seen = 0, expires_at = 0;
    Millis verified_at = 0;       ///< when a second factor was last shown
};

class Sessions {
public:
    virtual ~Sessions() = default;
    /// Begins now, whatever `created_at`, `last_seen` and `verified_at` say. Throws when the id is taken.
    virtual void start(const Session& session) = 0;
    /// Whether it is still alive is for the caller to judge.
    [[nodiscard]] virtual std::optional<Session> find(std::string_view id) const = 0;
    virtual void touch(std::string_view id) = 0;
    virtual void end(std::string_view id) = 0;
    [[nodiscard]] virtual std::vector<std::string> of_subject(std::string_view subject) const = 0;
    /// Ids of at most `sessions_listed` that have expired or were not seen for `idle`.
    [[nodiscard]] virtual std::vector<std::string> ended(Millis idle) const = 0;
};

}  // namespace motcua::store
