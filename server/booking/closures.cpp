#include "server/booking/closures.hpp"

#include <algorithm>

#include "server/booking/bookings.hpp"
#include "server/booking/moving.hpp"
#include "server/booking/slots.hpp"
#include "server/store/bookings.hpp"
#include "server/store/closures.hpp"
#include "server/store/store.hpp"
#include "shared/application/closure.hpp"

namespace motcua::booking {
namespace {

using store::Transaction;

store::Closure row_of(const closure::Closure& closure) {
    return {.office = closure.office, .from = format_date(closure.from), .to = format_date(closure.to), .reason_vi = closure.reason.vi,
            .reason_en = closure.reason.en};
}

bool says_the_same(const store::Closure& a, const store::Closure& b) {
    return a.open_from.empty() && a.office == b.office && a.from == b.from && a.to == b.to && a.reason_vi == b.reason_vi && a.reason_en == b.reason_en;
}

store::Closure close_in(const Transaction& tx, store::Closure wanted, const std::string& actor) {
    for (const auto& each : tx.closures().all())
        if (says_the_same(each, wanted)) return each;
    wanted.id = tx.closures().close(wanted);
    wanted.closed_at = tx.now();
    tx.audit({.actor = actor, .action = "office.closed", .subject = wanted.office,
              .detail = dump_json({{"closure", wanted.id}, {"from", wanted.from}, {"to", wanted.to}})});
    return wanted;
}

Result<Json> open_in(const Transaction& tx, std::int64_t id) {
    const auto before = tx.closures().find(id);
    if (!before) return Error{.code = ErrorCode::request_not_found, .field = "id", .detail = std::to_string(id)};
    const auto today = format_date(date_in_vietnam(tx.now()));
    if (before->open_from.empty() && today <= before->to) {
        tx.closures().open(id, std::max(today, before->from));
        tx.audit({.actor = "admin", .action = "office.opened", .subject = before->office, .detail = dump_json({{"closure", id}})});
    }
    return Json{{"closure", json_of(*tx.closures().find(id))}};
}

/// Whether somebody is booked for a day on which the office receives nobody, and nothing has been done about it.
bool in_vain(const Transaction& tx, const rules::Office& office, Date day, const rules::Calendar& calendar) {
    const auto date = format_date(day);
    return slots_on(office, day, calendar, {}, 0).empty() && !tx.bookings().taken_on(office.id, date).empty() && !tx.closures().on(office.id, date);
}

}  // namespace

Json json_of(const store::Closure& closure) {
    return {{"id", closure.id},
            {"office", closure.office},
            {"from", closure.from},
            {"to", closure.to},
            {"reason", {{"vi", closure.reason_vi}, {"en", closure.reason_en}}},
            {"closedAt", closure.closed_at},
            {"openFrom", closure.open_from.empty() ? Json(nullptr) : Json(closure.open_from)}};
}

Result<Json> close_office(const http::Services& services, const Json& asked, const std::function<bool()>& stopping) {
    const closure::Wish wish{.office = std::string(text_at(asked, "office")), .from = std::string(text_at(asked, "from")), .to = std::string(text_at(asked, "to")),
                             .reason = {.vi = std::string(text_at(asked, "reasonVi")), .en = std::string(text_at(asked, "reasonEn"))}};
    MOTCUA_TRY(wanted, closure::check(wish, *services.rules, date_in_vietnam(services.clock())));
    MOTCUA_TRY(closed, services.db->write<store::Closure>([&](Transaction& tx) -> Result<store::Closure> { return close_in(tx, row_of(wanted), "admin"); }));
    MOTCUA_TRY(done, move_affected(services, stopping));
    return Json{{"closure", json_of(closed)}, {"moved", done.moved}, {"cancelled", done.cancelled}};
}

Result<Json> open_office(const http::Services& services, const Json& asked) {
    const Json& id = member(asked, "id");
    if (!id.is_number_integer()) return Error{.code = ErrorCode::request_not_found, .field = "id"};
    return services.db->write<Json>([&](Transaction& tx) { return open_in(tx, id.get<std::int64_t>()); });
}

Result<std::int64_t> close_days_off(const http::Services& services) {
    return services.db->write<std::int64_t>([&](Transaction& tx) -> Result<std::int64_t> {
        const auto& calendar = services.rules->calendar;
        const Date today = date_in_vietnam(tx.now()), last = last_bookable(today);
        std::int64_t out = 0;
        for (const auto& office : services.rules->offices)
            for (Date day = today; day <= last; day = Days(day) + std::chrono::days(1)) {
                if (!in_vain(tx, office, day, calendar)) continue;
                (void)close_in(tx, row_of({.office = office.id, .from = day, .to = day, .reason = why_closed(office, day, calendar)}), "system");
                ++out;
            }
        return out;
    });
}

}  // namespace motcua::booking
