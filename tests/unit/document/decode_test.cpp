// From scores to a zone: what may stand at a place decides between characters of one shape.
#include <boost/test/unit_test.hpp>

#include "shared/document/classes.hpp"
#include "shared/document/decode.hpp"

using namespace motcua;
using namespace motcua::document;

namespace {

constexpr Date today{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{29}};

/// A row of cells that a network sees as this text, each character clearly.
Cells clearly(std::string_view text) {
    Cells out;
    for (const char c : text) {
        CellReading& cell = out.at.emplace_back();
        cell.occupied = true;
        cell.scores.fill(-12 * 64);
        cell.scores[static_cast<std::size_t>(index_of(c))] = 0;
    }
    return out;
}

/// Lines of 20 pixels a character, one below the other.
Line line(int number) {
    Line out;
    out.row = {.curve = {Vec{0, 50.0 * number}, Vec{20, 0}, Vec{0, 0}}, .first = 0, .last = 43, .seen = 44};
    return out;
}

std::optional<Decoded> decoded(std::string_view upper, std::string_view lower) {
    const Cells cells[] = {clearly(upper), clearly(lower)};
    const Line places[] = {line(0), line(1)};
    return decode(cells, places, today);
}

constexpr std::string_view upper = "P<SWEERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", lower = "L898902C36SWE9004126F3201015<<<<<<<<<<<<<<<6";

/// Whether these are read, without a doubt, as the two lines above.
void reads_as_printed(std::string_view first, std::string_view second) {
    const auto zone = decoded(first, second);
    BOOST_REQUIRE(zone.has_value());
    BOOST_TEST(zone->zone.valid());
    BOOST_TEST(zone->doubts.empty());
    BOOST_TEST(zone->zone.lines[0] == upper);
    BOOST_TEST(zone->zone.lines[1] == lower);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(document_decode)

BOOST_AUTO_TEST_CASE(what_is_clear_is_read_without_a_doubt) { reads_as_printed(upper, lower); }

BOOST_AUTO_TEST_CASE(zero_and_the_letter_o_of_one_shape_are_told_apart_by_their_place) {
    std::string zero_in_name(upper), letter_in_date(lower);
    zero_in_name[zero_in_name.find("SON") + 1] = '0';
    letter_in_date[letter_in_date.find("9004") + 1] = 'O';
    reads_as_printed(zero_in_name, letter_in_date);
}

BOOST_AUTO_TEST_CASE(other_digits_in_a_name_are_doubted) {
    std::string eight_in_name(upper);
    eight_in_name[eight_in_name.find("SON")] = '8';
    const auto zone = decoded(eight_in_name, lower);
    BOOST_REQUIRE(zone.has_value());
    BOOST_TEST(!zone->doubts.empty());
}

BOOST_AUTO_TEST_SUITE_END()
