#include <boost/test/unit_test.hpp>

#include "shared/calendar/calendar.hpp"
#include "unit/rules/book.hpp"

using namespace motcua;
using test::book;
using test::day;

BOOST_AUTO_TEST_SUITE(calendar_room)

BOOST_AUTO_TEST_CASE(the_fourteen_deadlines_of_the_domain_notes_hold) {
    struct Vector {
        const char *received, *three, *seven;
    };
    constexpr Vector vectors[] = {
        {"2024-02-07", "2024-02-19", "2024-02-23"}, {"2024-04-26", "2024-05-04", "2024-05-09"}, {"2025-01-24", "2025-02-05", "2025-02-11"},
        {"2025-04-25", "2025-04-29", "2025-05-08"}, {"2025-08-29", "2025-09-05", "2025-09-11"}, {"2025-12-31", "2026-01-07", "2026-01-12"},
        {"2026-01-09", "2026-01-13", "2026-01-19"}, {"2026-02-13", "2026-02-25", "2026-03-03"}, {"2026-04-24", "2026-05-04", "2026-05-08"},
        {"2026-04-29", "2026-05-06", "2026-05-12"}, {"2026-08-21", "2026-08-25", "2026-09-03"}, {"2026-08-28", "2026-09-07", "2026-09-11"},
        {"2026-11-20", "2026-11-26", "2026-12-02"}, {"2026-11-23", "2026-11-27", "2026-12-03"},
    };
    for (const Vector& vector : vectors) {
        BOOST_TEST(format_date(calendar::deadline(day(vector.received), 3, book().calendar).due) == vector.three);
        BOOST_TEST(format_date(calendar::deadline(day(vector.received), 7, book().calendar).due) == vector.seven);
    }
}

BOOST_AUTO_TEST_CASE(skipped_days_are_listed_with_their_reason) {
    const auto deadline = calendar::deadline(day("2026-04-29"), 3, book().calendar);
    std::string skipped;
    for (const auto& one : deadline.skipped) skipped += format_date(one.date) + " " + one.reason.key + "; ";
    BOOST_TEST(skipped == "2026-04-30 reunification; 2026-05-01 labour; 2026-05-02 weekend; 2026-05-03 weekend; ");
    BOOST_TEST(deadline.certain);
}

BOOST_AUTO_TEST_CASE(a_swapped_saturday_counts_and_its_monday_does_not) {
    BOOST_TEST(calendar::is_working_day(day("2026-08-22"), book().calendar));
    BOOST_TEST(!calendar::is_working_day(day("2026-08-31"), book().calendar));
    BOOST_TEST(calendar::why_off(day("2026-08-31"), book().calendar).key == "swap");
    BOOST_TEST(calendar::why_off(day("2026-08-22"), book().calendar).key.empty());
}

BOOST_AUTO_TEST_CASE(what_is_not_announced_is_not_certain_and_both_ends_are_given) {
    BOOST_CHECK(calendar::day_state(day("2027-02-11"), book().calendar) == calendar::DayState::undecided);
    const auto tet = calendar::deadline(day("2027-02-03"), 3, book().calendar);
    BOOST_TEST(!tet.certain);
    BOOST_TEST(format_date(tet.due) == "2027-02-15");     // off from 4 to 10 February
    BOOST_TEST(format_date(tet.latest) == "2027-02-16");  // off from 5 to 12 February
    std::string open;
    for (const auto& one : tet.undecided) open += format_date(one.date) + " " + one.reason.key + "; ";
    BOOST_TEST(open == "2027-02-04 tet; 2027-02-11 tet; 2027-02-12 tet; ");
    BOOST_TEST(!calendar::deadline(day("2029-06-04"), 3, book().calendar).certain);
    BOOST_TEST(format_date(calendar::deadline(day("2029-06-04"), 3, book().calendar).due) == "2029-06-07");
    BOOST_TEST(!calendar::deadline(day("2026-11-20"), 3, book().calendar).certain);
}

BOOST_AUTO_TEST_CASE(of_two_open_days_exactly_one_is_off) {
    const auto national = calendar::deadline(day("2027-08-31"), 3, book().calendar);
    BOOST_TEST(format_date(national.due) == "2027-09-07");
    BOOST_TEST(format_date(national.latest) == "2027-09-07");
    BOOST_TEST(national.undecided.size() == 2u);
}

BOOST_AUTO_TEST_CASE(the_days_of_the_law_are_computed_beyond_what_is_announced) {
    BOOST_TEST(format_date(calendar::deadline(day("2027-12-30"), 3, book().calendar).due) == "2028-01-05");
    const auto tet = calendar::deadline(day("2028-01-21"), 3, book().calendar);
    BOOST_TEST(format_date(tet.due) == "2028-02-02");
    BOOST_TEST(format_date(tet.latest) == "2028-02-02");
    BOOST_TEST(!tet.certain);
}

BOOST_AUTO_TEST_CASE(nobody_is_sent_to_a_door_that_may_be_closed) {
    BOOST_TEST(!calendar::is_working_day(day("2027-02-04"), book().calendar));
    BOOST_TEST(calendar::working_days_since(day("2027-02-03"), day("2027-02-04"), book().calendar) == 1);
}

BOOST_AUTO_TEST_CASE(an_uncertain_deadline_names_the_day_it_hangs_on) {
    const auto answer = calendar::deadline(day("2026-11-20"), 3, book().calendar);
    BOOST_TEST(!answer.certain);
    BOOST_TEST(answer.undecided.size() == 1u);
    BOOST_TEST(format_date(answer.undecided[0].date) == "2026-11-23");
    BOOST_TEST(format_date(answer.latest) == "2026-11-27");
    BOOST_TEST(calendar::deadline(day("2026-11-24"), 3, book().calendar).certain);
}

BOOST_AUTO_TEST_CASE(the_day_after_receipt_is_working_day_1) {
    BOOST_TEST(calendar::working_days_since(day("2026-11-24"), day("2026-11-24"), book().calendar) == 0);
    BOOST_TEST(calendar::working_days_since(day("2026-11-24"), day("2026-11-25"), book().calendar) == 1);
    BOOST_TEST(calendar::working_days_since(day("2026-11-27"), day("2026-11-30"), book().calendar) == 1);
}

BOOST_AUTO_TEST_CASE(activation_counts_calendar_days) {
    BOOST_TEST(format_date(calendar::activation_last_day(day("2026-11-27"), 7)) == "2026-12-04");
}

BOOST_AUTO_TEST_SUITE_END()
