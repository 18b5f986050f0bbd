#include <boost/test/unit_test.hpp>

#include "shared/finger/arithmetic.hpp"
#include "shared/finger/template.hpp"

namespace motcua::finger {
namespace {

Template sample() {
    Template t{.position = Position::left_ring, .quality = 61, .width = 388, .height = 374};
    Random random(3);
    for (int i = 0; i < 40; ++i)
        t.minutiae.push_back({.x = static_cast<std::int16_t>(random.below(388)), .y = static_cast<std::int16_t>(random.below(374)),
                              .angle = static_cast<std::uint8_t>(random.below(256)),
                              .type = static_cast<MinutiaType>(random.below(3)), .quality = static_cast<std::uint8_t>(100 - 2 * i)});
    t.flow = {.columns = 25, .rows = 24};
    for (int i = 0; i < 25 * 24; ++i) t.flow.angles.push_back(random.below(4) == 0 ? FlowMap::none : static_cast<std::uint8_t>(random.below(128)));
    return t;
}

/// An ISO record as another program writes it: 5-byte minutiae, 197 pixels per cm, no quality, no extended data.
Bytes foreign_record() {
    return {'F', 'M', 'R', 0, '0', '3', '0', 0,      // header
            0, 0, 0, 15 + 34 + 10, 0, 1, 0,          // total length, one representation, no certification
            0, 0, 0, 34 + 10,                        // representation length
            7, 0xE9, 1, 2, 3, 4, 5, 0, 0,            // 2025-01-02
            0, 0, 0, 0, 0,                           // device
            0,                                       // no quality block
            2, 0, 0, 197, 0, 197, 0, 1, 44, 1, 144,  // right index, view 0, 197 x 197 per cm, live-scan plain, 300 x 400
            0x50, 2,                                 // 5 bytes a minutia, two of them
            0x40, 100, 0, 120, 64,                   // ending at 100,120, 90 degrees
            0x81, 4, 1, 44, 128,                     // bifurcation at 260,300, 180 degrees
            0, 0};
}

/// The same finger in the edition of 2005; one view, no extended data.
Bytes record_of_2005() {
    return {'F', 'M', 'R', 0, ' ', '2', '0', 0,           // header
            0, 0, 0, 24 + 4 + 12 + 2, 0, 0,               // total length, device
            1, 44, 1, 144, 0, 197, 0, 197, 1, 0,          // 300 x 400, 197 x 197 per cm, one view
            2, 0, 70, 2,                                  // right index, live-scan plain, quality 70, two minutiae
            0x40, 100, 0, 120, 64, 40,                    // ending at 100,120, 90 degrees, quality 40
            0x81, 4, 1, 44, 128, 90,                      // bifurcation at 260,300, 180 degrees, quality 90
            0, 0};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(records)

BOOST_AUTO_TEST_CASE(an_iso_record_comes_back_as_it_was_written) {
    const Template t = sample();
    const auto back = read_iso(write_iso(t));
    BOOST_REQUIRE(back.ok());
    BOOST_TEST((*back == t));
}

BOOST_AUTO_TEST_CASE(a_compact_record_comes_back_as_it_was_written_and_is_small) {
    const Template t = sample();
    const Bytes record = write_compact(t);
    BOOST_TEST(record.size() <= 1536U);
    const auto back = read_template(record);
    BOOST_REQUIRE(back.ok());
    BOOST_TEST((*back == t));
}

BOOST_AUTO_TEST_CASE(an_iso_record_of_another_program_is_read) {
    const auto t = read_template(foreign_record());
    BOOST_REQUIRE(t.ok());
    BOOST_TEST((t->position == Position::right_index));
    BOOST_TEST(t->quality == 255);
    BOOST_TEST(t->width == 300);
    BOOST_TEST(t->height == 400);
    BOOST_REQUIRE(t->minutiae.size() == 2U);
    BOOST_TEST((t->minutiae[0] == Minutia{.x = 100, .y = 120, .angle = 64, .type = MinutiaType::ending}));
    BOOST_TEST((t->minutiae[1] == Minutia{.x = 260, .y = 300, .angle = 128, .type = MinutiaType::bifurcation}));
    BOOST_TEST(t->flow.angles.empty());
}

BOOST_AUTO_TEST_CASE(a_record_of_the_edition_of_2005_is_read) {
    const auto t = read_template(record_of_2005());
    BOOST_REQUIRE(t.ok());
    BOOST_TEST((t->position == Position::right_index));
    BOOST_TEST(t->quality == 70);
    BOOST_TEST(t->width == 300);
    BOOST_TEST(t->height == 400);
    BOOST_REQUIRE(t->minutiae.size() == 2U);
    BOOST_TEST((t->minutiae[0] == Minutia{.x = 260, .y = 300, .angle = 128, .type = MinutiaType::bifurcation, .quality = 90}));
    BOOST_TEST((t->minutiae[1] == Minutia{.x = 100, .y = 120, .angle = 64, .type = MinutiaType::ending, .quality = 40}));
}

BOOST_AUTO_TEST_CASE(an_iso_record_at_1000_ppi_is_brought_to_500) {
    Bytes record = foreign_record();
    record[37] = record[39] = 394 & 255;
    record[36] = record[38] = 394 >> 8;
    const auto t = read_iso(record);
    BOOST_REQUIRE(t.ok());
    BOOST_TEST(t->width == 150);
    BOOST_TEST(t->minutiae[0].x == 50);
    BOOST_TEST(t->minutiae[1].y == 150);
}

BOOST_AUTO_TEST_CASE(a_record_that_grows_out_of_bounds_at_500_ppi_is_refused) {
    // 16,383 pixels at 98 per cm are 32,933 at 197: more than a record can say
    Bytes record = foreign_record();
    record[37] = record[39] = 98;
    record[41] = record[43] = 63, record[42] = record[44] = 255;
    BOOST_TEST(!read_iso(record).ok());
    record[41] = record[43] = 10;  // 2,815 pixels: 28 cm at 98 per cm
    const auto large = read_iso(record);
    BOOST_REQUIRE(large.ok());
    BOOST_TEST((*read_compact(write_compact(*large)) == *large));
}

BOOST_AUTO_TEST_CASE(minutiae_of_another_program_are_read_best_first) {
    Template t = sample();
    std::reverse(t.minutiae.begin(), t.minutiae.end());
    for (const Bytes& record : {write_iso(t), write_compact(t)}) BOOST_TEST((*read_template(record) == sample()));
}

BOOST_AUTO_TEST_CASE(a_record_cut_anywhere_is_refused) {
    for (const Bytes& record : {write_iso(sample()), write_compact(sample()), foreign_record(), record_of_2005()})
        for (std::size_t length = 0; length < record.size(); ++length)
            BOOST_TEST(!read_template(std::span(record).first(length)).ok(), "cut to " << length);
}

BOOST_AUTO_TEST_CASE(a_record_with_bytes_behind_it_is_refused) {
    for (Bytes record : {write_iso(sample()), write_compact(sample()), foreign_record()}) {
        record.push_back(0);
        BOOST_TEST(!read_template(record).ok());
    }
}

BOOST_AUTO_TEST_CASE(any_changed_byte_gives_a_plausible_template_or_none) {
    Random random(11);
    for (const Bytes& original : {write_iso(sample()), write_compact(sample()), foreign_record(), record_of_2005()})
        for (int i = 0; i < 3000; ++i) {
            Bytes record = original;
            for (int k = 0; k <= random.below(3); ++k) record[random.below(static_cast<int>(record.size()))] = static_cast<std::uint8_t>(random.below(256));
            const auto t = read_template(record);
            if (!t.ok()) continue;
            for (const Minutia& m : t->minutiae) BOOST_REQUIRE((m.x >= 0 && m.y >= 0 && m.x < t->width && m.y < t->height));
            BOOST_REQUIRE(t->flow.angles.size() == static_cast<std::size_t>(t->flow.columns) * static_cast<std::size_t>(t->flow.rows));
        }
}

BOOST_AUTO_TEST_CASE(a_flow_map_without_cells_is_none) {
    Bytes record = foreign_record();
    record.resize(record.size() - 2);
    for (const int byte : {0, 6, 1, 1, 0, 6, 0, 5}) record.push_back(static_cast<std::uint8_t>(byte));  // our area: no columns, five rows
    record[11] += 6, record[18] += 6;
    const auto read = read_iso(record);
    BOOST_REQUIRE(read.ok());
    BOOST_TEST(read->flow.rows == 0);
    BOOST_TEST((read_iso(write_iso(*read)).value_or({}) == *read));
    Template wrong = sample();
    wrong.flow = {.columns = 0, .rows = 5};
    BOOST_TEST(!read_compact(write_compact(wrong)).ok());
}

BOOST_AUTO_TEST_CASE(a_minutia_outside_the_picture_is_refused) {
    Bytes record = foreign_record();
    record[47] = 0x41;  // x = 356 of 300
    BOOST_TEST(!read_iso(record).ok());
}

BOOST_AUTO_TEST_SUITE_END()
}  // namespace motcua::finger
