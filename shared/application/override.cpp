#include "shared/application/override.hpp"

namespace motcua::application {
namespace {

Result<void> check_proposing(OverrideState state, const Person& person) {
    if (!person.holds_file) return ErrorCode::application_need_claimed_by_actor;
    if (state == OverrideState::none || state == OverrideState::approved) return ErrorCode::override_not_needed;
    if (state == OverrideState::waiting) return ErrorCode::override_waiting;
    return {};
}

// Who asks comes first: the proposer learns that it takes somebody else, whatever has become of the proposal.
Result<void> check_deciding(const Doubts& doubts, OverrideState state, const Person& person) {
    if (!person.supervisor) return ErrorCode::application_actor_refused;
    const bool undecided = doubts.proposal && doubts.proposal->decision == Decision::none;
    if (!undecided) return ErrorCode::override_none;
    if (person.proposed) return ErrorCode::override_own;
    if (state != OverrideState::waiting) return ErrorCode::override_lapsed;
    return {};
}

}  // namespace

OverrideState override_state(const Doubts& doubts) {
    if (!doubts.any() || !doubts.registry_answered) return OverrideState::none;
    const auto& proposal = doubts.proposal;
    const bool stands = proposal && proposal->same_data;
    if (stands && proposal->decision == Decision::approved) return OverrideState::approved;
    if (doubts.state != State::at_counter) return OverrideState::none;
    if (!proposal) return OverrideState::open;
    if (!stands) return OverrideState::lapsed;
    return proposal->decision == Decision::declined ? OverrideState::declined : OverrideState::waiting;
}

Result<void> check_override(OverrideAct act, const Doubts& doubts, const Person& person) {
    const OverrideState state = override_state(doubts);
    return act == OverrideAct::propose ? check_proposing(state, person) : check_deciding(doubts, state, person);
}

std::string_view text(OverrideState state) {
    constexpr std::string_view names[]{"none", "open", "waiting", "lapsed", "declined", "approved"};
    return names[static_cast<std::size_t>(state)];
}

std::string_view text(Decision decision) {
    constexpr std::string_view names[]{"", "approved", "declined"};
    return names[static_cast<std::size_t>(decision)];
}

Decision parse_decision(std::string_view text) {
    for (const auto each : {Decision::approved, Decision::declined})
        if (application::text(each) == text) return each;
    return Decision::none;
}

}  // namespace motcua::application
