#include "tests/fault/network.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace motcua::fault {
namespace {

constexpr Millis second = 1000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;
constexpr int callback_tries = 3;  // then the authority waits to be asked

std::string between(std::string_view text, std::string_view before, std::string_view after) {
    const auto from = text.find(before);
    if (from == std::string_view::npos) return {};
    const auto rest = text.substr(from + before.size());
    return std::string(rest.substr(0, std::min(rest.find(after), rest.size())));
}

std::map<std::string, std::string> lower_case(const std::vector<std::pair<std::string, std::string>>& headers) {
    std::map<std::string, std::string> out;
    for (auto [name, value] : headers) {
        std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        out.emplace(name, value);
    }
    return out;
}

notify::Delivered temporary(std::string error) { return {.kind = notify::Delivered::Kind::temporary, .error = std::move(error)}; }

}  // namespace

Weather weather_of(Random& random) {
    const double storm = random.unit() * random.unit();
    const auto share = [&] { return storm * random.unit() * 0.4; };
    return {.lost = share(), .late = share(), .twice = share(), .answer_lost = share(), .busy = share(), .stall = share() / 4,
            .crash = random.unit() * 0.02, .forgets = random.unit() * 0.05};
}

// --- World
void World::later(Millis least, Millis most, std::function<void()> what) { events.emplace(now + random.between(least, most), std::move(what)); }
void World::note(const std::string& line) { trace.push_back(fmt::format("{:>12.3f} s  {}", static_cast<double>(now % (100 * day)) / 1000, line)); }
void World::problem(const std::string& line) {
    note("PROBLEM: " + line);
    problems.push_back(line);
}
void World::run_events() {
    while (!events.empty() && events.begin()->first <= now) {
        const auto what = std::move(events.begin()->second);
        events.erase(events.begin());
        what();
    }
}

// --- what becomes of a message
Network::Fate Network::fate() {
    const auto& weather = options_.world->weather;
    if (weather.calm) return Fate::fine;
    double dice = options_.world->random.unit();
    const std::pair<double, Fate> table[]{{weather.lost, Fate::lost},   {weather.late, Fate::late}, {weather.twice, Fate::twice},
                                          {weather.answer_lost, Fate::answer_lost}, {weather.busy, Fate::busy}, {weather.stall, Fate::stall}};
    for (const auto& [share, fate] : table) {
        if (dice < share) return fate;
        dice -= share;
    }
    return Fate::fine;
}

// --- the server's calls to the authority
Result<net::Answer> Network::call(const net::Call& call) {
    auto& world = *options_.world;
    options_.step("request about to leave");
    if (world.now < authority_down_until) return world.now += 3 * second, world.note("authority is down"), Result<net::Answer>(ErrorCode::peer_unreachable);
    const auto fate = this->fate();
    if (fate == Fate::busy) return world.note("authority is busy"), net::Answer{.status = world.random.chance(0.5) ? 503 : 429, .body = {}, .headers = {}};
    if (fate == Fate::stall) options_.stall();
    if (fate == Fate::late || fate == Fate::twice) world.later(second, 10 * minute, [this, call] { (void)arrive(call); });
    if (fate == Fate::lost || fate == Fate::late) return world.now += 20 * second, world.note("request lost or late"), Result<net::Answer>(ErrorCode::peer_timeout);
    const auto answer = arrive(call);
    options_.step("answer on its way");
    if (fate == Fate::answer_lost) return world.now += 20 * second, world.note("answer lost"), Result<net::Answer>(ErrorCode::peer_timeout);
    return answer;
}

net::Answer Network::arrive(const net::Call& call) {
    const auto path = call.url.substr(call.url.find("/v1/"));
    if (!net::verify(options_.server, {.method = call.method, .path = path}, lower_case(call.headers), call.body, options_.world->now).ok())
        return options_.world->note("authority refuses a stale signature"), net::Answer{.status = 401, .body = {}, .headers = {}};
    const auto request = between(path, "transactionId=", "&");
    if (path.starts_with("/v1/tasks/")) return redeliver(between(path, "/v1/tasks/", "/"));
    return enrol(between(path, "/v1/enrollments/", "?"), request, call);
}

net::Answer Network::enrol(const std::string& reference, const std::string& request, const net::Call& call) {
    auto& world = *options_.world;
    if (broken.contains(reference)) return {.status = 500, .body = {}, .headers = {}};
    if (poison.contains(reference)) return {.status = 422, .body = {}, .headers = {}};
    auto& enrolment = enrolments[reference];
    const auto digest = net::digest(call.body);
    if (enrolment.effective > 0) {
        if (enrolment.request != request) world.problem(reference + " came under two request ids");
        if (enrolment.digest != digest) world.problem(reference + " came again with other bytes");
        return {.status = enrolment.digest == digest ? 204 : 409, .body = {}, .headers = {}};
    }
    enrolment = {.request = request, .digest = digest, .effective = 1};
    world.note(reference + " is effective");
    world.later(second, 2 * day, [this, reference] { decide(reference); });
    return {.status = 204, .body = {}, .headers = {}};
}

net::Answer Network::redeliver(const std::string& reference) {
    auto& world = *options_.world;
    if (!enrolments.contains(reference)) return {.status = 404, .body = {}, .headers = {}};
    auto& enrolment = enrolments[reference];
    if (!enrolment.decided && !world.weather.calm && world.random.chance(world.weather.forgets)) {
        world.note("the authority has forgotten " + reference);
        enrolments.erase(reference);
        return {.status = 404, .body = {}, .headers = {}};
    }
    enrolment.callbacks = 0;
    if (enrolment.decided) world.later(0, minute, [this, reference] { call_back(reference); });
    return {.status = 204, .body = {}, .headers = {}};
}

void Network::decide(const std::string& reference) {
    if (!enrolments.contains(reference) || enrolments[reference].decided) return;
    enrolments[reference].decided = true;
    options_.world->note(reference + " is decided");
    call_back(reference);
}

void Network::call_back(const std::string& reference) {
    auto& world = *options_.world;
    auto& enrolment = enrolments[reference];
    const auto fate = this->fate();
    if (fate == Fate::late || fate == Fate::twice) world.later(second, 2 * hour, [this, reference] { options_.answer(reference); });
    if (fate != Fate::lost && fate != Fate::late && fate != Fate::busy) options_.answer(reference);
    if (fate != Fate::fine && ++enrolment.callbacks < callback_tries) world.later(minute, hour, [this, reference] { call_back(reference); });
}

// --- messages
notify::Delivered Network::sms(const notify::Sms& sms) { return message(sms.to, sms.id); }
notify::Delivered Network::email(const notify::Email& email) { return message(email.to, email.id); }

notify::Delivered Network::message(const std::string& to, const std::string& id) {
    auto& world = *options_.world;
    options_.step("message about to leave");
    if (world.now < gateway_down_until) return temporary("peer.unreachable");
    if (to == bad_phone) return {.kind = notify::Delivered::Kind::permanent, .error = "sms.400"};
    const auto fate = this->fate();
    if (fate == Fate::busy) return temporary("sms.503");
    if (fate == Fate::stall) options_.stall();
    if (fate == Fate::late || fate == Fate::twice) world.later(second, 10 * minute, [this, id] { take_message(id); });
    if (fate == Fate::lost || fate == Fate::late) return world.now += 20 * second, temporary("peer.timeout");
    take_message(id);
    options_.step("gateway has answered");
    if (fate == Fate::answer_lost) return world.now += 20 * second, temporary("peer.timeout");
    return {.kind = notify::Delivered::Kind::delivered};
}

void Network::take_message(const std::string& id) {
    if (std::find(messages.begin(), messages.end(), id) != messages.end()) return options_.world->note("gateway drops a repetition");
    messages.push_back(id);
    options_.world->note("message " + id + " is effective");
}

}  // namespace motcua::fault
