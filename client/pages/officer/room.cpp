#include "client/pages/officer/room.hpp"
#include "shared/application/lifecycle.hpp"

namespace motcua::client::pages::officer {

std::string error_words(const Room& room, const Problem& problem) {
    if (problem.offline()) return room.t("officer.error.offline");
    const std::string words = localised(problem.message, room.language);
    return words.empty() ? room.t("officer.error.unknown") : words;
}

void problem_notice(Room& room, std::string_view key, const Problem& problem) {
    if (!problem.code.empty()) room.view.notification(key, room.t("officer.error.title"), error_words(room, problem), ui::Tone::error);
}

void outcome(Room& room) {
    problem_notice(room, "desk/problem", room.desk.problem);
    if (!room.desk.done_message.empty()) room.view.status("desk/done", room.t(room.desk.done_message), ui::Tone::success);
    if (room.desk.busy) room.view.progress("desk/busy", room.t("officer.busy"), -1);
}

std::string state_text(const Room& room, const std::string& state) {
    const auto known = application::parse_state(state);
    return known ? std::string(application::describe(*known, room.language)) : state;
}

ui::Tone state_tone(const std::string& state) {
    if (state == "account_created") return ui::Tone::success;
    if (state == "rejected" || state == "withdrawn") return ui::Tone::error;
    if (state == "returned" || state == "no_show") return ui::Tone::warning;
    if (state == "at_counter" || state == "verified" || state == "consented") return ui::Tone::accent;
    return ui::Tone::muted;
}

bool allowed(const Room& room, std::string_view event) {
    for (const auto& each : texts_of(room.desk.file, "allowed"))
        if (each == event) return true;
    return false;
}

}  // namespace motcua::client::pages::officer
