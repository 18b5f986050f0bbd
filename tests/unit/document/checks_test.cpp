// Check digits as a code with a decoder.
#include <boost/test/unit_test.hpp>

#include "shared/document/checks.hpp"
#include "shared/identity/mrz_read.hpp"

using namespace motcua;
using document::Choice;
using document::Solution;
using identity::MrzFormat;

namespace {

const std::vector<std::string> right{"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"};
constexpr auto anything = [](const std::vector<std::string>&) { return true; };

std::vector<Solution> solve(const std::vector<std::string>& lines, std::vector<Choice> choices) {
    return document::solve_checks(MrzFormat::td3, lines, std::move(choices), anything);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(document_checks)

BOOST_AUTO_TEST_CASE(a_right_zone_stays_as_it_is) {
    const auto found = solve(right, {{1, 0, 'I', 50}, {1, 1, 'B', 80}});
    BOOST_REQUIRE(found.size() == 1U);
    BOOST_TEST(found[0].changes.empty());
    BOOST_TEST(found[0].loss == 0);
}

BOOST_AUTO_TEST_CASE(the_change_that_mends_its_digits_is_found) {
    auto lines = right;
    lines[1][1] = 'B';
    const auto found = solve(lines, {{1, 0, 'I', 20}, {1, 1, '8', 60}, {1, 14, '9', 30}});
    BOOST_REQUIRE(found.size() == 1U);
    BOOST_REQUIRE(found[0].changes.size() == 1U);
    BOOST_TEST(found[0].changes[0].to == '8');
    BOOST_TEST(found[0].loss == 60);
}

BOOST_AUTO_TEST_CASE(two_changes_that_cancel_out_are_a_second_solution) {
    // O for 0 at weights 7 and 3: 24 * 10 is 0 modulo 10, which no check digit sees
    std::vector<std::string> lines{right[0], "L000000C3<UTO7408122F1204159ZE184226B<<<<<10"};
    std::string number = lines[1].substr(0, 9);
    lines[1][9] = identity::mrz_check_digit(number);
    const Date day{std::chrono::year{2026}, std::chrono::month{1}, std::chrono::day{1}};
    lines[1][43] = identity::read_zone(MrzFormat::td3, lines, day).checks.back().computed;
    const auto found = solve(lines, {{1, 3, 'O', 30}, {1, 4, 'O', 40}, {1, 5, 'O', 500}});
    BOOST_REQUIRE(found.size() == 2U);
    BOOST_TEST(found[0].changes.empty());
    BOOST_TEST(found[1].loss == 70);
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_no_solution) {
    const auto found = document::solve_checks(MrzFormat::td3, right, {}, [](const std::vector<std::string>&) { return false; });
    BOOST_TEST(found.empty());
    auto lines = right;
    lines[1][1] = 'B';
    BOOST_TEST(solve(lines, {}).empty());
}

BOOST_AUTO_TEST_CASE(formats_without_a_composite_are_solved_too) {
    const std::vector<std::string> visa{"V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8988901C4XXX4009078F96121096ZE184226B<<<<<<"};
    auto lines = visa;
    lines[1][2] = 'S';
    const auto found = document::solve_checks(MrzFormat::mrv_a, lines, {{1, 2, '9', 90}}, anything);
    BOOST_REQUIRE(found.size() == 1U);
    BOOST_TEST(found[0].loss == 90);
}

BOOST_AUTO_TEST_SUITE_END()
