#include "server/retention/sweep.hpp"

#include <algorithm>

#include "server/intake/applications.hpp"
#include "server/intake/attachments.hpp"
#include "server/intake/drafts.hpp"
#include "server/intake/otp.hpp"
#include "server/intake/portraits.hpp"
#include "server/intake/session.hpp"
#include "server/store/answers.hpp"
#include "server/store/applications.hpp"
#include "server/store/attachments.hpp"
#include "server/store/audit_log.hpp"
#include "server/store/bookings.hpp"
#include "server/store/codes.hpp"
#include "server/store/drafts.hpp"
#include "server/store/notices.hpp"
#include "server/store/outbox.hpp"
#include "server/store/portraits.hpp"
#include "server/store/sessions.hpp"
#include "server/store/submissions.hpp"
#include "server/store/visit.hpp"
#include "shared/base/json.hpp"

namespace motcua::retention {
namespace {

using Transaction = store::Transaction;

void note(const Transaction& tx, const std::string& subject, Kind kind) {
    tx.audit({.actor = "system", .action = "retention.erased", .subject = subject, .detail = dump_json({{"kind", text(kind)}})});
}

// --- drafts, and pictures that nobody filed
std::vector<std::string> due_drafts(const Transaction& tx, const Policy& policy) {
    return tx.drafts().unchanged_since(due_before(policy, Kind::draft, tx.now()));
}

/// Pictures stay while their owner's draft does: it may name them.
template <class Gateway>
bool is_left(const Transaction& tx, const Gateway& pictures, const std::string& id) {
    const auto picture = pictures.find(id);
    return picture && picture->reference.empty() && tx.drafts().revision_of(picture->owner) == 0;
}
std::vector<std::string> due_portraits(const Transaction& tx, const Policy& policy) {
    auto out = tx.portraits().unfiled_since(due_before(policy, Kind::picture, tx.now()));
    std::erase_if(out, [&](const auto& id) { return !is_left(tx, tx.portraits(), id); });
    return out;
}
std::vector<std::string> due_papers(const Transaction& tx, const Policy& policy) {
    std::vector<std::string> out;
    for (const auto& each : tx.attachments().unfiled_since(due_before(policy, Kind::picture, tx.now())))
        if (is_left(tx, tx.attachments(), each.id)) out.push_back(each.id);
    return out;
}

// --- files
FileAge age_of(const Transaction& tx, const store::AtRest& file) {
    FileAge out{.state = file.state, .changed_at = file.changed_at, .held = file.held};
    const auto seat = tx.bookings().of(file.reference);
    const auto day = seat ? parse_date(seat->date) : Result<Date>(ErrorCode::date_format);
    if (day.ok()) out.visit = *day;
    return out;
}

Millis soonest(const Policy& policy, Millis now) {
    return std::max({due_before(policy, Kind::withdrawn, now), due_before(policy, Kind::expired, now), due_before(policy, Kind::finished, now)});
}

struct DueFile {
    std::string reference;
    Kind kind{};
};
std::vector<DueFile> due_files(const Transaction& tx, const Policy& policy) {
    std::vector<DueFile> out;
    for (const auto& each : tx.applications().at_rest_since(soonest(policy, tx.now()))) {
        const auto age = age_of(tx, each);
        if (is_due(policy, age, tx.now())) out.push_back({.reference = each.reference, .kind = *kind_of(age, tx.now())});
    }
    return out;
}

/// As it is now: an applicant may have come back since the list was made.
bool is_still_due(const Transaction& tx, const Policy& policy, const DueFile& file) {
    const auto found = tx.applications().find(file.reference);
    const auto steps = tx.applications().history(file.reference);
    if (!found || steps.empty()) return false;
    const auto age = age_of(tx, {.reference = file.reference, .state = found->state, .changed_at = steps.back().at, .held = !found->claimed_by.empty()});
    return is_due(policy, age, tx.now());
}

void erase_file(const Transaction& tx, const keys::Keyring& keys, const DueFile& file) {
    const auto& reference = file.reference;
    for (const auto& id : tx.portraits().filed_with(reference)) intake::erase_portrait(tx, keys, id);
    for (const auto& paper : tx.attachments().filed_with(reference)) intake::erase_attachment(tx, keys, paper.id);
    store::erase_visit(tx, reference);
    tx.outbox().erase_of(reference);
    tx.notices().erase_of(reference);
    tx.answers().erase(reference);
    tx.applications().erase(reference);
    keys.destroy(tx, intake::Sealing(reference).record);
    note(tx, reference, file.kind);
}

// --- the audit chain is only counted
std::int64_t old_entries(const Transaction& tx, const Policy& policy) {
    std::int64_t out = 0;
    const Millis cut = due_before(policy, Kind::audit, tx.now());
    tx.audit_log().walk(1, [&](const store::AuditRow& row) { return row.at < cut && ++out > 0; });
    return out;
}

Count counted(std::size_t number, std::int64_t at_once) {
    const auto size = static_cast<std::int64_t>(number);
    return {.number = size, .at_least = size >= at_once};
}
Count counted(std::size_t number) { return {.number = static_cast<std::int64_t>(number)}; }

// --- one record a unit
struct Sweep {
    store::Store& db;
    const keys::Keyring& keys;
    const Policy& policy;
    Counts done{};

    template <class T, class List>
    Result<T> list(List of) {
        return db.read<T>([&](Transaction& tx) -> Result<T> { return of(tx, policy); });
    }
    /// `erase` says whether it was due still.
    template <class Erase>
    Result<void> unit(Kind kind, Erase erase) {
        MOTCUA_TRY(erased, db.write<bool>([&](Transaction& tx) -> Result<bool> { return erase(tx); }));
        done[kind].number += erased ? 1 : 0;
        return {};
    }
    Result<void> drafts() {
        MOTCUA_TRY(owners, list<std::vector<std::string>>(due_drafts));
        for (const auto& owner : owners)
            MOTCUA_CHECK(unit(Kind::draft, [&](Transaction& tx) {
                if (!tx.drafts().is_unchanged_since(owner, due_before(policy, Kind::draft, tx.now()))) return false;
                intake::erase_draft(tx, keys, owner);
                note(tx, "draft:" + owner, Kind::draft);
                return true;
            }));
        return {};
    }
    Result<void> pictures() {
        MOTCUA_TRY(portraits, list<std::vector<std::string>>(due_portraits));
        for (const auto& id : portraits)
            MOTCUA_CHECK(unit(Kind::picture, [&](Transaction& tx) {
                if (!is_left(tx, tx.portraits(), id)) return false;
                intake::erase_portrait(tx, keys, id);
                note(tx, "portrait:" + id, Kind::picture);
                return true;
            }));
        MOTCUA_TRY(papers, list<std::vector<std::string>>(due_papers));
        for (const auto& id : papers)
            MOTCUA_CHECK(unit(Kind::picture, [&](Transaction& tx) {
                if (!is_left(tx, tx.attachments(), id)) return false;
                intake::erase_attachment(tx, keys, id);
                note(tx, "attachment:" + id, Kind::picture);
                return true;
            }));
        return {};
    }
    Result<void> files() {
        MOTCUA_TRY(due, list<std::vector<DueFile>>(due_files));
        for (const auto& file : due)
            MOTCUA_CHECK(unit(file.kind, [&](Transaction& tx) {
                if (!is_still_due(tx, policy, file)) return false;
                erase_file(tx, keys, file);
                return true;
            }));
        return {};
    }
    /// Sessions and codes are listed a few at a time; they hold no act of anybody, so no note is left.
    Result<void> ended() {
        for (bool more = true; more;) {
            MOTCUA_TRY(left, db.write<bool>([&](Transaction& tx) -> Result<bool> {
                const auto sessions = tx.sessions().ended(intake::idle_life(intake::Role::applicant));
                for (const auto& id : sessions) intake::end_session(tx, keys, id);
                const auto codes = tx.codes().made_before(due_before(policy, Kind::code, tx.now()));
                for (const auto& id : codes) intake::erase_code(tx, keys, id);
                done[Kind::session].number += static_cast<std::int64_t>(sessions.size());
                done[Kind::code].number += static_cast<std::int64_t>(codes.size());
                return !sessions.empty() || !codes.empty();
            }));
            more = left;
        }
        return {};
    }
    Result<void> working_rows() {
        MOTCUA_TRY(old, list<std::int64_t>(old_entries));
        done[Kind::audit].number = old;
        return db.write<void>([&](Transaction& tx) -> Result<void> {
            const Millis rows = due_before(policy, Kind::outbox, tx.now()), requests = due_before(policy, Kind::request, tx.now());
            done[Kind::outbox].number = tx.outbox().delivered_before(rows);
            done[Kind::request].number = tx.submissions().made_before(requests);
            tx.outbox().forget_delivered_before(rows);
            tx.submissions().forget_before(requests);
            return {};
        });
    }
};

}  // namespace

Counts count_due(const Transaction& tx, const Policy& policy) {
    Counts out;
    for (const Kind kind : all_kinds) out[kind] = {};
    out[Kind::draft] = counted(due_drafts(tx, policy).size());
    out[Kind::picture] = counted(due_portraits(tx, policy).size() + due_papers(tx, policy).size());
    for (const auto& file : due_files(tx, policy)) ++out[file.kind].number;
    out[Kind::session] = counted(tx.sessions().ended(intake::idle_life(intake::Role::applicant)).size(), store::sessions_listed);
    out[Kind::code] = counted(tx.codes().made_before(due_before(policy, Kind::code, tx.now())).size(), store::codes_listed);
    out[Kind::outbox].number = tx.outbox().delivered_before(due_before(policy, Kind::outbox, tx.now()));
    out[Kind::request].number = tx.submissions().made_before(due_before(policy, Kind::request, tx.now()));
    out[Kind::audit].number = old_entries(tx, policy);
    return out;
}

Result<Counts> erase_due(store::Store& db, const keys::Keyring& keys, const Policy& policy) {
    Sweep sweep{.db = db, .keys = keys, .policy = policy};
    for (const Kind kind : all_kinds) sweep.done[kind] = {};
    MOTCUA_CHECK(sweep.drafts());
    MOTCUA_CHECK(sweep.pictures());
    MOTCUA_CHECK(sweep.files());
    MOTCUA_CHECK(sweep.ended());
    MOTCUA_CHECK(sweep.working_rows());
    return Counts(std::move(sweep.done));
}

}  // namespace motcua::retention
