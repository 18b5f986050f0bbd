#include "server/counter/desk.hpp"
#include "server/intake/applications.hpp"
#include "server/keys/keyring.hpp"
#include "server/provisioning/outbox.hpp"
#include "server/store/applications.hpp"
#include "server/store/bookings.hpp"
#include "server/store/closures.hpp"

namespace motcua::counter {
namespace {

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
    MOTCUA_TRY(awaits, awaits_supervisor(tx, services, file));
    const bool late = !file.due.empty() && is_open(file.state) && file.due < format_date(today(services));
    return Json{{"reference", reference},
                {"time", time.empty() ? Json(nullptr) : Json(time)},
                {"name", intake::display_name(file.filing)},
                {"filedFor", file.filed_for},
                {"state", application::text(file.state)},
                {"claimedBy", holder_name(tx, file)},
                {"due", file.due.empty() ? Json(nullptr) : Json(file.due)},
                {"breach", late},
                {"awaitsSupervisor", bool(awaits)},
                {"outbox", outbox ? Json(outbox->state) : Json(nullptr)}};
}

Result<void> add(store::Transaction& tx, const http::Services& services, const std::string& reference, const std::string& time,
                 Json& out) {
    MOTCUA_TRY(one, entry(tx, services, reference, time));
    out.push_back(std::move(one));
    return {};
}

Json closed_json(const store::Transaction& tx, const std::string& office, const std::string& day) {
    const auto closure = tx.closures().on(office, day);
    return closure ? Json{{"vi", closure->reason_vi}, {"en", closure->reason_en}} : Json(nullptr);
}

}  // namespace

Result<Json> day_list(const http::Services& services, const Officer& officer, Date date) {
    return services.db->read<Json>([&](store::Transaction& tx) -> Result<Json> {
        Json files = Json::array();
        const std::string day = format_date(date);
        for (const auto& visitor : tx.bookings().visitors_on(officer.office, day))
            MOTCUA_CHECK(add(tx, services, visitor.reference, visitor.time, files));
        if (date == today(services))
            for (const auto& reference : tx.applications().in_progress(officer.office, day))
                MOTCUA_CHECK(add(tx, services, reference, "", files));
        return Json{{"date", day}, {"office", officer.office}, {"closed", closed_json(tx, officer.office, day)}, {"files", std::move(files)}};
    });
}

}  // namespace motcua::counter
