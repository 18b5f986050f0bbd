#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <set>

#include "shared/application/eligibility.hpp"
#include "shared/application/lifecycle.hpp"
#include "unit/rules/book.hpp"

using namespace motcua;
using test::book;
using test::day;

namespace {

eligibility::Answer decide(std::string_view birth, std::string_view on, bool dependent = false) {
    return eligibility::decide({.birth = day(birth), .card = eligibility::Card::temporary, .card_expiry = day("2030-01-01"), .passport_expiry = day("2031-01-01"),
                                .dependent = dependent, .on = day(on)},
                               book());
}

std::string decision(std::string_view birth, std::string_view on, bool dependent = false) {
    return std::string(code(decide(birth, on, dependent).decision));
}

bool has(const eligibility::Answer& answer, eligibility::Reason reason) {
    return std::find(answer.reasons.begin(), answer.reasons.end(), reason) != answer.reasons.end();
}

constexpr application::Context everything{true, true, true, true, true, true, true, true, true, true, true};

}  // namespace

BOOST_AUTO_TEST_SUITE(application_room)

BOOST_AUTO_TEST_CASE(ages_6_and_14_turn_on_the_exact_birthday) {
    BOOST_TEST(decision("2020-06-10", "2026-06-09") == "level_1_only");
    BOOST_TEST(decision("2020-06-10", "2026-06-10") == "guardian_required");
    BOOST_TEST(decision("2012-06-10", "2026-06-09") == "guardian_required");
    BOOST_TEST(decision("2012-06-10", "2026-06-10") == "eligible");
    BOOST_TEST(decision("2020-02-29", "2026-02-28") == "level_1_only");
    BOOST_TEST(decision("2020-02-29", "2026-03-01") == "guardian_required");
    BOOST_TEST(decision("2012-02-29", "2026-02-28") == "guardian_required");
    BOOST_TEST(decision("2012-02-29", "2026-03-01") == "eligible");
}

BOOST_AUTO_TEST_CASE(a_ward_of_any_age_comes_with_a_guardian) { BOOST_TEST(decision("1950-01-01", "2026-06-10", true) == "guardian_required"); }

BOOST_AUTO_TEST_CASE(without_a_valid_card_or_passport_nobody_is_eligible) {
    using enum eligibility::Reason;
    const auto ask = [](eligibility::Card card, std::optional<Date> card_expiry, std::optional<Date> passport) {
        return eligibility::decide({.birth = day("1990-01-01"), .card = card, .card_expiry = card_expiry, .passport_expiry = passport, .on = day("2026-06-10")}, book());
    };
    const auto no = ask(eligibility::Card::none, {}, day("2030-01-01"));
    BOOST_CHECK(no.decision == eligibility::Decision::not_eligible && has(no, no_card));
    const auto expired = ask(eligibility::Card::temporary, day("2026-06-09"), day("2030-01-01"));
    BOOST_CHECK(expired.decision == eligibility::Decision::not_eligible && has(expired, card_expired));
    BOOST_CHECK(ask(eligibility::Card::temporary, day("2026-06-10"), day("2030-01-01")).decision == eligibility::Decision::eligible);
    BOOST_CHECK(has(ask(eligibility::Card::temporary, {}, {}), card_expiry_missing));
    BOOST_CHECK(has(ask(eligibility::Card::permanent, {}, day("2020-01-01")), passport_expired));
    BOOST_CHECK(ask(eligibility::Card::permanent, {}, {}).decision == eligibility::Decision::eligible);
}

BOOST_AUTO_TEST_CASE(the_rule_set_of_the_day_decides) {
    const auto set = [](std::string_view on) { return std::string(decide("1990-01-01", on).rule_set); };
    BOOST_TEST(set("2024-06-30") == "");
    BOOST_TEST(set("2024-07-01") == "decree-69-2024");
    BOOST_TEST(set("2025-07-01") == "campaign-2025");
    BOOST_TEST(set("2025-08-19") == "campaign-2025");
    BOOST_TEST(set("2025-08-20") == "decree-69-2024");
    BOOST_TEST(set("2026-09-27") == "decree-69-2024");
    BOOST_TEST(set("2026-09-28") == "decree-69-2024-carried-on");
    BOOST_TEST(decide("1990-01-01", "2026-09-27").certain);
    BOOST_TEST(!decide("1990-01-01", "2026-09-28").certain);
}

BOOST_AUTO_TEST_CASE(the_set_of_decree_320_is_off_until_an_administrator_chooses_it) {
    eligibility::Question question{.birth = day("1990-01-01"), .passport_expiry = day("2030-01-01"), .stay_until = day("2027-03-01"), .on = day("2026-11-24")};
    BOOST_CHECK(eligibility::decide(question, book()).decision == eligibility::Decision::not_eligible);
    question.rule_set = "decree-320-2026";
    const auto answer = eligibility::decide(question, book());
    BOOST_CHECK(answer.decision == eligibility::Decision::eligible && has(answer, eligibility::Reason::stay_accepted));
    BOOST_TEST(!answer.certain);
    question.stay_until = day("2027-02-21");  // 89 days
    BOOST_CHECK(has(eligibility::decide(question, book()), eligibility::Reason::stay_too_short));
}

BOOST_AUTO_TEST_CASE(under_a_stay_rule_an_expired_card_does_not_spoil_a_stay_that_is_long_enough) {
    const eligibility::Question question{.birth = day("1990-01-01"), .card = eligibility::Card::temporary, .card_expiry = day("2026-11-01"),
                                         .stay_until = day("2028-01-01"), .on = day("2026-11-24"), .rule_set = "decree-320-2026"};
    BOOST_CHECK(eligibility::decide(question, book()).decision == eligibility::Decision::eligible);
}

BOOST_AUTO_TEST_CASE(every_reason_has_words_in_both_languages) {
    for (int i = 0; i <= static_cast<int>(eligibility::Reason::no_passport); ++i) {
        const auto reason = static_cast<eligibility::Reason>(i);
        BOOST_CHECK(!code(reason).empty() && describe(reason, "vi").size() > 10 && describe(reason, "en") != describe(reason, "vi"));
    }
    BOOST_TEST(code(eligibility::Reason::no_passport) == "no_passport");
}

BOOST_AUTO_TEST_CASE(an_application_walks_from_submission_to_account) {
    using namespace application;
    State state = State::submitted;
    constexpr std::pair<Event, Actor> walk[] = {{Event::book, Actor::applicant},   {Event::open_at_counter, Actor::officer}, {Event::verify, Actor::officer},
                                                {Event::consent, Actor::officer}, {Event::send, Actor::officer},            {Event::authority_created, Actor::authority}};
    for (const auto& [event, actor] : walk) state = *apply(state, event, actor, everything);
    BOOST_CHECK(state == State::account_created);
    BOOST_TEST(is_final(state));
}

BOOST_AUTO_TEST_CASE(every_state_and_event_is_either_in_the_table_or_refused) {
    using namespace application;
    std::set<std::pair<State, Event>> listed;
    for (const Transition& row : transitions()) listed.insert({row.from, row.event});
    int refused = 0;
    for (State state : all_states)
        for (Event event : all_events) {
            bool any = false;
            for (Actor actor : {Actor::applicant, Actor::officer, Actor::supervisor, Actor::authority, Actor::system}) any = any || is_allowed(state, event, actor, everything);
            BOOST_CHECK(any == listed.contains({state, event}));
            if (any) continue;
            BOOST_CHECK(apply(state, event, Actor::officer, everything).error().code == ErrorCode::application_event_refused);
            ++refused;
        }
    BOOST_TEST(refused > 100);
}

BOOST_AUTO_TEST_CASE(another_actor_and_each_unmet_need_are_refused_with_their_reason) {
    using namespace application;
    BOOST_CHECK(apply(State::sent, Event::authority_created, Actor::officer, everything).error().code == ErrorCode::application_actor_refused);
    bool Context::* const needs[] = {&Context::comparison_settled, &Context::face_captured, &Context::fingers_captured, &Context::registry_answered,
                                     &Context::registry_match, &Context::sources_agree, &Context::eligible_today, &Context::claimed_by_actor};
    std::set<ErrorCode> reasons;
    for (bool Context::* need : needs) {
        Context context = everything;
        context.*need = false;
        reasons.insert(apply(State::at_counter, Event::verify, Actor::officer, context).error().code);
    }
    BOOST_TEST(reasons.size() == std::size(needs));
}

BOOST_AUTO_TEST_CASE(the_table_draws_itself) {
    const std::string dot = application::graphviz("vi");
    BOOST_TEST(dot.starts_with("digraph"));
    std::set<std::pair<application::State, application::State>> arrows;
    for (const auto& row : application::transitions()) arrows.insert({row.from, row.to});
    BOOST_TEST(std::count(dot.begin(), dot.end(), '>') == static_cast<long>(arrows.size()));
    // each row of the table stands on an arrow with its actor in brackets
    BOOST_TEST(std::count(dot.begin(), dot.end(), '(') == static_cast<long>(application::transitions().size()));
    for (application::State state : application::all_states) BOOST_CHECK(*application::parse_state(application::text(state)) == state);
    for (application::Event event : application::all_events) BOOST_CHECK(*application::parse_event(application::text(event)) == event);
}

BOOST_AUTO_TEST_SUITE_END()
