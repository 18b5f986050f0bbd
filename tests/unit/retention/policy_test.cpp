// What is due when: the policy of assets/retention.json, and the files that nobody may touch.
#include <boost/test/unit_test.hpp>

#include "server/retention/policy.hpp"

using namespace motcua;
using namespace motcua::retention;
using application::State;

namespace {

constexpr Millis now = 1'795'500'000'000, day = 24LL * 3600 * 1000;  // 2026-11-24

const std::vector<Policy>& ours() {
    static const auto policies = parse_policies(policy_json()).value();
    return policies;
}
const Policy& policy() { return policy_on(ours(), date_in_vietnam(now)); }
bool due(State state, int days, std::optional<int> visit_in = {}, bool held = false) {
    FileAge file{.state = state, .changed_at = now - days * day, .held = held};
    if (visit_in) file.visit = date_in_vietnam(now + *visit_in * day);
    return is_due(policy(), file, now);
}
std::string one(const std::string& rule) { return R"({"policies":[{"id":"p","validFrom":"2024-07-01","rules":[)" + rule + "]}]}"; }

}  // namespace

BOOST_AUTO_TEST_SUITE(retention_policy)

BOOST_AUTO_TEST_CASE(every_kind_has_days_words_a_source_and_a_mark) {
    for (const Kind kind : all_kinds) {
        const Rule& rule = rule_of(policy(), kind);
        BOOST_TEST((rule.kind == kind));
        BOOST_TEST(!rule.since.vi.empty());
        BOOST_TEST(!rule.origin.source.empty());
        BOOST_TEST((parse_kind(text(kind)) == kind));
    }
    BOOST_TEST(!parse_kind("nothing").has_value());
}

BOOST_AUTO_TEST_CASE(an_open_file_is_never_due_however_old) {
    for (const State state : {State::at_counter, State::verified, State::consented, State::sent}) BOOST_TEST(!due(state, 36500));
    BOOST_TEST(!due(State::submitted, 36500, {}, true));  // an officer holds it
    BOOST_TEST(!due(State::booked, 36500, 0));            // comes today
    BOOST_TEST(!due(State::booked, 36500, 3));
}

BOOST_AUTO_TEST_CASE(a_file_is_due_the_day_after_its_last_one) {
    const std::pair<State, Kind> kept[]{{State::withdrawn, Kind::withdrawn}, {State::account_created, Kind::finished}, {State::rejected, Kind::finished},
                                        {State::submitted, Kind::expired},   {State::no_show, Kind::expired},          {State::returned, Kind::expired}};
    for (const auto& [state, kind] : kept) {
        const int days = rule_of(policy(), kind).days;
        BOOST_TEST(!due(state, days));
        BOOST_TEST(due(state, days + 1));
    }
}

BOOST_AUTO_TEST_CASE(who_never_came_is_kept_from_the_day_of_the_visit) {
    const int days = rule_of(policy(), Kind::expired).days;
    BOOST_TEST(!due(State::booked, 2 * days, -1));
    BOOST_TEST(!due(State::booked, 2 * days, -days));
    BOOST_TEST(due(State::booked, 2 * days, -days - 1));
}

BOOST_AUTO_TEST_CASE(the_policy_of_the_day_decides) {
    std::string two = std::string(policy_json());
    const auto later = parse_policies(two).value().front();
    std::vector<Policy> policies{later, later};
    policies[1].id = "next";
    policies[1].from = Date{std::chrono::year(2027), std::chrono::month(1), std::chrono::day(1)};
    BOOST_TEST(policy_on(policies, date_in_vietnam(now)).id == later.id);
    BOOST_TEST(policy_on(policies, policies[1].from).id == "next");
    BOOST_TEST(policy_on(policies, Date{std::chrono::year(2000), std::chrono::month(1), std::chrono::day(1)}).id == later.id);
}

BOOST_AUTO_TEST_CASE(a_policy_that_lacks_something_is_refused) {
    const std::string good = R"({"kind":"draft","days":30,"since":{"vi":"a","en":"b"},"source":"s","certain":true})";
    for (const std::string& bad : {std::string("{}"), std::string("[]"), std::string("no json"), one(good),
                                   one(R"({"kind":"cat","days":30,"since":{"vi":"a","en":"b"},"source":"s","certain":true})"),
                                   one(R"({"kind":"draft","days":-1,"since":{"vi":"a","en":"b"},"source":"s","certain":true})"),
                                   one(R"({"kind":"draft","days":30,"since":{"vi":"a","en":"b"},"source":"","certain":true})"),
                                   one(R"({"kind":"draft","days":30,"since":{"vi":"a","en":"b"},"source":"s"})")})
        BOOST_TEST(!parse_policies(bad).ok(), bad);
}

BOOST_AUTO_TEST_SUITE_END()
