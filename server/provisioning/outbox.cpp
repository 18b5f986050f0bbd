#include "server/provisioning/outbox.hpp"

#include <algorithm>

#include "server/keys/keyring.hpp"
#include "server/store/notices.hpp"

namespace motcua::provisioning {
namespace {

constexpr Millis second = 1000;
constexpr Millis hour = 3600 * second;
constexpr Millis day = 24 * hour;

// The legal 7 working days take up to 19 calendar days round Tết (2026 to 2028): a request must not be given up before its own deadline has passed.
Millis default_limit(std::string_view kind) { return kind == kind_authority ? 30 * day : 3 * day; }

void end_as_failed(store::Transaction& tx, const std::string& id, std::string_view error) {
    tx.outbox().fail(id, error);
    tx.notices().failed(id, error);
    tx.audit({.actor = "system", .action = "outbox.failed", .subject = id, .detail = ""});
}

void record(store::Transaction& tx, const Leased& item, const Outcome& outcome, double jitter) {
    const Millis pause = outcome.pause > 0 ? outcome.pause : backoff(item.attempts, jitter);
    switch (outcome.kind) {
        case Outcome::Kind::done: return tx.outbox().finish(item.id, item.kind == kind_authority ? "answered" : "sent");
        case Outcome::Kind::accepted: return tx.outbox().put_back(item.id, {.state = "sent", .next_try = tx.now() + pause});
        case Outcome::Kind::retry:
            return tx.outbox().put_back(item.id, {.state = item.awaiting_answer ? "sent" : "waiting", .next_try = tx.now() + pause, .error = outcome.error});
        case Outcome::Kind::refused: return end_as_failed(tx, item.id, outcome.error);
    }
}

}  // namespace

std::string enqueue(store::Transaction& tx, OutboxItem item) {
    const std::string id = keys::hex(keys::random_bytes(16));
    if (item.give_up_at == 0) item.give_up_at = tx.now() + default_limit(item.kind);
    tx.outbox().add(id, item);
    return id;
}

std::optional<OutboxView> outbox_view(store::Transaction& tx, std::string_view kind, std::string_view reference) {
    return tx.outbox().newest(kind, reference);
}

bool send_now(store::Transaction& tx, std::string_view kind, std::string_view reference) {
    const auto view = outbox_view(tx, kind, reference);
    if (!view || (view->state != "waiting" && view->state != "failed")) return false;
    tx.outbox().make_due(view->id, tx.now() + default_limit(kind));
    return true;
}

Millis backoff(int attempt, double jitter) {
    const int doublings = std::clamp(attempt - 1, 0, 12);
    const Millis base = std::min(hour, second << doublings);
    return std::min(hour, base + static_cast<Millis>(static_cast<double>(base) / 4 * std::clamp(jitter, 0.0, 1.0)));
}

std::vector<DeadLetter> give_up(store::Transaction& tx, std::string_view kind) {
    std::vector<DeadLetter> out;
    for (auto& id : tx.outbox().to_give_up(kind)) out.push_back({.id = std::move(id), .kind = std::string(kind), .error = "outbox.gave_up"});
    for (const auto& dead : out) end_as_failed(tx, dead.id, dead.error);
    return out;
}

std::optional<Leased> lease(store::Transaction& tx, std::string_view kind, Millis duration) {
    return tx.outbox().lease_due(kind, keys::hex(keys::random_bytes(8)), tx.now() + duration);
}

bool finish(store::Transaction& tx, const Leased& item, const Outcome& outcome, double jitter) {
    if (!tx.outbox().is_held(item.id, item.lease)) return false;
    record(tx, item, outcome, jitter);
    if (outcome.also) outcome.also(tx);
    return true;
}

std::optional<Millis> next_due(store::Transaction& tx, std::string_view kind) { return tx.outbox().next_due(kind); }

std::vector<OutboxFigures> outbox_figures(store::Transaction& tx) {
    std::vector<OutboxFigures> out;
    const auto today = format_date(date_in_vietnam(tx.now()));
    for (const auto kind : {kind_authority, kind_sms, kind_email}) out.push_back(tx.outbox().figures(kind, today));
    return out;
}

}  // namespace motcua::provisioning
