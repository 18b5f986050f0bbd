// Two people for going on in spite of a doubt: every state of a proposal, and who may do what in it.
#include <boost/test/unit_test.hpp>
#include <vector>

#include "shared/application/override.hpp"

using namespace motcua;
using namespace motcua::application;

namespace {

constexpr Doubts mismatch{.state = State::at_counter, .registry_answered = true, .mismatch = true};
constexpr Person holder{.holds_file = true}, chief{.supervisor = true}, colleague{};
constexpr Person chief_holds{.holds_file = true, .supervisor = true}, chief_proposed{.holds_file = true, .supervisor = true, .proposed = true};

Doubts with(Decision decision, bool same_data = true) {
    Doubts out = mismatch;
    out.proposal = Proposal{.same_data = same_data, .decision = decision};
    return out;
}

/// The stable text of the refusal; "" where the act is allowed.
std::string refusal(OverrideAct act, const Doubts& doubts, const Person& person) {
    const auto checked = check_override(act, doubts, person);
    return checked.ok() ? std::string() : std::string(describe(checked.error().code).code);
}
std::string propose(const Doubts& doubts, const Person& person) { return refusal(OverrideAct::propose, doubts, person); }
std::string decide(const Doubts& doubts, const Person& person) { return refusal(OverrideAct::decide, doubts, person); }

}  // namespace

BOOST_AUTO_TEST_SUITE(override_of_a_doubt)

BOOST_AUTO_TEST_CASE(without_a_doubt_there_is_nothing_to_propose) {
    Doubts none = mismatch;
    none.mismatch = false;
    BOOST_TEST(propose(none, holder) == "override.not_needed");
    Doubts not_asked = mismatch;  // the registry has not been asked about these data
    not_asked.registry_answered = false;
    BOOST_TEST(propose(not_asked, holder) == "override.not_needed");
    Doubts gone = mismatch;
    gone.state = State::sent;
    BOOST_TEST(propose(gone, holder) == "override.not_needed");
    Doubts contradicted = none;
    contradicted.contradicted = true;
    BOOST_TEST(propose(contradicted, holder) == "");
}

BOOST_AUTO_TEST_CASE(only_who_holds_the_file_proposes_and_only_once_for_the_same_data) {
    BOOST_TEST(propose(mismatch, holder) == "");
    BOOST_TEST(propose(mismatch, chief_holds) == "");
    BOOST_TEST(propose(mismatch, colleague) == "application.need_claimed_by_actor");
    BOOST_TEST(propose(mismatch, chief) == "application.need_claimed_by_actor");
    BOOST_TEST(propose(with(Decision::none), holder) == "override.waiting");
    BOOST_TEST(propose(with(Decision::none, false), holder) == "");
    BOOST_TEST(propose(with(Decision::declined), holder) == "");
    BOOST_TEST(propose(with(Decision::approved), holder) == "override.not_needed");
    BOOST_TEST(propose(with(Decision::approved, false), holder) == "");
}

BOOST_AUTO_TEST_CASE(a_supervisor_who_did_not_propose_it_decides) {
    BOOST_TEST(decide(with(Decision::none), chief) == "");
    BOOST_TEST(decide(with(Decision::none), chief_holds) == "");
    BOOST_TEST(decide(with(Decision::none), colleague) == "application.actor_refused");
    BOOST_TEST(decide(with(Decision::none), holder) == "application.actor_refused");
    BOOST_TEST(decide(with(Decision::none), chief_proposed) == "override.own");
    BOOST_TEST(decide(with(Decision::none, false), chief_proposed) == "override.own");
    BOOST_TEST(decide(with(Decision::none, false), chief) == "override.lapsed");
    for (const auto decided : {Decision::approved, Decision::declined}) BOOST_TEST(decide(with(decided), chief) == "override.none");
    BOOST_TEST(decide(mismatch, chief) == "override.none");
}

BOOST_AUTO_TEST_CASE(each_state_has_its_name_and_its_cause) {
    const std::vector<std::pair<Doubts, std::string>> wanted{{Doubts{}, "none"},
                                                             {mismatch, "open"},
                                                             {with(Decision::none), "waiting"},
                                                             {with(Decision::none, false), "lapsed"},
                                                             {with(Decision::approved, false), "lapsed"},
                                                             {with(Decision::declined, false), "lapsed"},
                                                             {with(Decision::declined), "declined"},
                                                             {with(Decision::approved), "approved"}};
    for (const auto& [doubts, name] : wanted) BOOST_TEST(text(override_state(doubts)) == name);
    Doubts approved = with(Decision::approved);
    for (const State state : {State::verified, State::consented, State::sent}) {
        approved.state = state;
        BOOST_CHECK(override_state(approved) == OverrideState::approved);
    }
    for (const auto each : {Decision::approved, Decision::declined}) BOOST_CHECK(parse_decision(text(each)) == each);
    BOOST_CHECK(parse_decision("lapsed") == Decision::none);
}

BOOST_AUTO_TEST_CASE(the_file_goes_on_and_is_sent_only_with_the_second_person) {
    Context context{.comparison_settled = true, .face_captured = true, .fingers_captured = true, .registry_answered = true, .consents_signed = true,
                    .eligible_today = true, .claimed_by_actor = true};
    const auto code = [&](State state, Event event, Actor actor) {
        const auto next = apply(state, event, actor, context);
        return next.ok() ? std::string(text(*next)) : std::string(describe(next.error().code).code);
    };
    context.sources_agree = true;
    BOOST_TEST(code(State::at_counter, Event::verify, Actor::officer) == "application.need_registry_match");
    context.registry_match = true, context.sources_agree = false;
    BOOST_TEST(code(State::at_counter, Event::verify, Actor::officer) == "application.need_second_person");
    BOOST_TEST(code(State::at_counter, Event::verify, Actor::supervisor) == "application.need_second_person");
    BOOST_TEST(code(State::consented, Event::send, Actor::officer) == "application.need_second_person");
    context.second_person = true;
    BOOST_TEST(code(State::at_counter, Event::verify, Actor::supervisor) == "verified");
    BOOST_TEST(code(State::consented, Event::send, Actor::officer) == "sent");
    context.registry_match = false;
    BOOST_TEST(code(State::consented, Event::send, Actor::officer) == "sent");
    // nothing else is let go: a missing capture stays missing
    context.face_captured = false;
    BOOST_TEST(code(State::at_counter, Event::verify, Actor::supervisor) == "application.need_face_captured");
}

BOOST_AUTO_TEST_SUITE_END()
