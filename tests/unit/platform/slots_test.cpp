#include <boost/test/unit_test.hpp>

#include "server/booking/slots.hpp"

using namespace motcua;
using namespace motcua::booking;

namespace {

const rules::Office office{.id = "o",
                           .hours = {{.weekday_from = 1, .weekday_to = 5, .opens = "07:30", .closes = "11:30"},
                                     {.weekday_from = 1, .weekday_to = 5, .opens = "13:30", .closes = "17:00"}},
                           .desks = 2,
                           .minutes_per_person = 30};

Date day(const char* text) { return *parse_date(text); }
rules::Calendar calendar() {
    rules::Calendar out{.known_from = day("2026-01-01"), .known_to = day("2026-12-31")};
    out.days.push_back({.date = day("2026-11-20"),
                        .kind = rules::DayKind::holiday,
                        .reason = "test",
                        .name = {.vi = "Ngày nghỉ", .en = "Holiday"}});
    out.days.push_back({.date = day("2026-11-28"),
                        .kind = rules::DayKind::working,
                        .reason = "swap",
                        .name = {.vi = "Làm bù", .en = "Made up"}});
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(slots_suite)

BOOST_AUTO_TEST_CASE(hours_are_cut_into_slots_with_a_seat_for_each_desk) {
    const auto slots = slots_on(office, day("2026-11-24"), calendar(), {}, 0);
    BOOST_TEST(slots.size() == 8u + 7u);
    BOOST_TEST(time_text(slots.front().minute) == "07:30");
    BOOST_TEST(time_text(slots.back().minute) == "16:30");
    BOOST_TEST(slots.front().free == 2);
}

BOOST_AUTO_TEST_CASE(taken_seats_are_gone_and_never_negative) {
    const auto slots = slots_on(office, day("2026-11-24"), calendar(), {{"07:30", 1}, {"08:00", 5}}, 0);
    BOOST_TEST(slots[0].free == 1);
    BOOST_TEST(slots[1].free == 0);
}

BOOST_AUTO_TEST_CASE(weekends_and_holidays_are_closed_with_a_reason_and_a_swapped_saturday_is_open) {
    BOOST_TEST(slots_on(office, day("2026-11-22"), calendar(), {}, 0).empty());
    BOOST_TEST(slots_on(office, day("2026-11-20"), calendar(), {}, 0).empty());
    BOOST_TEST(why_closed(office, day("2026-11-20"), calendar()).vi == "Ngày nghỉ");
    BOOST_TEST(!why_closed(office, day("2026-11-22"), calendar()).en.empty());
    BOOST_TEST(slots_on(office, day("2026-11-28"), calendar(), {}, 0).size() == 15u);
}

BOOST_AUTO_TEST_CASE(a_party_takes_the_next_seats_of_the_same_half_day) {
    const auto slots = slots_on(office, day("2026-11-24"), calendar(), {{"08:00", 1}}, 0);
    const std::vector<int> expected{450, 450, 480, 510};
    BOOST_TEST((seats_for(slots, 450, 4) == std::optional(expected)));
    BOOST_TEST(!seats_for(slots, 660, 3).has_value());  // 11:00 is the last slot of the morning
    BOOST_TEST(seats_for(slots, 660, 2).has_value());
    BOOST_TEST(!seats_for(slots, 465, 1).has_value());  // no such slot
}

BOOST_AUTO_TEST_CASE(a_full_slot_in_between_does_not_tear_a_family_apart) {
    const auto slots = slots_on(office, day("2026-11-24"), calendar(), {{"08:00", 2}}, 0);
    BOOST_TEST(!seats_for(slots, 450, 3).has_value());
}

BOOST_AUTO_TEST_CASE(times_that_have_passed_are_not_offered) {
    BOOST_TEST(time_text(slots_on(office, day("2026-11-24"), calendar(), {}, 8 * 60 + 1).front().minute) == "08:30");
}

BOOST_AUTO_TEST_CASE(times_are_read_strictly) {
    BOOST_TEST(parse_time("08:30").value_or(-1) == 510);
    for (const auto* text : {"8:30", "24:00", "08:60", "08-30", "08:3", ""}) BOOST_TEST(!parse_time(text).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
