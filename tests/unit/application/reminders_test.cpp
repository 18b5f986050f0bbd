#include <boost/test/unit_test.hpp>

#include "shared/application/reminders.hpp"
#include "unit/rules/book.hpp"

using namespace motcua;
using namespace motcua::reminders;
using test::book;
using test::day;

namespace {

/// An instant of Vietnam's clock.
Millis at(std::string_view date, int hour, int minute = 0) {
    return (Days(day(date)).time_since_epoch().count() * 24 + hour - 7) * 3'600'000LL + minute * 60'000LL;
}

Plan plan(Counted counted = Counted::calendar, int before = 1) {
    return {.id = "p", .visit_days_before = before, .visit_counted = counted, .visit_hours = {.from = 8, .to = 20}, .activation_days = {3, 6},
            .activation_hours = {.from = 9, .to = 18}};
}

/// On Friday, 27 November 2026, at 14:30.
Visit visit(std::string_view on = "2026-11-27", Millis booked_at = at("2026-11-20", 12)) { return {.day = day(on), .minute = 870, .booked_at = booked_at}; }

Due due(const Visit& visit, Millis now, const Plan& by = plan()) { return visit_due(by, visit, book().calendar, now); }

constexpr std::string_view two_plans = R"({"plans":[
  {"id":"later","validFrom":"2027-01-01","visit":{"daysBefore":2,"counted":"working","fromHour":7,"toHour":22},
   "activation":{"days":[],"fromHour":9,"toHour":18},"source":"s","certain":false},
  {"id":"first","validFrom":"2024-07-01","visit":{"daysBefore":1,"counted":"calendar","fromHour":8,"toHour":20},
   "activation":{"days":[3,6],"fromHour":9,"toHour":18},"source":"s","certain":true}]})";

/// The plans with one text put in the place of another.
Result<std::vector<Plan>> spoilt(std::string_view what, std::string_view with) {
    std::string text(two_plans);
    const auto place = text.rfind(what);
    BOOST_REQUIRE(place != std::string::npos);
    return parse_plans(text.replace(place, what.size(), with));
}

}  // namespace

namespace std {
std::ostream& operator<<(std::ostream& out, motcua::reminders::Due due) {
    constexpr const char* names[]{"later", "now", "never"};
    return out << names[static_cast<int>(due)];
}
}  // namespace std

BOOST_AUTO_TEST_SUITE(reminders_room)

BOOST_AUTO_TEST_CASE(a_visit_is_due_the_day_before_within_the_hours) {
    BOOST_TEST(due(visit(), at("2026-11-25", 12)) == Due::later);
    BOOST_TEST(due(visit(), at("2026-11-26", 7, 59)) == Due::later);
    BOOST_TEST(due(visit(), at("2026-11-26", 8)) == Due::now);
    BOOST_TEST(due(visit(), at("2026-11-26", 19, 59)) == Due::now);
    BOOST_TEST(due(visit(), at("2026-11-26", 20)) == Due::later);
}

BOOST_AUTO_TEST_CASE(a_moment_missed_is_made_up_for_until_the_visit_begins) {
    BOOST_TEST(due(visit(), at("2026-11-27", 7, 59)) == Due::later);
    BOOST_TEST(due(visit(), at("2026-11-27", 8)) == Due::now);
    BOOST_TEST(due(visit(), at("2026-11-27", 14, 29)) == Due::now);
    BOOST_TEST(due(visit(), at("2026-11-27", 14, 30)) == Due::never);
    BOOST_TEST(due(visit(), at("2026-12-27", 9)) == Due::never);
}

BOOST_AUTO_TEST_CASE(who_books_after_the_moment_is_not_reminded) {
    const Millis now = at("2026-11-26", 10);
    BOOST_TEST(due(visit("2026-11-27", at("2026-11-26", 7, 59)), now) == Due::now);
    BOOST_TEST(due(visit("2026-11-27", at("2026-11-26", 8)), now) == Due::never);
    BOOST_TEST(due(visit("2026-11-27", at("2026-11-26", 9, 59)), now) == Due::never);
    BOOST_TEST(due(visit("2026-11-26", at("2026-11-26", 7)), now) == Due::never);  // for the same day
}

BOOST_AUTO_TEST_CASE(a_visit_moved_to_another_day_has_another_moment) {
    const Millis moved = at("2026-11-26", 9);
    BOOST_TEST(due(visit("2026-12-01", moved), at("2026-11-26", 10)) == Due::later);
    BOOST_TEST(due(visit("2026-12-01", moved), at("2026-11-30", 8)) == Due::now);
    BOOST_TEST(due(visit("2026-11-27", moved), at("2026-11-26", 10)) == Due::never);
}

BOOST_AUTO_TEST_CASE(days_off_count_by_the_calendar_and_not_by_working_days) {
    const Visit monday = visit("2026-11-30"), after_tet = visit("2026-02-23", at("2026-02-01", 9));
    BOOST_TEST(due(monday, at("2026-11-27", 8)) == Due::later);
    BOOST_TEST(due(monday, at("2026-11-29", 8)) == Due::now);  // a Sunday
    BOOST_TEST(due(monday, at("2026-11-27", 7), plan(Counted::working)) == Due::later);
    BOOST_TEST(due(monday, at("2026-11-27", 8), plan(Counted::working)) == Due::now);
    BOOST_TEST(due(after_tet, at("2026-02-13", 7), plan(Counted::working)) == Due::later);
    BOOST_TEST(due(after_tet, at("2026-02-13", 8), plan(Counted::working)) == Due::now);  // 14-22 February are off
    BOOST_TEST(due(visit("2026-11-25", at("2026-11-18", 12)), at("2026-11-20", 15), plan(Counted::working, 2)) == Due::now);  // 24 November is a holiday
    BOOST_TEST(due(visit("2026-08-24", at("2026-08-01", 9)), at("2026-08-21", 9), plan(Counted::working)) == Due::later);
    BOOST_TEST(due(visit("2026-08-24", at("2026-08-01", 9)), at("2026-08-22", 9), plan(Counted::working)) == Due::now);  // a worked Saturday
}

BOOST_AUTO_TEST_CASE(the_days_to_look_at_reach_over_days_off) {
    const auto days = [](std::string_view today, Counted counted, int before = 1) {
        std::string out;
        for (const auto& each : visits_due(plan(counted, before), day(today), book().calendar)) {
            if (!out.empty()) out += ' ';
            out += format_date(each.day);
            const Visit then{.day = each.day, .minute = 870, .booked_at = each.booked_before};
            const auto earlier = [&] { Visit visit = then; return --visit.booked_at, visit; }();
            BOOST_TEST(due(then, at(today, 8), plan(counted, before)) == Due::never);
            BOOST_TEST(due(earlier, at(today, 8), plan(counted, before)) == Due::now);
        }
        return out;
    };
    BOOST_TEST(days("2026-11-27", Counted::calendar) == "2026-11-27 2026-11-28");
    BOOST_TEST(days("2026-11-27", Counted::calendar, 0) == "2026-11-27");
    BOOST_TEST(days("2026-11-26", Counted::working) == "2026-11-26 2026-11-27");
    BOOST_TEST(days("2026-11-27", Counted::working) == "2026-11-27 2026-11-28 2026-11-29 2026-11-30");
    BOOST_TEST(days("2026-02-13", Counted::working).ends_with(" 2026-02-23"));
    BOOST_TEST(days("2026-02-13", Counted::working, 2).ends_with(" 2026-02-24"));
}

BOOST_AUTO_TEST_CASE(the_days_are_vietnam_s) {
    BOOST_TEST(may_go_out({.from = 8, .to = 20}, at("2026-11-26", 8)));
    BOOST_TEST(at("2026-11-26", 8) == 1'795'654'800'000);  // 2026-11-26T01:00:00Z
    BOOST_TEST(closes({.from = 8, .to = 20}, at("2026-11-26", 0, 1)) == at("2026-11-26", 20));
    BOOST_TEST(closes({.from = 8, .to = 24}, at("2026-11-26", 23, 59)) == at("2026-11-27", 0));
    BOOST_TEST(begins(visit()) == at("2026-11-27", 14, 30));
}

BOOST_AUTO_TEST_CASE(an_account_is_due_on_the_days_of_the_plan_once_each) {
    const auto due = [](std::string_view today, int hour, int reminded) {
        return activation_due(plan(), {.created = day("2026-11-20"), .last_day = day("2026-11-27"), .reminded = reminded}, at(today, hour));
    };
    BOOST_TEST(due("2026-11-20", 12, 0) == 0);
    BOOST_TEST(due("2026-11-22", 17, 0) == 0);
    BOOST_TEST(due("2026-11-23", 8, 0) == 0);
    BOOST_TEST(due("2026-11-23", 9, 0) == 3);
    BOOST_TEST(due("2026-11-23", 9, 3) == 0);
    BOOST_TEST(due("2026-11-23", 18, 0) == 0);
    BOOST_TEST(due("2026-11-25", 10, 0) == 3);  // made up for
    BOOST_TEST(due("2026-11-26", 9, 3) == 6);
    BOOST_TEST(due("2026-11-26", 9, 0) == 6);   // one message, not two
    BOOST_TEST(due("2026-11-27", 17, 3) == 6);
    BOOST_TEST(due("2026-11-27", 17, 6) == 0);
    BOOST_TEST(due("2026-11-28", 9, 3) == 0);   // the days are over
}

BOOST_AUTO_TEST_CASE(accounts_to_look_at_are_those_that_may_be_due) {
    const auto spans = accounts_due(plan(), day("2026-11-27"), 7);
    BOOST_REQUIRE(spans.size() == 2u);
    BOOST_TEST(spans[0].day == 6);
    BOOST_TEST(spans[0].from == at("2026-11-20", 0));
    BOOST_TEST(spans[0].before == at("2026-11-22", 0));
    BOOST_TEST(spans[1].day == 3);
    BOOST_TEST(spans[1].from == at("2026-11-22", 0));
    BOOST_TEST(spans[1].before == at("2026-11-25", 0));
    for (int created = 0; created < 10; ++created)
        for (const auto& span : spans) {
            const Date made = Days(day("2026-11-18")) + std::chrono::days(created);
            const Millis noon = at(format_date(made), 12);
            const Account account{.created = made, .last_day = Days(made) + std::chrono::days(7)};
            BOOST_TEST((span.from <= noon && noon < span.before) == (activation_due(plan(), account, at("2026-11-27", 12)) == span.day));
        }
    BOOST_TEST(accounts_due(plan(), day("2026-11-27"), 5).size() == 1u);  // a day after the last is none
}

BOOST_AUTO_TEST_CASE(plans_are_dated_data) {
    const auto plans = parse_plans(two_plans);
    BOOST_REQUIRE(plans.ok());
    BOOST_TEST(plan_on(*plans, day("2020-01-01")).id == "first");
    BOOST_TEST(plan_on(*plans, day("2026-12-31")).id == "first");
    const Plan& later = plan_on(*plans, day("2027-01-01"));
    BOOST_TEST(later.id == "later");
    BOOST_TEST(later.visit_days_before == 2);
    BOOST_TEST((later.visit_counted == Counted::working));
    BOOST_TEST(later.visit_hours.to == 22);
    BOOST_TEST(later.activation_days.empty());
    BOOST_TEST(!later.origin.certain);
    BOOST_TEST(activation_due(later, {.created = day("2027-01-01"), .last_day = day("2027-01-08")}, at("2027-01-04", 12)) == 0);
    BOOST_TEST(accounts_due(later, day("2027-01-04"), 7).empty());
}

BOOST_AUTO_TEST_CASE(plans_that_make_no_sense_are_refused) {
    BOOST_CHECK(parse_plans("{").error().code == ErrorCode::json_malformed);
    BOOST_CHECK(parse_plans(R"({"plans":[]})").error().code == ErrorCode::rules_malformed);
    for (const auto& [what, with] : std::initializer_list<std::pair<std::string_view, std::string_view>>{
             {R"("daysBefore":1)", R"("daysBefore":-1)"}, {R"("daysBefore":1)", R"("daysBefore":31)"}, {R"("daysBefore":1)", R"("daysBefore":"1")"},
             {"calendar", "lunar"}, {R"("fromHour":8)", R"("fromHour":20)"}, {R"("toHour":20)", R"("toHour":25)"}, {R"("toHour":18)", R"("hour":18)"},
             {"[3,6]", "[6,3]"}, {"[3,6]", "[3,3]"}, {"[3,6]", "[0]"}, {"[3,6]", "3"}, {R"("source":"s","certain":true)", R"("certain":true)"},
             {R"("certain":true)", R"("certain":1)"}, {"2024-07-01", "2024-07-32"}, {R"("id":"first")", R"("id":"")"}}) {
        const auto plans = spoilt(what, with);
        BOOST_TEST_CONTEXT(with) { BOOST_CHECK(!plans.ok() && plans.error().code == ErrorCode::rules_malformed); }
    }
}

BOOST_AUTO_TEST_SUITE_END()
