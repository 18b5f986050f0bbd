// Closing an office: what may be asked, and where a visit goes.
#include "shared/application/closure.hpp"

#include <boost/test/unit_test.hpp>
#include <map>

using namespace motcua;
using closure::Moment;

namespace {

Date day(unsigned of, unsigned month = 12) { return Date{std::chrono::year(2026), std::chrono::month(month), std::chrono::day(of)}; }

const rules::Rulebook& book() {
    static const auto out = *rules::parse_rulebook(rules::embedded_bundle());
    return out;
}
closure::Wish wish() {
    return {.office = "pa08-ho-chi-minh", .from = "2026-12-01", .to = "2026-12-02", .reason = {.vi = "  Ngập  nước ", .en = "Flooded hall"}};
}
std::string fault(const closure::Wish& asked) {
    const auto found = closure::check(asked, book(), day(30, 11));
    return found.ok() ? "" : std::string(code_text(found.error().code)) + ' ' + found.error().field;
}

/// Days that are open, and when a party could begin on them.
struct Week {
    std::map<Date, std::vector<int>> days;
    [[nodiscard]] std::string to(Date from, int minute, Date last = day(31)) const {
        const auto starts = [this](Date on) { return days.contains(on) ? days.at(on) : std::vector<int>{}; };
        const auto found = closure::new_time({.day = from, .minute = minute}, last, [this](Date on) { return days.contains(on); }, starts);
        return found ? format_date(found->day) + ' ' + std::to_string(found->minute) : "none";
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(closures)

BOOST_AUTO_TEST_CASE(what_an_operator_asks_is_checked_and_its_blanks_tidied) {
    const auto fine = closure::check(wish(), book(), day(1));
    BOOST_TEST_REQUIRE(fine.ok());
    BOOST_TEST(fine->reason.vi == "Ngập nước");
    BOOST_TEST((fine->from == day(1) && fine->to == day(2)));
    const auto with = [](auto change) {
        auto out = wish();
        change(out);
        return fault(out);
    };
    BOOST_TEST(with([](auto& w) { w.office = "nowhere"; }) == "slot.office office");
    for (const char* wrong : {"", "2026-11-29", "2026-02-30", "1 December", "2026-12-01T00:00"}) BOOST_TEST(with([&](auto& w) { w.from = wrong; }) == "slot.date from");
    for (const char* wrong : {"", "2026-11-30", "2027-12-02", "x"}) BOOST_TEST(with([&](auto& w) { w.to = wrong; }) == "slot.date to");
    BOOST_TEST(with([](auto& w) { w.to = "2027-12-01"; }).empty());
    BOOST_TEST(with([](auto& w) { w.from = w.to = "2028-12-01"; }) == "slot.date to");
    BOOST_TEST(with([](auto& w) { w.reason.vi = "  "; }) == "form.missing reasonVi");
    BOOST_TEST(with([](auto& w) { w.reason.en = "a"; }) == "form.missing reasonEn");
    BOOST_TEST(with([](auto& w) { w.reason.en = std::string(301, 'a'); }) == "form.too_long reasonEn");
    for (const char* wrong : {"two\nlines", "bell\x07", "\xff\xfe\xfd", "turned \xe2\x80\xae round"}) BOOST_TEST(with([&](auto& w) { w.reason.vi = wrong; }) == "form.character reasonVi");
}

BOOST_AUTO_TEST_CASE(the_next_open_day_at_the_same_time_or_the_nearest_after_it) {
    BOOST_TEST((Week{{{day(2), {480, 510, 540}}}}.to(day(1), 510)) == "2026-12-02 510");
    BOOST_TEST((Week{{{day(2), {480, 540}}}}.to(day(1), 510)) == "2026-12-02 540");
    BOOST_TEST((Week{{{day(2), {480}}, {day(3), {480, 510}}}}.to(day(1), 510)) == "2026-12-03 480");
    BOOST_TEST((Week{{{day(4), {}}, {day(7), {600, 630}}}}.to(day(1), 510)) == "2026-12-07 600");
    BOOST_TEST((Week{{{day(1), {510}}, {day(2), {510}}}}.to(day(1), 510)) == "2026-12-02 510");  // never the closed day itself
}

BOOST_AUTO_TEST_CASE(an_earlier_time_of_the_next_open_day_is_better_than_none_and_the_horizon_is_kept) {
    BOOST_TEST((Week{{{day(2), {480}}, {day(3), {}}}}.to(day(1), 510)) == "2026-12-02 480");
    BOOST_TEST((Week{{{day(2), {}}, {day(3), {}}}}.to(day(1), 510)) == "none");
    BOOST_TEST((Week{{{day(9), {510}}}}.to(day(1), 510, day(8))) == "none");
    BOOST_TEST((Week{{{day(9), {510}}}}.to(day(1), 510, day(9))) == "2026-12-09 510");
    BOOST_TEST(Week{}.to(day(1), 510) == "none");
}

BOOST_AUTO_TEST_SUITE_END()
