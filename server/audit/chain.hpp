// The audit chain: every act is a row whose hash covers the row before it, so no row can be changed, removed, added or
// moved without every later hash being wrong. Rows hold references and ids, never names, numbers or phones.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "server/store/audit_log.hpp"
#include "server/store/store.hpp"

namespace motcua::audit {

using Row = store::AuditRow;
using Head = store::AuditHead;

[[nodiscard]] std::string row_hash(const Row& row);
/// Appends in the caller's transaction. Throws StoreFailure: an act that cannot be recorded must fail.
void append(const store::Transaction& tx, const store::AuditEntry& entry);

[[nodiscard]] Head head(const store::Transaction& tx);
/// The hash that stands at an entry; nothing when there is no such entry.
[[nodiscard]] std::optional<std::string> hash_at(const store::Transaction& tx, std::int64_t seq);

/// What the verifier found: how many entries, and the first bad one with the reason.
struct Verdict {
    std::int64_t entries = 0;
    std::optional<std::int64_t> bad_entry;
    std::string reason;
};
/// Walks the chain from the first row to the recorded head. Reads only. Throws StoreFailure.
[[nodiscard]] Verdict verify(const store::Transaction& tx);
/// The same for the last `count` entries only, which must follow the one before them.
[[nodiscard]] Verdict verify_tail(const store::Transaction& tx, std::int64_t count);

}  // namespace motcua::audit
