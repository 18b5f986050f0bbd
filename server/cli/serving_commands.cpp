#include "server/cli/serving_commands.hpp"

#include "server/booking/closures.hpp"
#include "server/http/log.hpp"
#include "server/store/store.hpp"

namespace motcua::cli {
namespace {

using http::Event, http::Level;

Result<Json> rotate(const http::Services& services, const control::Stopping& stopping) {
    const auto done = services.keys->rotate(*services.db, stopping);
    if (!done.ok()) {
        http::log(Level::warning, Event::keys_not_rotated, {{"code", done.error().code}}, services.clock());
        return done.error();
    }
    http::log(Level::info, Event::keys_rotated,
              {{"from", http::RandomId(done->from)}, {"to", http::RandomId(done->to)}, {"dataKeys", done->rewrapped}},
              services.clock());
    return json_of(*done);
}

Result<Json> close(const http::Services& services, const Json& asked, const control::Stopping& stopping) {
    MOTCUA_TRY(done, booking::close_office(services, asked, stopping));
    const auto moved = member(done, "moved").get<std::int64_t>(), cancelled = member(done, "cancelled").get<std::int64_t>();
    http::log(Level::info, Event::closures_done, {{"moved", moved}, {"cancelled", cancelled}}, services.clock());
    return Json(std::move(done));
}

}  // namespace

Json json_of(const keys::Rotation& done) {
    return Json{{"from", done.from}, {"to", done.to}, {"dataKeys", done.rewrapped}, {"continued", done.continued}, {"leftIn", done.left_in}};
}

control::Commands serving_commands(const http::Services& services, std::mutex& moving) {
    control::Commands out;
    out.emplace(rotate_command, [&services](const Json& /*arguments*/, const control::Stopping& stopping) { return rotate(services, stopping); });
    out.emplace(close_command, [&services, &moving](const Json& arguments, const control::Stopping& stopping) {
        const std::lock_guard lock(moving);
        return close(services, arguments, stopping);
    });
    out.emplace(open_command, [&services](const Json& arguments, const control::Stopping& /*stopping*/) { return booking::open_office(services, arguments); });
    return out;
}

}  // namespace motcua::cli
