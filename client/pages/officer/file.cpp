// One file at the counter: who it is on the left, the step in hand on the right. Alt+1 … Alt+6 switch the steps.
#include "client/model/advice.hpp"
#include "client/pages/officer/room.hpp"

namespace motcua::client::pages::officer {
namespace {

constexpr float narrow = 720;  ///< CSS px: below, the two columns become one
constexpr std::array<std::string_view, 6> step_keys{"compare", "face", "fingers", "verify", "consent", "send"};

bool step_done(const Json& file, Step step) {
    switch (step) {
        case Step::compare: {
            const Json& rows = member(file, "comparison");
            if (!rows.is_array() || rows.empty()) return false;
            for (const auto& row : rows)
                if (text_of(row, "verdict") == "different" && text_of(row, "accepted").empty()) return false;
            return true;
        }
        case Step::face:
            return member(file, "face").is_object();
        case Step::fingers: {
            const Json& fingers = member(file, "fingers");
            return fingers.is_array() && fingers.size() >= finger_positions.size();
        }
        case Step::verify:  // an answer that does not agree leaves the file where it is
            return member(file, "verification").is_object() && text_of(member(file, "application"), "state") != "at_counter";
        case Step::consent:
            return member(file, "consent").is_object();
        case Step::send:
            return member(file, "outbox").is_object();
    }
    return false;
}

void steps(Room& room) {
    std::vector<ui::TaskRow> rows;
    for (std::size_t i = 0; i < step_keys.size(); ++i) {
        const bool done = step_done(room.desk.file, all_steps[i]);
        const bool current = room.desk.step == all_steps[i];
        rows.push_back({.key = "step/" + std::string(step_keys[i]),
                        .title = std::to_string(i + 1) + ". " + room.t("officer.step." + std::string(step_keys[i])),
                        .hint = room.view.width() < narrow ? "" : "Alt+" + std::to_string(i + 1),
                        .status = done ? ui::TaskStatus::done : ui::TaskStatus::incomplete,
                        .status_text = room.t(current ? "officer.step.current"
                                              : done  ? "officer.step.done"
                                                      : "officer.step.todo"),
                        .href = room.desk.file_route(room.desk.reference)});
    }
    const std::string pressed = room.view.task_list(rows);
    for (std::size_t i = 0; i < step_keys.size(); ++i) {
        if (pressed == rows[i].key || room.view.shortcut("Alt+" + std::to_string(i + 1))) {
            room.desk.close_camera();
            room.desk.step = all_steps[i];
            room.desk.done_message.clear();
        }
    }
}

/// The words of causes or hints, one a line, under what they are.
std::string named(const Room& room, std::string heading, const Json& causes) {
    for (const auto& cause : causes)
        if (cause.is_string()) heading += "\n" + room.t(advice_key(cause.get_ref<const std::string&>()));
    return heading;
}

/// What was found when the portrait came from home: it may have been kept with faults.
std::string portrait_words(const Room& room, const Json& verdict) {
    const std::string key = is_true(verdict, "valid") ? "officer.file.portrait_good" : "officer.file.portrait_faulty";
    std::string words = named(room, fill(room.t(key), {{"quality", std::to_string(number_of(verdict, "quality"))}}), member(verdict, "causes"));
    const Json& hints = member(verdict, "hints");
    if (hints.is_array() && !hints.empty()) words += "\n" + named(room, room.t("officer.file.portrait_look"), hints);
    return words;
}

void person(Room& room) {
    ui::View& v = room.view;
    const Json& file = room.desk.file;
    const Json& application = member(file, "application");
    const Json& applicant = member(member(file, "filing"), "applicant");
    const std::string portrait = text_of(file, "portrait");
    if (!portrait.empty()) v.image("desk/portrait", portrait, room.t("officer.file.portrait"), 120, 160);
    std::vector<ui::SummaryRow> rows{
        {.key = "state", .label = room.t("officer.day.state"), .value = state_text(room, text_of(application, "state"))}};
    for (const auto* name : {"birthDate", "sex", "nationality", "documentNumber", "documentExpiry", "cardNumber", "cardSymbol",
                             "cardExpiry", "phone"}) {
        const std::string path = std::string("applicant.") + name, value = text_of(applicant, name);
        if (!value.empty()) rows.push_back({.key = name, .label = room.field_label(path), .value = room.value(path, value)});
    }
    const Json& representative = member(member(file, "filing"), "representative");
    if (representative.is_object())
        rows.push_back({.key = "representative",
                        .label = room.t("officer.file.representative"),
                        .value = text_of(representative, "familyName") + " " + text_of(representative, "givenNames") + "\n" +
                                 text_of(representative, "phone")});
    const Json& deadline = member(application, "deadline");
    if (deadline.is_object())
        rows.push_back({.key = "due",
                        .label = room.t("officer.day.due"),
                        .value = fill(room.t("officer.file.due"), {{"date", room.date(text_of(deadline, "due"))},
                                                                   {"days", std::to_string(number_of(deadline, "days"))}})});
    if (const Json& verdict = member(file, "portraitVerdict"); verdict.is_object())
        rows.push_back({.key = "portrait", .label = room.t("officer.file.portrait"), .value = portrait_words(room, verdict)});
    v.summary_list(rows, "");
    tables(room);
}

/// Judged again by the rules of the day of the visit: a child may have turned 6 or 14 since the filing.
void eligibility(Room& room) {
    const Json& today = member(room.desk.file, "eligibilityToday");
    const std::string decision = text_of(today, "decision");
    if (decision.empty() || decision == "eligible") return;
    const bool guarded =
        decision == "guardian_required" && member(member(room.desk.file, "filing"), "representative").is_object();
    room.view.notification("desk/eligibility", room.t("officer.eligibility.title"), room.t("officer.eligibility." + decision),
                           guarded ? ui::Tone::accent : ui::Tone::warning);
}

void claim_bar(Room& room) {
    ui::View& v = room.view;
    const std::string holder = text_of(room.desk.file, "claimedBy");
    if (holder.empty()) {
        v.paragraph(room.t("officer.file.unclaimed"), ui::Tone::muted);
        if (v.button("desk/claim", room.t("officer.file.claim"), ui::ButtonKind::primary, room.desk.busy)) room.desk.claim({});
    } else if (is_true(room.desk.file, "mine")) {
        v.paragraph(room.t("officer.file.mine"), ui::Tone::success);
        if (v.button("desk/release", room.t("officer.file.release"), ui::ButtonKind::quiet, room.desk.busy)) room.desk.release();
    } else {
        v.notification("desk/held", room.t("officer.file.held_title"), fill(room.t("officer.file.held"), {{"name", holder}}),
                       ui::Tone::warning);
    }
}

void step_body(Room& room) {
    switch (room.desk.step) {
        case Step::compare:
            return compare_step(room);
        case Step::face:
            return face_step(room);
        case Step::fingers:
            return fingers_step(room);
        case Step::verify:
            return verify_step(room);
        case Step::consent:
            return consent_step(room);
        case Step::send:
            return send_step(room);
    }
}

}  // namespace

void file_page(Room& room) {
    ui::View& v = room.view;
    Desk& desk = room.desk;
    if (v.back_link(room.t("officer.back_to_day"), "/" + room.language + "/officer/day")) {
        desk.close_camera();
        desk.day_state = Desk::Load::empty;
        room.host.go("/" + room.language + "/officer/day");
        return;
    }
    if (desk.file_state != Desk::Load::ready) {
        v.heading(room.t("officer.file.title"));
        outcome(room);
        if (desk.file_state == Desk::Load::failed) {
            if (v.button("desk/again", room.t("officer.again"), ui::ButtonKind::secondary)) desk.load_file(desk.reference);
        } else {
            v.progress("desk/loading", room.t("officer.loading"), -1);
        }
        return;
    }
    v.caption(desk.reference);
    v.heading(text_of(member(desk.file, "application"), "name"));
    const auto way = [&] { claim_bar(room), steps(room); };
    const auto work = [&] { eligibility(room), outcome(room), override_banner(room), step_body(room); };
    if (v.width() < narrow) {  // the step in hand follows its choice; who it is comes after
        way();
        work();
        return person(room);
    }
    const std::array<float, 2> shares{1.0F, 2.2F};
    const std::array<std::function<void(ui::View&)>, 2> bodies{[&](ui::View&) { way(), person(room); },
                                                               [&](ui::View&) { work(); }};
    v.columns(shares, bodies);
}

}  // namespace motcua::client::pages::officer
