// The life cycle of an application as one table: from, event, who may, to, which law, which message.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "shared/base/result.hpp"

namespace motcua::application {

enum class State { submitted, booked, at_counter, verified, consented, sent, account_created, rejected, returned, withdrawn, no_show };
enum class Event {
    submit, book, cancel_booking, open_at_counter, verify, consent, send,
    authority_created, authority_rejected, return_for_correction, correct, withdraw, miss,
};
enum class Actor { applicant, officer, supervisor, authority, system };

/// What is true of the file now; each transition names what it needs.
struct Context {
    bool slot_taken = false;         ///< a slot is held for it
    bool comparison_settled = false; ///< every difference is accepted with a reason
    bool face_captured = false;
    bool fingers_captured = false;   ///< each finger captured or marked missing
    bool registry_answered = false;
    bool registry_match = false;     ///< person found and biometrics agree, or lawfully not on record
    bool sources_agree = false;      ///< no accepted value contradicts the passport or the registry
    bool second_person = false;      ///< a supervisor who did not propose it approved going on with just these data (override.hpp)
    bool consents_signed = false;    ///< all that are due
    bool eligible_today = false;     ///< judged again on the day of the visit
    bool claimed_by_actor = false;   ///< the officer holds the file
};
/// `no_doubt_left`: all agrees, or the second person has approved going on.
enum class Need { slot_taken, comparison_settled, face_captured, fingers_captured, registry_answered, registry_match, sources_agree, second_person, no_doubt_left, consents_signed, eligible_today, claimed_by_actor };

struct Transition {
    State from{};
    Event event{};
    Actor actor{};
    State to{};
    std::span<const Need> needs{};
    std::string_view law;           ///< clause, or "" where the rule is ours
    std::string_view vi, en;        ///< what the applicant is told
};
[[nodiscard]] std::span<const Transition> transitions();

/// The state after the event. Errors: application.event_refused (not from here), application.actor_refused,
/// application.need_* (first condition that is not met).
[[nodiscard]] Result<State> apply(State state, Event event, Actor actor, const Context& context);
[[nodiscard]] bool is_allowed(State state, Event event, Actor actor, const Context& context);
[[nodiscard]] bool is_final(State state);

[[nodiscard]] std::string_view text(State state);   ///< "at_counter"
[[nodiscard]] std::string_view text(Event event);   ///< "open_at_counter"
[[nodiscard]] Result<State> parse_state(std::string_view text);
[[nodiscard]] Result<Event> parse_event(std::string_view text);
/// For people: "Đã nộp", "Submitted".
[[nodiscard]] std::string_view describe(State state, std::string_view language);
[[nodiscard]] std::string_view describe(Event event, std::string_view language);
/// The table as a Graphviz digraph.
[[nodiscard]] std::string graphviz(std::string_view language);

inline constexpr std::array all_states{State::submitted, State::booked, State::at_counter, State::verified, State::consented, State::sent,
                                       State::account_created, State::rejected, State::returned, State::withdrawn, State::no_show};
inline constexpr std::array all_events{Event::submit, Event::book, Event::cancel_booking, Event::open_at_counter, Event::verify, Event::consent,
                                       Event::send, Event::authority_created, Event::authority_rejected, Event::return_for_correction,
                                       Event::correct, Event::withdraw, Event::miss};

}  // namespace motcua::application
