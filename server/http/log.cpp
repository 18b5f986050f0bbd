#include "server/http/log.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "server/http/router.hpp"
#include "server/keys/keyring.hpp"

namespace motcua::http {
namespace {

constexpr std::array<std::string_view, 3> levels{"info", "warning", "error"};

constexpr std::array event_texts{
#define MOTCUA_LOG_EVENT(name, text) std::string_view(text),
#include "server/http/log_events.def"
#undef MOTCUA_LOG_EVENT
};

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

}  // namespace

Word Word::among(std::string_view given, std::initializer_list<Word> known) {
    for (const auto& each : known)
        if (each.text() == given) return each;
    return "other";
}

RandomId::RandomId(std::string_view hex)
    : text_(hex.size() >= 16 && std::all_of(hex.begin(), hex.end(), is_hex) ? hex : std::string_view("invalid")) {}

RoutePattern::RoutePattern(const Route& route) : text_(route.path) {}

Redacted::Redacted(const keys::Keyring& keys, const Personal& value, Millis at)
    : text_(keys::hex(keys.mac("log", log_time(at).substr(0, 10) + ' ' + value.value_)).substr(0, 16)) {}

std::string_view text(Event event) { return event_texts[static_cast<std::size_t>(event)]; }

std::string log_time(Millis at) {
    const std::chrono::sys_time<std::chrono::milliseconds> time{std::chrono::milliseconds(at)};
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::hh_mm_ss clock(time - day);
    return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", format_date(Date(day)), clock.hours().count(), clock.minutes().count(),
                       clock.seconds().count(), clock.subseconds().count());
}

std::string log_line(Level level, Event event, std::span<const LogPart> parts, Millis at) {
    nlohmann::ordered_json line{{"time", log_time(at)}, {"level", levels[static_cast<std::size_t>(level)]}, {"event", text(event)}};
    for (const auto& [name, value] : parts)
        std::visit([&](const auto& each) { line[std::string(name.text())] = each; }, value.value());
    return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

void log(Level level, Event event, std::span<const LogPart> parts, Millis at) {
    const auto line = log_line(level, event, parts, at) + '\n';
    (void)!::write(STDERR_FILENO, line.data(), line.size());  // one write: lines of several threads never mix
}

void log(Level level, Event event, std::initializer_list<LogPart> parts, Millis at) {
    log(level, event, std::span<const LogPart>(parts.begin(), parts.size()), at);
}

}  // namespace motcua::http
