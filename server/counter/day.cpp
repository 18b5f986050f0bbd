#include "server/counter/desk.hpp"
#include "server/intake/applications.hpp"
#include "server/keys/keyring.hpp"
#include "server/provisioning/outbox.hpp"

namespace motcua::counter {
namespace {

constexpr std::string_view booked_that_day =
    "SELECT a.reference, b.time FROM applications a JOIN bookings b ON b.reference=a.reference AND b.cancelled_at IS NULL "
    "WHERE b.office=?1 AND b.date=?2 ORDER BY b.time, a.reference LIMIT 500";
// what has no booking today but waits for someone: walk-ins, files of earlier days in progress, unanswered requests
constexpr std::string_view in_progress =
    "SELECT a.reference, '' FROM applications a WHERE a.office=?1 AND a.state IN ('at_counter','verified','consented','sent') "
    "AND NOT EXISTS(SELECT 1 FROM bookings b WHERE b.reference=a.reference AND b.cancelled_at IS NULL AND b.office=?1 AND "
    "b.date=?2) "
    "ORDER BY a.due IS NULL, a.due, a.reference LIMIT 500";

bool is_open(application::State state) { return !application::is_final(state); }

Json holder_name(const store::Transaction& tx, const File& file) {
    if (file.claimed_by.empty()) return nullptr;
    const auto account = staff::find(tx, file.claimed_by);
    return account ? Json(account->name) : Json(nullptr);
}

Result<Json> entry(store::Transaction& tx, const http::Services& services, const std::string& reference,
                   const std::string& time) {
    MOTCUA_TRY(file, load_file(tx, *services.keys, reference));
    const auto outbox = provisioning::outbox_view(tx, provisioning::kind_authority, reference);
    const bool late = !file.due.empty() && is_open(file.state) && file.due < format_date(today(services));
    return Json{{"reference", reference},
                {"time", time.empty() ? Json(nullptr) : Json(time)},
                {"name", intake::display_name(file.filing)},
                {"filedFor", file.filed_for},
                {"state", application::text(file.state)},
                {"claimedBy", holder_name(tx, file)},
                {"due", file.due.empty() ? Json(nullptr) : Json(file.due)},
                {"breach", late},
                {"outbox", outbox ? Json(outbox->state) : Json(nullptr)}};
}

Result<void> add(store::Transaction& tx, const http::Services& services, std::string_view sql, const std::string& office,
                 const std::string& date, Json& out) {
    auto rows = tx.sql(sql);
    rows.bind(1, office).bind(2, date);
    while (rows.step()) {
        MOTCUA_TRY(one, entry(tx, services, rows.text(0), rows.text(1)));
        out.push_back(std::move(one));
    }
    return {};
}

}  // namespace

Result<Json> day_list(const http::Services& services, const Officer& officer, Date date) {
    return services.db->read<Json>([&](store::Transaction& tx) -> Result<Json> {
        Json files = Json::array();
        const std::string day = format_date(date);
        MOTCUA_CHECK(add(tx, services, booked_that_day, officer.office, day, files));
        if (date == today(services)) MOTCUA_CHECK(add(tx, services, in_progress, officer.office, day, files));
        return Json{{"date", day}, {"office", officer.office}, {"files", std::move(files)}};
    });
}

}  // namespace motcua::counter
