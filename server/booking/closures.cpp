#include "server/booking/closures.hpp"

#include <algorithm>

#include "server/booking/moving.hpp"
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

store::Closure close_in(const Transaction& tx, store::Closure wanted) {
    for (const auto& each : tx.closures().all())
        if (says_the_same(each, wanted)) return each;
    wanted.id = tx.closures().close(wanted);
    wanted.closed_at = tx.now();
    tx.audit({.actor = "admin", .action = "office.closed", .subject = wanted.office,
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
    MOTCUA_TRY(closed, services.db->write<store::Closure>([&](Transaction& tx) -> Result<store::Closure> { return close_in(tx, row_of(wanted)); }));
    MOTCUA_TRY(done, move_affected(services, stopping));
    return Json{{"closure", json_of(closed)}, {"moved", done.moved}, {"cancelled", done.cancelled}};
}

Result<Json> open_office(const http::Services& services, const Json& asked) {
    const Json& id = member(asked, "id");
    if (!id.is_number_integer()) return Error{.code = ErrorCode::request_not_found, .field = "id"};
    return services.db->write<Json>([&](Transaction& tx) { return open_in(tx, id.get<std::int64_t>()); });
}

}  // namespace motcua::booking
