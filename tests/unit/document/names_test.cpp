// Names have no check digits: their structure and the clearness of each letter decide.
#include <boost/test/unit_test.hpp>

#include <algorithm>

#include "shared/document/classes.hpp"
#include "shared/document/names.hpp"

using namespace motcua::document;

namespace {

/// What a network says that sees each character clearly.
std::vector<Scores> clearly(std::string_view text) {
    std::vector<Scores> out;
    for (const char c : text) {
        out.emplace_back().fill(-10 * 64);
        out.back()[static_cast<std::size_t>(index_of(c))] = 0;
    }
    return out;
}

void also(Scores& scores, char c, int score) { scores[static_cast<std::size_t>(index_of(c))] = score; }
int least(const NameText& name) { return *std::min_element(name.margins.begin(), name.margins.end()); }

}  // namespace

BOOST_AUTO_TEST_SUITE(document_names)

BOOST_AUTO_TEST_CASE(clear_names_are_read_as_they_stand) {
    for (const char* name : {"NGUYEN<<VAN<ANH<<<<<<<<<", "SUKARNO<<<<<<<<<<<<<<<<<", "VAN<DER<BERG<<JAN<PIETER", "A<<B<<<<<<<<<<<<<<<<<<<<"}) {
        const NameText read = read_name(clearly(name));
        BOOST_TEST(read.text == name);
        BOOST_TEST(least(read) >= 5 * 64);
    }
}

BOOST_AUTO_TEST_CASE(a_filler_that_looks_like_a_letter_is_a_filler_after_the_end) {
    auto cells = clearly("LE<<THU<<<<<<<<<<<<<<<<<");
    also(cells[15], 'K', 0);
    also(cells[15], '<', -40);
    const NameText read = read_name(cells);
    BOOST_TEST(read.text == "LE<<THU<<<<<<<<<<<<<<<<<");
    BOOST_TEST(least(read) >= 3 * 64);
}

BOOST_AUTO_TEST_CASE(a_clear_letter_after_the_end_is_not_talked_away) {
    auto cells = clearly("LE<<THU<<<<<<<<<<<<<<<<<");
    also(cells[15], 'K', 0);
    also(cells[15], '<', -4 * 64);
    BOOST_TEST(read_name(cells).margins[15] == 0);
}

BOOST_AUTO_TEST_CASE(letters_that_could_be_others_are_doubted) {
    auto cells = clearly("LE<<THU<<<<<<<<<<<<<<<<<");
    also(cells[5], 'M', -30);
    const NameText read = read_name(cells);
    BOOST_TEST(read.margins[5] == 30);
    BOOST_TEST(read.margins[4] >= 5 * 64);
    // and so is where a name ends
    cells = clearly("LE<<THUC<<<<<<<<<<<<<<<<");
    also(cells[7], '<', -20);
    BOOST_TEST(read_name(cells).margins[7] == 20);
}

BOOST_AUTO_TEST_CASE(digits_are_no_letters) {
    auto cells = clearly("LE<<THU<<<<<<<<<<<<<<<<<");
    also(cells[0], '1', 0);
    also(cells[0], 'L', -7 * 64);
    BOOST_TEST(read_name(cells).margins[0] == 0);
}

BOOST_AUTO_TEST_SUITE_END()
