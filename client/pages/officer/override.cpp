// Going on in spite of a doubt, below the result of the verification: what does not agree, the proposal of the officer who holds
// the file, and what a supervisor, who is another person, makes of it. Who may act follows from shared/application/override.
#include "shared/application/override.hpp"

#include "client/pages/officer/room.hpp"
#include "shared/application/reason.hpp"

namespace motcua::client::pages::officer {
namespace {

using application::OverrideAct;
using application::OverrideState;

const Json& doubt_of(const Room& room) { return member(room.desk.file, "override"); }

application::Doubts doubts_of(const Room& room) {
    const Json& given = doubt_of(room);
    const Json& proposal = member(given, "proposal");
    const Json& contradicted = member(given, "contradicted");
    application::Doubts out{.registry_answered = is_true(given, "registryAnswered"),
                            .mismatch = is_true(given, "mismatch"),
                            .contradicted = contradicted.is_array() && !contradicted.empty()};
    if (const auto state = application::parse_state(text_of(member(room.desk.file, "application"), "state")); state.ok()) out.state = *state;
    if (proposal.is_object())
        out.proposal = application::Proposal{.same_data = is_true(proposal, "sameData"),
                                             .decision = application::parse_decision(text_of(proposal, "decision"))};
    return out;
}

bool may(const Room& room, OverrideAct act) {
    return application::check_override(act, doubts_of(room),
                                       {.holds_file = is_true(room.desk.file, "mine"),
                                        .supervisor = room.supervisor,
                                        .proposed = is_true(member(doubt_of(room), "proposal"), "mine")})
        .ok();
}

bool awaits_me(const Room& room) { return doubt_of(room).is_object() && may(room, OverrideAct::decide); }

void what_does_not_agree(Room& room) {
    std::vector<std::string> points;
    if (is_true(doubt_of(room), "mismatch")) points.push_back(room.t("officer.override.mismatch"));
    for (const auto& field : texts_of(doubt_of(room), "contradicted"))
        points.push_back(fill(room.t("officer.override.contradicted"), {{"field", room.field_label(field)}}));
    room.view.bullets(points);
}

void proposal(Room& room) {
    const Json& given = member(doubt_of(room), "proposal");
    if (!given.is_object()) return;
    const auto who = [&](std::string_view name, std::string_view at) {
        return text_of(given, name) + " · " + room.day_of(number_of(given, at));
    };
    std::vector<ui::SummaryRow> rows{{.key = "override-by", .label = room.t("officer.override.by"), .value = who("by", "at")},
                                     {.key = "override-reason", .label = room.t("officer.override.why"), .value = text_of(given, "reason")}};
    if (!text_of(given, "decision").empty()) {
        rows.push_back({.key = "override-decided", .label = room.t("officer.override.decided_by"), .value = who("decidedBy", "decidedAt")});
        rows.push_back({.key = "override-answer", .label = room.t("officer.override.answer"), .value = text_of(given, "decisionReason")});
    }
    room.view.summary_list(rows, "");
}

void reason_field(Room& room, std::string_view label, std::string_view hint) {
    room.view.text_field({.key = "desk/override-reason",
                          .label = room.t(label),
                          .hint = room.t(hint),
                          .max_length = application::longest_reason,
                          .kind = ui::InputKind::multiline},
                         room.desk.override_reason);
}

void propose(Room& room) {
    Desk& desk = room.desk;
    reason_field(room, "officer.override.reason", "officer.override.reason_hint");
    if (room.view.button("desk/override-propose", room.t("officer.override.propose"), ui::ButtonKind::primary,
                         desk.busy || desk.override_reason.empty()))
        desk.propose_override();
}

void decide(Room& room) {
    Desk& desk = room.desk;
    reason_field(room, "officer.override.decision_reason", "officer.override.decision_hint");
    const bool waits = desk.busy || desk.override_reason.empty();
    if (room.view.button("desk/override-approve", room.t("officer.override.approve"), ui::ButtonKind::primary, waits)) desk.decide_override(true);
    if (room.view.button("desk/override-decline", room.t("officer.override.decline"), ui::ButtonKind::warning, waits)) desk.decide_override(false);
}

/// Why nothing is to be done here by this person; the same state reads otherwise to who proposed it.
std::string idle_words(const Room& room, OverrideState state) {
    if (state == OverrideState::waiting)
        return is_true(member(doubt_of(room), "proposal"), "mine") ? "officer.override.yours_waits" : "officer.override.supervisor_decides";
    return "officer.override.holder_proposes";
}

struct Look {
    std::string_view title, words;
    ui::Tone tone;
};

Look look_of(OverrideState state) {
    switch (state) {
        case OverrideState::open: return {"officer.override.open_title", "officer.override.open", ui::Tone::warning};
        case OverrideState::waiting: return {"officer.override.waiting_title", "officer.override.waiting", ui::Tone::accent};
        case OverrideState::lapsed: return {"officer.override.lapsed_title", "officer.override.lapsed", ui::Tone::warning};
        case OverrideState::declined: return {"officer.override.declined_title", "officer.override.declined", ui::Tone::error};
        case OverrideState::approved: return {"officer.override.approved_title", "officer.override.approved", ui::Tone::success};
        case OverrideState::none: break;
    }
    return {"officer.override.open_title", "officer.override.verify_first", ui::Tone::warning};
}

void acts(Room& room, OverrideState state) {
    if (may(room, OverrideAct::propose)) return propose(room);
    if (may(room, OverrideAct::decide)) return decide(room);
    const bool over = state == OverrideState::none || state == OverrideState::approved;
    if (!over) room.view.inset(room.t(idle_words(room, state)));
}

}  // namespace

bool in_doubt(const Room& room, std::string_view field) {
    for (const auto& each : texts_of(doubt_of(room), "contradicted"))
        if (each == field) return true;
    return false;
}

void override_panel(Room& room) {
    if (!doubt_of(room).is_object()) return;
    const OverrideState state = application::override_state(doubts_of(room));
    const Look look = look_of(state);
    room.view.heading(room.t("officer.override.title"), 3);
    room.view.notification("desk/override", room.t(look.title), room.t(look.words), look.tone);
    what_does_not_agree(room);
    proposal(room);
    acts(room, state);
    if (state == OverrideState::waiting) room.desk.keep_file_fresh(room.host.route());
}

void override_banner(Room& room) {
    if (!awaits_me(room) || room.desk.step == Step::verify) return;
    room.view.notification("desk/override-banner", room.t("officer.override.waiting_title"), room.t("officer.override.banner"), ui::Tone::accent);
    if (room.view.button("desk/override-go", room.t("officer.override.go"), ui::ButtonKind::secondary)) {
        room.desk.close_camera();
        room.desk.step = Step::verify;
    }
}

}  // namespace motcua::client::pages::officer
