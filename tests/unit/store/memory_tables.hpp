// What the store in memory holds: maps of the same rows that the gateways speak of.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "server/store/activations.hpp"
#include "server/store/applications.hpp"
#include "server/store/attachments.hpp"
#include "server/store/audit_log.hpp"
#include "server/store/bookings.hpp"
#include "server/store/captures.hpp"
#include "server/store/closures.hpp"
#include "server/store/codes.hpp"
#include "server/store/comparisons.hpp"
#include "server/store/consents.hpp"
#include "server/store/drafts.hpp"
#include "server/store/keys.hpp"
#include "server/store/mailbox.hpp"
#include "server/store/notices.hpp"
#include "server/store/outbox.hpp"
#include "server/store/overrides.hpp"
#include "server/store/reminders.hpp"
#include "server/store/security_keys.hpp"
#include "server/store/sessions.hpp"
#include "server/store/staff.hpp"
#include "server/store/store.hpp"
#include "server/store/submissions.hpp"
#include "server/store/verifications.hpp"

namespace motcua::store::memory {

template <class Row>
using By = std::map<std::string, Row, std::less<>>;
using Pair = std::pair<std::string, std::string>;

template <class Row>
struct Dated {
    Row row;
    Millis at = 0;
};

struct ApplicationRow {
    Application shown;
    Filing filing;
    std::optional<Millis> received_at{};
    Outcome outcome{};
    std::vector<PastEvent> history{};
};

struct OutboxRow {
    OutboxItem item;
    OutboxView shown;
    Millis created_at = 0, lease_until = 0;
    std::string lease{};
    bool ended = false;
    Millis ended_at = 0;
    std::size_t position = 0;
};

struct NoticeRow {
    Notice notice;
    NoticeState shown;
    Millis created_at = 0;
    std::size_t number = 0;
};

/// Beside the seat and the account of an application.
struct ReminderRow {
    Millis booked_at = 0;
    bool visit_settled = false;
    int activation = 0;
};

struct Tables {
    By<std::vector<Millis>> throttles;
    By<Dated<Code>> codes;
    By<Session> sessions;
    By<Dated<Draft>> drafts;
    By<Dated<Picture>> portraits, attachments;
    By<std::string> portrait_verdicts;
    std::map<Pair, Dated<Submission>> submissions;
    By<ApplicationRow> applications;
    By<Booking> bookings;  ///< the seats that are held
    By<ReminderRow> reminders;
    std::map<std::int64_t, Closure> closures;
    By<Moved> moves;  ///< of seats that are held
    By<std::pair<StaffAccount, StaffSecrets>> staff;
    std::set<std::pair<std::string, std::int64_t>> codes_used;
    By<Activation> activations;
    By<SecurityKey> security_keys;
    By<KeyChallenge> key_challenges;
    By<Comparison> comparisons;
    std::map<Pair, Dated<Choice>> choices;
    std::map<Pair, Capture> captures;
    std::map<Pair, std::string> captured_by;  ///< may name captures that are gone
    By<Verification> verifications;
    By<Consent> consents;
    std::map<std::int64_t, std::pair<std::string, Override>> overrides;  ///< by number: reference and row
    std::int64_t overrides_made = 0;
    By<OutboxRow> outbox;
    By<NoticeRow> notices;
    std::vector<MailboxEntry> mailbox;
    By<std::string> answers;
    std::vector<Kek> keks;
    By<WrappedKey> purpose_keys;
    By<DataKey> data_keys;
    std::map<std::int64_t, AuditRow> audit;
    AuditHead audit_head;
    std::size_t made = 0;  ///< rows numbered so far
};

/// The tables as one unit of work has them. `changed` is null where only reading is allowed.
struct Unit {
    const Tables* seen = nullptr;
    Tables* changed = nullptr;
    Millis now = 0;
};

/// What the gateways of one unit share.
template <class Subject>
class Of : public Subject {
public:
    explicit Of(const Unit& unit) : unit_(unit) {}

protected:
    [[nodiscard]] const Tables& seen() const { return *unit_.seen; }
    [[nodiscard]] Tables& change() const {
        if (unit_.changed == nullptr) throw StoreFailure("this unit of work may only read");
        return *unit_.changed;
    }
    [[nodiscard]] Millis now() const { return unit_.now; }

private:
    const Unit& unit_;
};

template <class Map, class Key>
[[nodiscard]] auto found(const Map& map, const Key& key) -> std::optional<typename Map::mapped_type> {
    const auto at = map.find(key);
    return at == map.end() ? std::nullopt : std::optional(at->second);
}
template <class Map, class Key>
[[nodiscard]] auto* place(Map& map, const Key& key) {
    const auto at = map.find(key);
    return at == map.end() ? nullptr : &at->second;
}
/// A second row of the same key breaks a rule.
template <class Map, class Row>
void insert(Map& map, typename Map::key_type key, Row row) {
    if (!map.emplace(std::move(key), std::move(row)).second) throw StoreFailure("a row of that key is there");
}
inline void need_application(const Tables& tables, std::string_view reference) {
    if (!tables.applications.contains(reference)) throw StoreFailure("there is no such application");
}
/// The rows of one application, of tables kept by application and something else.
template <class Map, class Each>
void each_of(const Map& map, std::string_view reference, Each&& each) {
    for (auto at = map.lower_bound({std::string(reference), {}}); at != map.end() && at->first.first == reference; ++at)
        each(at->second);
}
template <class Map>
void erase_of(Map& map, std::string_view reference) {
    std::erase_if(map, [&](const auto& row) { return row.first.first == reference; });
}

}  // namespace motcua::store::memory
