// Step 4: the national immigration record: is the person known, do face and fingers agree, which deadline follows.
#include "client/pages/officer/room.hpp"

namespace motcua::client::pages::officer {
namespace {

/// Similarity of faces is a cosine of at most 1, of fingers a count of points: "0,92", "818".
std::string score_text(const Room& room, const Json& score) {
    if (!score.is_number()) return "–";
    const auto value = score.get<double>();
    const auto hundredths = static_cast<long long>(value * 100 + 0.5);
    if (value > 2) return std::to_string(hundredths / 100);
    const std::string digits = std::to_string(100 + hundredths % 100).substr(1);
    return std::to_string(hundredths / 100) + (room.language == "vi" ? "," : ".") + digits;
}

ui::TableRow score_row(const Room& room, std::string key, std::string name, const Json& score) {
    const bool match = is_true(score, "match");
    return {.key = std::move(key),
            .cells = {{.text = std::move(name), .strong = true},
                      {.text = score_text(room, member(score, "score"))},
                      {.text = room.t(match ? "officer.verify.match" : "officer.verify.no_match"),
                       .tone = match ? ui::Tone::success : ui::Tone::error,
                       .tag = true}}};
}

/// The print can be shown with what the record has of it, where the registry says that.
ui::TableRow finger_row(const Room& room, const Json& finger) {
    const std::string position = text_of(finger, "position"), name = room.t("officer.finger." + position);
    ui::TableRow row = score_row(room, position, name, finger);
    if (!text_of(finger, "agreement").empty()) row.action = fill(room.t("officer.verify.show"), {{"finger", name}});
    row.selected = !row.action.empty() && room.desk.agreement == position;
    return row;
}

/// A doubt is shown unasked: the first finger that did not match.
void choose_agreement(Room& room, const Json& fingers) {
    const auto shown = [](const Json& finger) { return !text_of(finger, "agreement").empty(); };
    for (const auto& finger : fingers)
        if (shown(finger) && text_of(finger, "position") == room.desk.agreement) return;
    room.desk.agreement.clear();
    for (const auto& finger : fingers)
        if (shown(finger) && !is_true(finger, "match") && room.desk.agreement.empty()) room.desk.agreement = text_of(finger, "position");
}

void agreement(Room& room, const Json& fingers) {
    ui::View& v = room.view;
    for (const auto& finger : fingers) {
        if (room.desk.agreement.empty() || text_of(finger, "position") != room.desk.agreement) continue;
        const std::string name = room.t("officer.finger." + room.desk.agreement), paired = std::to_string(number_of(finger, "paired"));
        v.heading(fill(room.t("officer.verify.agreement"), {{"finger", name}}), 3);
        v.image("desk/agreement", text_of(finger, "agreement"), fill(room.t("officer.verify.agreement_picture"), {{"finger", name}, {"paired", paired}}), 324, 312);
        v.paragraph(fill(room.t("officer.verify.agreement_points"), {{"paired", paired}}), ui::Tone::muted);
    }
}

std::string fingers_text(const Room& room, const std::vector<std::string>& positions) {
    std::string out;
    for (const auto& position : positions) out += (out.empty() ? "" : ", ") + room.t("officer.finger." + position);
    return out;
}

void duplicate(const Room& room, const Json& search, std::vector<std::string>& lines) {
    const auto people = number_of(search, "otherPeople");
    lines.push_back(fill(room.t(people > 1 ? "officer.verify.duplicates" : "officer.verify.duplicate"),
                         {{"fingers", fingers_text(room, texts_of(search, "otherPeoplesFingers"))}, {"people", std::to_string(people)}}));
}

void swapped(const Room& room, const Json& search, std::vector<std::string>& lines) {
    std::vector<std::string> again;
    for (const auto& each : member(search, "swapped")) {
        again.push_back(text_of(each, "position"));
        lines.push_back(fill(room.t("officer.verify.swapped"), {{"finger", room.t("officer.finger." + text_of(each, "position"))},
                                                                {"recorded", room.t("officer.finger." + text_of(each, "recordedAs"))}}));
    }
    lines.push_back(fill(room.t(is_true(search, "handsSwapped") ? "officer.verify.hands" : "officer.verify.again"),
                         {{"fingers", fingers_text(room, again)}}));
}

/// What makes it a mismatch; a result of an earlier version does not say.
void reasons(Room& room, const Json& verification) {
    const Json& search = member(verification, "search");
    std::vector<std::string> lines;
    for (const auto& reason : texts_of(verification, "reasons")) {
        if (reason == "duplicate") duplicate(room, search, lines);
        else if (reason == "swapped") swapped(room, search, lines);
        else if (reason == "face" || reason == "fingers") lines.push_back(room.t("officer.verify." + reason));
    }
    if (!lines.empty()) room.view.bullets(lines);
}

/// Nobody is named, and nothing is decided by it: the person at the counter knows whose finger it was.
void elsewhere(Room& room, const Json& verification) {
    const auto fingers = texts_of(verification, "elsewhere");
    if (!fingers.empty())
        room.view.notification("desk/elsewhere", room.t("officer.verify.elsewhere_title"), fill(room.t("officer.verify.elsewhere"), {{"fingers", fingers_text(room, fingers)}}), ui::Tone::warning);
}

/// Whether the fingers were searched among everybody on record: where nothing was found, that is said, too.
void searched(Room& room, const Json& verification) {
    const Json& search = member(verification, "search");
    if (!search.is_object()) return;
    const auto missed = texts_of(search, "notSearched");
    if (texts_of(search, "searched").empty()) {
        if (!missed.empty()) room.view.inset(room.t("officer.verify.not_searched"));
        return;
    }
    if (!missed.empty()) room.view.inset(fill(room.t("officer.verify.partly_searched"), {{"fingers", fingers_text(room, missed)}}));
    else if (number_of(search, "otherPeople") == 0) room.view.paragraph(room.t("officer.verify.nobody_else"), ui::Tone::muted);
}

void result(Room& room, const Json& verification) {
    ui::View& v = room.view;
    const std::string decision = text_of(verification, "decision");
    const ui::Tone tone = decision == "match" ? ui::Tone::success : decision == "mismatch" ? ui::Tone::error : ui::Tone::accent;
    v.notification("desk/decision", room.t("officer.verify.result"), room.t("officer.verify." + decision), tone);
    reasons(room, verification);
    elsewhere(room, verification);
    std::vector<ui::TableRow> rows;
    if (member(verification, "face").is_object())
        rows.push_back(score_row(room, "face", room.t("officer.step.face"), member(verification, "face")));
    choose_agreement(room, member(verification, "fingers"));
    for (const auto& finger : member(verification, "fingers")) rows.push_back(finger_row(room, finger));
    const std::array<ui::TableColumn, 3> columns{{{room.t("officer.verify.what"), 1.3F},
                                                  {room.t("officer.verify.score"), 0.7F, true},
                                                  {room.t("officer.verify.outcome"), 1.2F}}};
    const std::string pressed = rows.empty() ? "" : v.table("desk/scores", room.t("officer.verify.table"), columns, rows);
    if (!pressed.empty()) room.desk.agreement = pressed;
    agreement(room, member(verification, "fingers"));
    searched(room, verification);
    const Json& deadline = member(verification, "deadline");
    // a mismatch promises nothing, and its biometrics are on record
    if (deadline.is_object() && decision != "mismatch")
        v.inset(fill(room.t(is_true(verification, "onRecord") ? "officer.verify.on_record" : "officer.verify.not_on_record"),
                     {{"days", std::to_string(number_of(deadline, "days"))}, {"date", room.date(text_of(deadline, "due"))}}));
}

}  // namespace

void verify_step(Room& room) {
    ui::View& v = room.view;
    v.heading(room.t("officer.step.verify"), 2);
    v.paragraph(room.t("officer.verify.how"));
    const bool may = allowed(room, "verify");
    if (v.button("desk/verify", room.t("officer.verify.button"), ui::ButtonKind::primary, room.desk.busy || !may))
        room.desk.verify();
    if (!may && !member(room.desk.file, "verification").is_object())
        v.paragraph(room.t("officer.verify.not_yet"), ui::Tone::muted);
    const Json& verification = member(room.desk.file, "verification");
    if (verification.is_object()) result(room, verification);
    override_panel(room);
}

}  // namespace motcua::client::pages::officer
