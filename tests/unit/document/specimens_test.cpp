// Real pictures of specimen documents (MOTCUA_TEST_DATA/mrz/specimens), with the truth written by hand in specimens.csv.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <sstream>

#include "shared/document/reader.hpp"
#include "tests/unit/document/printer.hpp"
#include "tests/unit/portrait/environment.hpp"

using namespace motcua;

namespace {

/// file;kind;format;lines joined by a blank. kind: valid (a person can read it, and all of its check digits are right), faulty (a
/// person can read it, but the document itself breaks the rules), unreadable (to a person), none (no zone).
struct Specimen {
    std::string file, kind, format, zone;
};

std::vector<Specimen> specimens() {
    std::istringstream in(test::bytes_of(test::environment("MOTCUA_SOURCE") + "/tests/unit/document/specimens.csv"));
    std::vector<Specimen> out;
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line.front() == '#') continue;
        std::istringstream cells(line);
        Specimen& one = out.emplace_back();
        std::getline(cells, one.file, ';');
        std::getline(cells, one.kind, ';');
        std::getline(cells, one.format, ';');
        std::getline(cells, one.zone, ';');
    }
    return out;
}

std::string joined(const document::Reading& reading) {
    std::string out;
    if (reading.zone)
        for (const std::string& line : reading.zone->lines) out += (out.empty() ? "" : " ") + line;
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(document_specimens)

BOOST_AUTO_TEST_CASE(specimens_are_read_or_doubted_but_never_wrong) {
    const std::string folder = test::environment("MOTCUA_TEST_DATA") + "/mrz/specimens/";
    const auto all = specimens();
    BOOST_REQUIRE(!all.empty());
    if (!test::press().ready() || test::bytes_of(folder + all.front().file).empty()) {
        BOOST_TEST_MESSAGE("skipped: no mrz/specimens in MOTCUA_TEST_DATA, or nothing in MOTCUA_OCR");
        return;
    }
    const Date today{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{29}};
    int readable = 0, right = 0, wrong = 0;
    for (const Specimen& one : all) {
        const auto picture = picture::decode(test::bytes_of(folder + one.file));
        BOOST_REQUIRE(picture.ok());
        const auto reading = document::read(*picture, *test::press().ocr, today);
        const bool same = joined(reading) == one.zone;
        readable += one.kind == "valid";
        right += one.kind == "valid" && reading.valid && same;
        wrong += reading.valid && (one.kind != "valid" || !same);
        BOOST_TEST_MESSAGE(one.file << ": " << one.kind << ", " << (reading.valid ? "read as valid" : reading.causes.empty() ? "?" : document::text(reading.causes.front()))
                                    << (same ? ", the same text" : ", another text: " + joined(reading)));
    }
    BOOST_TEST_MESSAGE(right << " of " << readable << " readable specimens valid and right, " << wrong << " wrong answers called valid");
    BOOST_TEST(wrong == 0);
    BOOST_TEST(right * 100 >= readable * 90);
}

BOOST_AUTO_TEST_SUITE_END()
