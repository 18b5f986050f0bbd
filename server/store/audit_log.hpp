// Where the audit chain lies: rows that are only ever added. Hashing and checking are server/audit's.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/date.hpp"

namespace motcua::store {

/// One row, as hashed: h_i = BLAKE2b-256(h_{i-1} | seq | at | actor | action | subject | detail), each part length-prefixed.
struct AuditRow {
    std::int64_t seq = 0;
    Millis at = 0;
    std::string actor{}, action{}, subject{}, detail{};
    std::string previous, hash;  ///< 32 bytes each
};

/// The last entry: its number (0: none yet) and its hash.
struct AuditHead {
    std::int64_t seq = 0;
    std::string hash = std::string(32, '\0');
};

class AuditLog {
public:
    virtual ~AuditLog() = default;
    [[nodiscard]] virtual AuditHead head() const = 0;
    /// Adds the row and makes it the head. Throws when there is one of its number.
    virtual void append(const AuditRow& row) = 0;
    /// The hash that stands at an entry; nothing when there is no such entry.
    [[nodiscard]] virtual std::optional<std::string> hash_at(std::int64_t seq) const = 0;
    /// Shows the rows from number `seq` on, in order, until `look` has seen enough (false).
    virtual void walk(std::int64_t seq, const std::function<bool(const AuditRow&)>& look) const = 0;
    /// Whether the actor did this to the subject after an instant.
    [[nodiscard]] virtual bool happened(std::string_view subject, std::string_view actor, std::string_view action,
                                        Millis after) const = 0;
};

}  // namespace motcua::store
