#include "server/audit/chain.hpp"

#include <sodium.h>

#include <array>
#include <limits>

namespace motcua::audit {
namespace {

constexpr std::size_t hash_size = 32;

void number(std::string& out, std::int64_t value) {
    for (int shift = 56; shift >= 0; shift -= 8)
        out.push_back(static_cast<char>((static_cast<std::uint64_t>(value) >> shift) & 0xff));
}
// Length first, so that moving a byte from one field to its neighbour changes the hash.
void field(std::string& out, std::string_view text) {
    number(out, static_cast<std::int64_t>(text.size()));
    out.append(text);
}

std::string fault(const Row& row, std::int64_t expected_seq, const std::string& expected_previous) {
    if (row.seq != expected_seq) return "entry " + std::to_string(expected_seq) + " is missing";
    if (row.previous != expected_previous) return "it does not follow the entry before it";
    if (row.hash != row_hash(row)) return "its content does not match its hash";
    return {};
}

/// From the entry after `reached` to the recorded head.
Verdict walk(const store::Transaction& tx, Head reached) {
    const Head recorded = head(tx);
    std::string reason;
    const auto first = reached.seq == 0 ? std::numeric_limits<std::int64_t>::min() : reached.seq + 1;  // a row before the first counts
    tx.audit_log().walk(first, [&](const Row& row) {
        reason = fault(row, reached.seq + 1, reached.hash);
        if (reason.empty()) reached = {.seq = row.seq, .hash = row.hash};
        return reason.empty();
    });
    if (!reason.empty()) return {.entries = reached.seq, .bad_entry = reached.seq + 1, .reason = reason};
    if (reached.seq < recorded.seq)
        return {.entries = reached.seq, .bad_entry = reached.seq + 1, .reason = "entries at the end are missing"};
    if (reached.seq != recorded.seq || reached.hash != recorded.hash)
        return {.entries = reached.seq, .bad_entry = reached.seq, .reason = "it is not the recorded head of the chain"};
    return {.entries = reached.seq};
}

}  // namespace

Head head(const store::Transaction& tx) { return tx.audit_log().head(); }

std::optional<std::string> hash_at(const store::Transaction& tx, std::int64_t seq) { return tx.audit_log().hash_at(seq); }

std::string row_hash(const Row& row) {
    std::string bytes = row.previous;
    number(bytes, row.seq);
    number(bytes, row.at);
    for (const auto& text : {row.actor, row.action, row.subject, row.detail}) field(bytes, text);
    std::string hash(hash_size, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(),
                       reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr, 0);
    return hash;
}

void append(const store::Transaction& tx, const store::AuditEntry& entry) {
    const Head last = head(tx);
    Row row{.seq = last.seq + 1,
            .at = tx.now(),
            .actor = entry.actor,
            .action = entry.action,
            .subject = entry.subject,
            .detail = entry.detail,
            .previous = last.hash};
    row.hash = row_hash(row);
    tx.audit_log().append(row);
}

Verdict verify(const store::Transaction& tx) { return walk(tx, {}); }

Verdict verify_tail(const store::Transaction& tx, std::int64_t count) {
    const auto before = head(tx).seq - count;
    if (before <= 0) return verify(tx);
    const auto hash = hash_at(tx, before);
    if (!hash) return {.entries = before, .bad_entry = before, .reason = "it is missing"};
    return walk(tx, {.seq = before, .hash = *hash});
}

}  // namespace motcua::audit
