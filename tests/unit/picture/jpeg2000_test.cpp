#include <boost/test/unit_test.hpp>

#include <cmath>

#include "shared/picture/jpeg2000.hpp"
#include "tests/unit/picture/jp2.hpp"

using namespace motcua;
using namespace motcua::picture;

namespace {

Picture pattern(int width, int height, int channels) {
    Picture p = blank(width, height, channels, 0);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width * channels; ++x) p.row(y)[x] = static_cast<std::uint8_t>((x * 7 + y * 5 + x * y / 11) & 255);
    return p;
}

std::string error_of(const Result<Picture>& result) { return result ? "decoded" : std::string(describe(result.error().code).code); }

}  // namespace

BOOST_AUTO_TEST_SUITE(jpeg2000)

BOOST_AUTO_TEST_CASE(lossless_comes_back_exactly_in_grey_and_in_colour) {
    for (const int channels : {1, 3})
        for (const bool bare : {false, true}) {
            const Picture before = pattern(61, 45, channels);
            const std::string file = test::encode_jp2(before, {.bare = bare});
            BOOST_REQUIRE(is_jpeg2000(file));
            const auto info = inspect_jpeg2000(file);
            BOOST_REQUIRE(info.ok());
            BOOST_TEST(info->width == 61);
            BOOST_TEST(info->height == 45);
            const auto after = decode_jpeg2000(file, channels == 1 ? Colour::grey : Colour::bgr);
            BOOST_REQUIRE(after.ok());
            BOOST_TEST(after->pixels == before.pixels);
            const auto other = decode_jpeg2000(file, channels == 1 ? Colour::bgr : Colour::grey);
            BOOST_REQUIRE(other.ok());
            BOOST_TEST(other->channels == 4 - channels);
        }
}

BOOST_AUTO_TEST_CASE(lossy_and_tiled_files_are_decoded) {
    const Picture before = pattern(128, 96, 1);
    const auto lossy = decode_jpeg2000(test::encode_jp2(before, {.ratio = 4}), Colour::grey);
    BOOST_REQUIRE(lossy.ok());
    double error = 0;
    for (std::size_t i = 0; i < before.pixels.size(); ++i) error += std::abs(before.pixels[i] - lossy->pixels[i]);
    BOOST_TEST(error / static_cast<double>(before.pixels.size()) < 12);
    const auto tiled = decode_jpeg2000(test::encode_jp2(before, {.tile = 32}), Colour::grey);
    BOOST_REQUIRE(tiled.ok());
    BOOST_TEST(tiled->pixels == before.pixels);
}

BOOST_AUTO_TEST_CASE(what_is_cut_short_or_wild_is_refused) {
    const std::string file = test::encode_jp2(pattern(40, 30, 1));
    for (std::size_t length = 0; length < file.size() - 2; ++length)  // without the end marker OpenJPEG has everything
        BOOST_REQUIRE_MESSAGE(error_of(decode_jpeg2000(std::string_view(file).substr(0, length), Colour::grey)) != "decoded", length << " bytes were accepted");
    for (std::size_t i = 0; i < file.size(); ++i)
        for (const char value : {'\0', '\x7f', '\xff'}) {
            std::string bad = file;
            bad[i] = value;
            const auto picture = decode_jpeg2000(bad, Colour::grey);
            if (picture.ok()) BOOST_REQUIRE_EQUAL(picture->pixels.size(), static_cast<std::size_t>(picture->width) * static_cast<std::size_t>(picture->height));
        }
}

BOOST_AUTO_TEST_CASE(sizes_tiles_and_depths_are_checked_in_the_header) {
    const std::string file = test::encode_jp2(pattern(40, 30, 1), {.bare = true});
    std::string huge = file;
    huge.replace(8, 4, "\x7f\xff\xff\xff", 4);
    BOOST_TEST(error_of(decode_jpeg2000(huge, Colour::grey)) == "picture.too_many_pixels");
    std::string shredded = file;
    shredded.replace(8, 8, std::string("\0\0\x07\xd0\0\0\x07\xd0", 8));
    shredded.replace(24, 8, std::string("\0\0\0\1\0\0\0\1", 8));  // two thousand pixels a side in tiles of one
    BOOST_TEST(error_of(decode_jpeg2000(shredded, Colour::grey)) == "picture.damaged");
    BOOST_TEST(error_of(decode_jpeg2000(test::encode_jp2(pattern(40, 30, 1), {.bits = 12}), Colour::grey)) == "picture.colour");
    BOOST_TEST(error_of(decode_jpeg2000(test::encode_jp2(pattern(40, 30, 1), {.subsampling = 2}), Colour::grey)) == "picture.colour");
    BOOST_TEST(error_of(decode_jpeg2000("no picture", Colour::grey)) == "picture.format");
    BOOST_TEST(error_of(decode(file)) == "picture.format");  // photographs are not taken in this form
}

BOOST_AUTO_TEST_SUITE_END()
