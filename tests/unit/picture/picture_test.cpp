#include <boost/test/unit_test.hpp>

#include "shared/picture/picture.hpp"

using namespace motcua;
using picture::Colour;
using picture::Picture;

namespace {

Picture gradient(int width, int height, int channels = 3) {
    Picture p = picture::blank(width, height, channels, 0);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width * channels; ++x) p.row(y)[x] = static_cast<std::uint8_t>((x * 5 + y * 3 + x * y / 7) & 255);
    return p;
}

std::string error_of(const std::string& bytes) {
    const auto result = picture::decode(bytes);
    return result ? "decoded" : std::string(describe(result.error().code).code);
}

std::string le32(std::uint32_t v) {
    std::string out;
    for (int i = 0; i < 4; ++i) out += static_cast<char>(v >> (8 * i));
    return out;
}
std::string le16(std::uint16_t v) { return le32(v).substr(0, 2); }

std::string bmp(std::int32_t width, std::int32_t height, std::uint16_t bits, const std::string& palette,
                const std::string& rows) {
    return "BM" + le32(static_cast<std::uint32_t>(54 + palette.size() + rows.size())) + le32(0) +
           le32(static_cast<std::uint32_t>(54 + palette.size())) + le32(40) + le32(static_cast<std::uint32_t>(width)) +
           le32(static_cast<std::uint32_t>(height)) + le16(1) + le16(bits) + le32(0) + le32(0) + le32(19685) + le32(19685) +
           le32(static_cast<std::uint32_t>(palette.size() / 4)) + le32(0) + palette + rows;
}

/// A JPEG with an EXIF segment that says how the camera was held.
std::string with_orientation(const std::string& jpeg, int orientation) {
    std::string tiff = "II" + le16(42) + le32(8) + le16(1) + le16(0x0112) + le16(3) + le32(1) +
                       le32(static_cast<std::uint32_t>(orientation)) + le32(0);
    const std::string body = std::string("Exif\0\0", 6) + tiff;
    const std::size_t size = body.size() + 2;
    std::string segment = "\xff\xe1";
    segment += static_cast<char>(size >> 8);
    segment += static_cast<char>(size & 255);
    return jpeg.substr(0, 2) + segment + body + jpeg.substr(2);
}

std::uint64_t fingerprint(const std::vector<std::uint8_t>& bytes) {
    std::uint64_t h = 1469598103934665603ull;
    for (const std::uint8_t b : bytes) h = (h ^ b) * 1099511628211ull;
    return h;
}

/// Small deterministic random numbers for the hostile files.
struct Random {
    std::uint32_t state = 1;
    std::uint32_t operator()() { return state = state * 1664525u + 1013904223u, state >> 8; }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(pictures)

BOOST_AUTO_TEST_CASE(a_png_comes_back_as_it_went_in) {
    for (const int channels : {1, 3}) {
        const Picture p = gradient(61, 37, channels);
        const auto bytes = picture::encode_png(p, 500);
        BOOST_REQUIRE(bytes.ok());
        const auto info = picture::inspect(*bytes);
        BOOST_REQUIRE(info.ok());
        BOOST_TEST(info->width == 61);
        BOOST_TEST(info->height == 37);
        BOOST_TEST(info->dpi == 500);
        const auto back = picture::decode(*bytes, channels == 1 ? Colour::grey : Colour::bgr);
        BOOST_REQUIRE(back.ok());
        BOOST_TEST((back->pixels == p.pixels));
    }
}

BOOST_AUTO_TEST_CASE(a_jpeg_comes_back_nearly_as_it_went_in) {
    Picture p = picture::blank(64, 48, 3, 0);
    for (int y = 0; y < 48; ++y)
        for (int x = 0; x < 64; ++x)
            p.row(y)[3 * x] = p.row(y)[3 * x + 1] = p.row(y)[3 * x + 2] = static_cast<std::uint8_t>(2 * x + y);
    const auto back = picture::decode(*picture::encode_jpeg(p, 95));
    BOOST_REQUIRE(back.ok());
    int worst = 0;
    for (std::size_t i = 0; i < p.pixels.size(); ++i) worst = std::max(worst, std::abs(p.pixels[i] - back->pixels[i]));
    BOOST_TEST(worst <= 4);
}

BOOST_AUTO_TEST_CASE(jpeg_bytes_and_pixels_are_the_same_in_every_build) {
    const auto bytes = picture::encode_jpeg(gradient(160, 120), 80);
    BOOST_REQUIRE(bytes.ok());
    BOOST_TEST(fingerprint({bytes->begin(), bytes->end()}) == 13787816529246837927ull);
    BOOST_TEST(fingerprint(picture::decode(*bytes)->pixels) == 6597387993402297502ull);
    BOOST_TEST(fingerprint(picture::decode(*bytes, Colour::grey)->pixels) == 9969473593594774994ull);
}

BOOST_AUTO_TEST_CASE(a_bmp_is_read_bottom_up_and_top_down) {
    const std::string bottom_up = bmp(2, 2, 24, "", std::string("\1\2\3\4\5\6\0\0\7\10\11\12\13\14\0\0", 16));
    const auto p = picture::decode(bottom_up);
    BOOST_REQUIRE(p.ok());
    BOOST_TEST((p->pixels == std::vector<std::uint8_t>{7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6}));
    const auto q = picture::decode(bmp(2, -2, 24, "", std::string("\1\2\3\4\5\6\0\0\7\10\11\12\13\14\0\0", 16)));
    BOOST_REQUIRE(q.ok());
    BOOST_TEST((q->pixels == std::vector<std::uint8_t>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}));
    BOOST_TEST(picture::inspect(bottom_up)->dpi == 500);
}

BOOST_AUTO_TEST_CASE(a_bmp_with_a_palette_is_looked_up_and_never_read_past_it) {
    const auto p = picture::decode(bmp(2, 1, 8, std::string("\0\0\0\0\12\24\36\0", 8), std::string("\1\377\0\0", 4)));
    BOOST_REQUIRE(p.ok());
    BOOST_TEST((p->pixels == std::vector<std::uint8_t>{10, 20, 30, 10, 20, 30}));
}

BOOST_AUTO_TEST_CASE(the_way_the_camera_was_held_is_undone) {
    Picture p = picture::blank(32, 16, 3, 20);
    for (int y = 0; y < 8; ++y)
        for (int x = 0; x < 8 * 3; ++x) p.row(y)[x] = 240;  // bright corner at the top left
    const std::string jpeg = *picture::encode_jpeg(p, 95);
    const struct {
        int orientation, width, height, x, y;
    } cases[] = {{1, 32, 16, 2, 2}, {2, 32, 16, 29, 2}, {3, 32, 16, 29, 13}, {4, 32, 16, 2, 13},
                 {5, 16, 32, 2, 2}, {6, 16, 32, 13, 2}, {7, 16, 32, 13, 29}, {8, 16, 32, 2, 29}};
    for (const auto& c : cases) {
        const auto turned = picture::decode(with_orientation(jpeg, c.orientation));
        BOOST_REQUIRE(turned.ok());
        BOOST_TEST_CONTEXT("orientation " << c.orientation) {
            BOOST_TEST(turned->width == c.width);
            BOOST_TEST(turned->height == c.height);
            BOOST_TEST(int{turned->row(c.y)[3 * c.x]} > 200);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_reencoded_jpeg_carries_no_metadata) {
    const auto p = picture::decode(with_orientation(*picture::encode_jpeg(gradient(40, 30)), 6));
    BOOST_TEST(picture::encode_jpeg(*p)->find("Exif") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_bomb_is_refused_by_its_header) {
    std::string png = *picture::encode_png(gradient(8, 8));
    png.replace(16, 8, std::string("\0\0\xea\x60\0\0\xea\x60", 8));  // 60,000 x 60,000
    BOOST_TEST(error_of(png) == "picture.too_many_pixels");
    std::string jpeg = *picture::encode_jpeg(gradient(8, 8));
    const std::size_t frame = jpeg.find("\xff\xc0");
    jpeg.replace(frame + 5, 4, std::string("\xff\xff\xff\xff", 4));
    BOOST_TEST(error_of(jpeg) == "picture.too_many_pixels");
    BOOST_TEST(error_of(bmp(30000, 30000, 24, "", "")) == "picture.too_many_pixels");
}

BOOST_AUTO_TEST_CASE(a_part_of_a_png_that_says_it_is_longer_than_any_is_refused_and_not_gone_round_for_ever) {
    std::string png = *picture::encode_png(gradient(8, 8));
    png.insert(33, std::string("\xff\xff\xff\xf4tEXt\0\0\0\0", 12));  // 12 more wrap to the same place in 32 bits
    BOOST_TEST(error_of(png) == "picture.damaged");
}

BOOST_AUTO_TEST_CASE(what_is_no_picture_is_named_so) {
    BOOST_TEST(error_of("") == "picture.format");
    BOOST_TEST(error_of("%PDF-1.7 not a picture") == "picture.format");
    BOOST_TEST(error_of("GIF89a") == "picture.format");
    BOOST_TEST(error_of(bmp(2, 2, 4, "", std::string(16, '\0'))) == "picture.format");
    BOOST_TEST(error_of(bmp(200, 200, 24, "", "short")) == "picture.damaged");
    BOOST_TEST(error_of(bmp(0, 2, 24, "", "")) == "picture.damaged");
}

BOOST_AUTO_TEST_CASE(a_cut_file_is_an_error_at_every_length) {
    for (const std::string& whole : {*picture::encode_jpeg(gradient(48, 40)), *picture::encode_png(gradient(48, 40))})
        for (std::size_t size = 0; size + 2 < whole.size(); size += 7) {
            BOOST_TEST_CONTEXT("first " << size << " of " << whole.size()) {
                BOOST_TEST(error_of(whole.substr(0, size)) != "decoded");
            }
        }
}

BOOST_AUTO_TEST_CASE(changed_bytes_never_crash) {
    Random random;
    for (const std::string& whole :
         {*picture::encode_jpeg(gradient(40, 33)), *picture::encode_png(gradient(40, 33)),
          bmp(4, 4, 24, "", std::string(48, '\7')), with_orientation(*picture::encode_jpeg(gradient(17, 9)), 8)})
        for (int round = 0; round < 800; ++round) {
            std::string bad = whole;
            for (std::uint32_t n = 1 + random() % 6; n > 0; --n)
                bad[random() % (round % 2 ? bad.size() : std::min<std::size_t>(bad.size(), 80))] = static_cast<char>(random());
            const auto result = picture::decode(bad);
            if (result) BOOST_TEST(result->pixels.size() == result->stride() * static_cast<std::size_t>(result->height));
        }
}

BOOST_AUTO_TEST_CASE(scaling_keeps_an_even_picture_even_and_an_average_its_mean) {
    const Picture even = picture::blank(50, 40, 3, 137);
    for (const auto& [w, h] : {std::pair{13, 11}, {50, 40}, {120, 77}}) {
        const Picture out = picture::resize(even, w, h);
        BOOST_TEST(out.width == w);
        BOOST_TEST(std::all_of(out.pixels.begin(), out.pixels.end(), [](std::uint8_t v) { return v == 137; }));
    }
    Picture halves = picture::blank(4, 2, 1, 0);
    halves.pixels = {0, 100, 200, 50, 100, 200, 100, 150};
    BOOST_TEST((picture::resize(halves, 2, 1).pixels == std::vector<std::uint8_t>{100, 125}));
}

BOOST_AUTO_TEST_CASE(a_crop_beyond_the_edge_repeats_the_edge) {
    Picture p = picture::blank(2, 1, 1, 0);
    p.pixels = {10, 20};
    BOOST_TEST((picture::crop(p, -1, 0, 4, 1).pixels == std::vector<std::uint8_t>{10, 10, 20, 20}));
}

BOOST_AUTO_TEST_CASE(a_camera_frame_must_have_the_size_it_says) {
    const std::vector<std::uint8_t> rgba{1, 2, 3, 255, 4, 5, 6, 255};
    const auto p = picture::from_rgba(rgba, 2, 1);
    BOOST_REQUIRE(p.ok());
    BOOST_TEST((p->pixels == std::vector<std::uint8_t>{3, 2, 1, 6, 5, 4}));
    BOOST_TEST(!picture::from_rgba(rgba, 2, 2).ok());
    BOOST_TEST(!picture::from_rgba(rgba, -2, -1).ok());
}

BOOST_AUTO_TEST_SUITE_END()
