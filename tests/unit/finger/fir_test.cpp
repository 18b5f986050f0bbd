#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "shared/finger/arithmetic.hpp"
#include "shared/finger/input/fir.hpp"
#include "shared/finger/input/read.hpp"
#include "shared/finger/input/wsq.hpp"
#include "shared/finger/synthesis.hpp"
#include "tests/unit/portrait/environment.hpp"

namespace motcua::finger {
namespace {

/// For messages.
template <class T>
std::string reason(const Result<T>& result) {
    return result.ok() ? "read" : std::string(code_text(result.error().code)) + " " + result.error().detail;
}

GreyImage tiny(int width = 24, int height = 17, int ppi = 500) {
    GreyImage image = blank_image(width, height);
    image.ppi = ppi;
    for (std::size_t i = 0; i < image.pixels.size(); ++i) image.pixels[i] = static_cast<std::uint8_t>(i * 37 % 251);
    return image;
}

/// A record of 2005 as the chip of a passport holds it: one finger, 197 pixels a centimetre.
Bytes record_2005(unsigned compression, const Bytes& data, int width, int height) {
    Writer out;
    out.bytes(Bytes{'F', 'I', 'R', 0, '0', '1', '0', 0}).u16(0).u32(static_cast<std::uint32_t>(32 + 14 + data.size()));
    out.u16(0).u16(31).u8(1).u8(2).u16(197).u16(197).u16(197).u16(197).u8(8).u8(compression).u16(0);
    out.u32(static_cast<std::uint32_t>(14 + data.size())).u8(7).u8(1).u8(1).u8(254).u8(0);
    out.u16(static_cast<unsigned>(width)).u16(static_cast<unsigned>(height)).u8(0).bytes(data);
    return std::move(out.data());
}

bool refused(std::span<const std::uint8_t> file) {
    const auto prints = read_prints(file);
    if (prints.ok()) return false;
    const ErrorCode code = prints.error().code;
    return code == ErrorCode::finger_image_malformed || code == ErrorCode::finger_image_format || code == ErrorCode::finger_image_pixels;
}

Bytes file_in_test_data(const std::string& name) {
    const char* folder = std::getenv("MOTCUA_TEST_DATA");
    std::ifstream in(std::string(folder != nullptr ? folder : "/nowhere") + "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(finger_image_records)

BOOST_AUTO_TEST_CASE(a_record_comes_back_as_it_was_written) {
    const std::vector<Written> pictures{
        {.image = tiny(), .position = Position::left_ring, .quality = 61, .compression = Compression::none},
        {.image = tiny(40, 31, 1000), .position = Position::right_thumb, .impression = 29, .compression = Compression::png},
        {.image = tiny(31, 40), .capture = Capture::right_four, .compression = Compression::png},
    };
    const auto record = write_fir(pictures);
    BOOST_REQUIRE(record.ok());
    BOOST_TEST((*record)[15] == 3);  // positions
    const auto back = inspect_prints(*record);
    BOOST_REQUIRE(back.ok());
    BOOST_REQUIRE_EQUAL(back->size(), pictures.size());
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        const Print& print = (*back)[i];
        BOOST_TEST((print.position == pictures[i].position));
        BOOST_TEST((print.capture == pictures[i].capture));
        BOOST_TEST(print.impression == pictures[i].impression);
        BOOST_TEST((print.quality == pictures[i].quality));
        BOOST_TEST(print.ppi == pictures[i].image.ppi);
        const auto image = decode_print(print);
        BOOST_REQUIRE(image.ok());
        BOOST_TEST(image->pixels == pictures[i].image.pixels);
    }
}

BOOST_AUTO_TEST_CASE(wsq_in_a_record_is_decoded) {
    const GreyImage print = synthesise(3, 0);
    const auto record = write_fir(std::vector<Written>{{.image = print, .position = Position::right_index, .compression = Compression::wsq}});
    BOOST_REQUIRE(record.ok());
    const auto back = read_prints(*record);
    BOOST_REQUIRE(back.ok());
    BOOST_TEST(back->front().image.pixels == decode_wsq(*encode_wsq(print))->pixels);
    BOOST_TEST((back->front().position == Position::right_index));
}

BOOST_AUTO_TEST_CASE(the_edition_of_2005_is_read) {
    const GreyImage image = tiny();
    const auto raw = read_prints(record_2005(0, image.pixels, image.width, image.height));
    BOOST_REQUIRE(raw.ok());
    BOOST_TEST(raw->front().image.pixels == image.pixels);
    BOOST_TEST(raw->front().image.ppi == 500);  // 197 a centimetre
    BOOST_TEST((raw->front().position == Position::left_index));
    const auto wsq = read_prints(record_2005(2, *encode_wsq(image), image.width, image.height));
    BOOST_TEST(wsq.ok());
    const auto png = *picture::encode_png({.width = image.width, .height = image.height, .channels = 1, .pixels = image.pixels});
    BOOST_TEST(read_prints(record_2005(5, Bytes(png.begin(), png.end()), image.width, image.height)).ok());
    BOOST_TEST(refused(record_2005(4, Bytes(png.begin(), png.end()), image.width, image.height)));  // says JPEG 2000
}

BOOST_AUTO_TEST_CASE(records_cut_anywhere_are_refused) {
    const Bytes record = *write_fir(std::vector<Written>{{.image = tiny(), .quality = 3, .compression = Compression::none}, {.image = tiny(), .compression = Compression::png}});
    for (std::size_t length = 0; length < record.size(); ++length) BOOST_REQUIRE_MESSAGE(refused(std::span(record).first(length)), length << " bytes were accepted");
    const Bytes older = record_2005(0, tiny().pixels, 24, 17);
    for (std::size_t length = 0; length < older.size(); ++length) BOOST_REQUIRE_MESSAGE(refused(std::span(older).first(length)), length << " bytes were accepted");
}

BOOST_AUTO_TEST_CASE(wild_bytes_in_a_header_are_refused_or_harmless) {
    const Bytes good = *write_fir(std::vector<Written>{{.image = tiny(), .quality = 3, .compression = Compression::none}});
    for (std::size_t i = 0; i < good.size() - 24 * 17; ++i)
        for (const int value : {0, 1, 127, 128, 254, 255}) {
            Bytes bad = good;
            bad[i] = static_cast<std::uint8_t>(value);
            const auto prints = read_prints(bad);
            if (prints.ok()) BOOST_REQUIRE_EQUAL(prints->front().image.pixels.size(), 24U * 17U);
            else BOOST_REQUIRE(refused(bad));
        }
}

BOOST_AUTO_TEST_CASE(what_a_record_says_and_its_picture_is_must_agree) {
    const GreyImage image = tiny();
    Bytes record = *write_fir(std::vector<Written>{{.image = image, .compression = Compression::png}});
    BOOST_TEST(!refused(record));
    record[16 + 4 + 9 + 5 + 1 + 15] ^= 1;  // width
    BOOST_TEST(refused(record));
    BOOST_TEST(refused(record_2005(0, image.pixels, image.width, image.height + 1)));
    BOOST_TEST(refused(record_2005(0, image.pixels, 60000, 60000)));
}

BOOST_AUTO_TEST_CASE(palms_and_other_versions_are_said_to_be_unread) {
    Bytes record = *write_fir(std::vector<Written>{{.image = tiny(), .compression = Compression::none}});
    record[16 + 4 + 9 + 5 + 1] = 21;  // right full palm
    BOOST_TEST((read_prints(record).error().code == ErrorCode::finger_image_format));
    record[16 + 4 + 9 + 5 + 1] = 12;
    BOOST_TEST((read_prints(record)->front().position == Position::left_thumb));
    record[5] = '4';
    BOOST_TEST((read_prints(record).error().code == ErrorCode::finger_image_format));
}

BOOST_AUTO_TEST_CASE(files_are_known_by_their_first_bytes) {
    const GreyImage image = tiny(30, 20);
    const auto png = *picture::encode_png({.width = 30, .height = 20, .channels = 1, .pixels = image.pixels}, 500);
    const auto read = read_prints(bytes_of(png));
    BOOST_REQUIRE(read.ok());
    BOOST_TEST(read->front().image.pixels == image.pixels);
    BOOST_TEST(!read->front().ppi_estimated);
    BOOST_TEST((read_prints(bytes_of("not a picture")).error().code == ErrorCode::finger_image_format));
    BOOST_TEST((read_prints({}).error().code == ErrorCode::finger_image_format));
}

// The fuzzer's seeds: synthetic prints in every form that a record may hold.
BOOST_AUTO_TEST_CASE(every_form_of_picture_in_a_record_is_decoded) {
    const std::string source = test::environment("MOTCUA_SOURCE");
    BOOST_REQUIRE(!source.empty());
    for (const std::string form : {"plain", "png", "wsq", "jpeg", "edition_2005", "jpeg2000", "jpeg2000_lossy"}) {
        std::ifstream in(source + "/tests/fuzz/corpus/fir/" + form, std::ios::binary);
        const Bytes record{std::istreambuf_iterator<char>(in), {}};
        const auto prints = read_prints(record);
        BOOST_REQUIRE_MESSAGE(prints.ok(), form << ": " << reason(prints));
        BOOST_TEST(prints->front().image.width == 40);
        BOOST_TEST(prints->front().image.height == 48);
        BOOST_TEST((prints->front().position == Position::left_index));
    }
}

// Ten records as a reader of MOSIP's interface delivers them: JPEG 2000 inside, 500 ppi.
BOOST_AUTO_TEST_CASE(records_of_a_reader_are_decoded) {
    int read = 0;
    for (const Position position : all_positions) {
        std::string name(text(position));
        name[0] = static_cast<char>(name[0] - 'a' + 'A');
        const std::size_t bar = name.find('_');
        name[bar + 1] = static_cast<char>(name[bar + 1] - 'a' + 'A');
        const Bytes record = file_in_test_data("sbi/iso/" + name + ".iso");
        if (record.empty()) continue;
        ++read;
        const auto prints = read_prints(record);
        BOOST_REQUIRE_MESSAGE(prints.ok(), name << ": " << reason(prints));
        BOOST_TEST((prints->front().position == position));
        BOOST_TEST(prints->front().image.ppi == 500);
        const auto info = inspect_prints(record);
        BOOST_REQUIRE(info.ok());
        BOOST_TEST(info->front().impression == 29);
        BOOST_TEST(info->front().quality.has_value());
        for (const std::size_t length : {std::size_t{40}, std::size_t{100}, record.size() / 2, record.size() - 1}) BOOST_TEST(refused(std::span(record).first(length)));
    }
    BOOST_TEST_MESSAGE(read << " records of a reader");
    BOOST_TEST((read == 0 || read == 10));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace motcua::finger
