// The cut to the official format: where it lies, that nothing is enlarged or invented, and that its pixels are the right ones.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "shared/portrait/official.hpp"
#include "tests/unit/portrait/environment.hpp"

using namespace motcua;
using namespace motcua::portrait;
using picture::Picture;

namespace {

/// A face whose chin is `chin` below the eyes, tilted by `degrees` (positive: the viewer's right eye is lower).
Geometry geometry(double x, double y, double chin, double degrees = 0) {
    const double angle = degrees * 3.14159265358979 / 180;
    Geometry g{.eyes = {x, y}, .across = {std::cos(angle), std::sin(angle)}, .down = {-std::sin(angle), std::cos(angle)}};
    g.eye_distance = chin / 1.6;
    g.mouth_distance = chin / 1.52;
    g.chin_distance = chin;
    return g;
}
bool inside(const Cut& cut, int width, int height) {
    for (const int sx : {-1, 1})
        for (const int sy : {-1, 1}) {
            const double a = sx * cut.width * cut.scale / 2, d = sy * cut.height * cut.scale / 2;
            const double x = cut.centre.x + a * cut.across.x - d * cut.across.y,
                         y = cut.centre.y + a * cut.across.y + d * cut.across.x;
            if (x < -1e-6 || y < -1e-6 || x > width + 1e-6 || y > height + 1e-6) return false;
        }
    return true;
}
/// Every pixel says where it is: blue x, green y (both over 8), red a mark.
Picture chart(int width, int height) {
    Picture p = picture::blank(width, height, 3, 0);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            p.row(y)[3 * x] = static_cast<std::uint8_t>(x / 8);
            p.row(y)[3 * x + 1] = static_cast<std::uint8_t>(y / 8);
            p.row(y)[3 * x + 2] = static_cast<std::uint8_t>((x * 7 + y * 13) & 255);
        }
    return p;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(portrait_official)

BOOST_AUTO_TEST_CASE(a_face_with_room_around_it_gets_the_ideal_cut) {
    const auto cut = plan_cut(geometry(640, 480, 144), 1280, 960, policy_vn().format);
    BOOST_REQUIRE(cut.has_value());
    BOOST_TEST(cut->width * 4 == cut->height * 3);
    BOOST_TEST(cut->height == 400);  // 2 * 144 / 0.72
    BOOST_TEST(cut->scale == 1.0);
    const double eyes_at = (480.5 - (cut->centre.y - cut->height / 2.0)) / cut->height;
    BOOST_TEST(std::abs(eyes_at - 0.46) < 0.003);
    BOOST_TEST(std::abs(cut->centre.x - 640) <= 1);
    BOOST_TEST(inside(*cut, 1280, 960));
}

BOOST_AUTO_TEST_CASE(an_upright_cut_of_full_size_has_the_very_pixels_of_the_picture) {
    const Picture whole = chart(800, 700);
    const auto cut = plan_cut(geometry(401.25, 322.75, 150.5), 800, 700, policy_vn().format);
    BOOST_REQUIRE(cut.has_value());
    const Picture got = cut_out(whole, *cut);
    const int left = static_cast<int>(cut->centre.x - cut->width / 2.0),
              top = static_cast<int>(cut->centre.y - cut->height / 2.0);
    const Picture wanted = picture::crop(whole, left, top, cut->width, cut->height);
    BOOST_TEST((got.pixels == wanted.pixels));
}

BOOST_AUTO_TEST_CASE(what_leaves_the_picture_is_not_invented) {
    // a webcam's frame, the head near its upper edge and so close that the ideal would be 600 high
    for (const auto& face : {geometry(320, 200, 216), geometry(60, 240, 120), geometry(320, 30, 100), geometry(630, 470, 150),
                             geometry(320, 240, 200, 8), geometry(80, 200, 150, -14)}) {
        const auto cut = plan_cut(face, 640, 480, policy_vn().format);
        BOOST_REQUIRE(cut.has_value());
        BOOST_TEST(inside(*cut, 640, 480));
        BOOST_TEST(cut->scale >= 1.0);
        BOOST_TEST(cut->width * 4 == cut->height * 3);
    }
    const auto close = plan_cut(geometry(320, 200, 216), 640, 480, policy_vn().format);
    BOOST_TEST(close->height == 480);  // the largest that fits
    const auto aside = plan_cut(geometry(60, 240, 120), 640, 480, policy_vn().format);
    BOOST_TEST(aside->height == 332);  // not smaller: moved
    BOOST_TEST(aside->centre.x == aside->width / 2.0);
}

BOOST_AUTO_TEST_CASE(a_tilted_head_is_straightened_within_reason) {
    const auto level = [](double degrees) { return plan_cut(geometry(640, 480, 144, degrees), 1280, 960, policy_vn().format)->across; };
    BOOST_TEST(level(0.4).y == 0.0);
    BOOST_TEST(std::abs(level(6).y - std::sin(6 * 3.14159265 / 180)) < 1e-6);
    BOOST_TEST(level(20).y == 0.0);
    // the eyes come to lie level: the chart's two marks at the eyes are found in one row
    const Picture whole = chart(1280, 960);
    const auto face = geometry(640, 480, 144, 6);
    const auto cut = plan_cut(face, 1280, 960, policy_vn().format);
    const Picture got = cut_out(whole, *cut);
    const int row = static_cast<int>(0.46 * got.height), reach = 45;
    for (const int side : {-1, 1}) {
        const std::uint8_t* at = got.row(row) + 3 * (got.width / 2 + side * reach);
        BOOST_TEST(std::abs(at[0] * 8 + 4 - (640 + side * reach * face.across.x)) <= 9);
        BOOST_TEST(std::abs(at[1] * 8 + 4 - (480 + side * reach * face.across.y)) <= 9);
    }
}

BOOST_AUTO_TEST_CASE(each_policy_has_a_format_of_its_own) {
    const Date day{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{29}};
    const Format icao = find_policy("icao", day)->format, vn = policy_vn().format;
    BOOST_TEST(vn.across * 4 == vn.down * 3);
    BOOST_TEST(icao.across * 45 == icao.down * 35);
    for (const Format& format : {vn, icao}) {
        const auto cut = plan_cut(geometry(640, 480, 144), 1280, 960, format);
        BOOST_REQUIRE(cut.has_value());
        BOOST_TEST(cut->width * format.down == cut->height * format.across);
        BOOST_TEST(std::abs(2 * 144 / format.head - cut->height * cut->scale) < format.down);  // whole units of the ratio
    }
}

BOOST_AUTO_TEST_CASE(a_large_picture_is_averaged_down_and_a_small_face_makes_none) {
    const auto cut = plan_cut(geometry(2000, 1500, 900), 4000, 3000, policy_vn().format);
    BOOST_REQUIRE(cut.has_value());
    BOOST_TEST(cut->width == 900);
    BOOST_TEST(cut->height == 1200);
    BOOST_TEST(cut->scale > 2.0);
    BOOST_TEST(inside(*cut, 4000, 3000));
    // fine stripes become an even grey, not a moire
    Picture stripes = picture::blank(4000, 3000, 1, 0);
    for (int y = 0; y < stripes.height; ++y)
        for (int x = 0; x < stripes.width; ++x) stripes.row(y)[x] = x % 2 ? 255 : 0;
    const Picture got = cut_out(stripes, *cut);
    for (int x = 10; x < 890; x += 37) BOOST_TEST(std::abs(got.row(600)[x] - 128) < 48);
    BOOST_TEST(!plan_cut(geometry(100, 100, 20), 640, 480, policy_vn().format).has_value());
    BOOST_TEST(!plan_cut(geometry(100, 100, 0), 640, 480, policy_vn().format).has_value());
}

BOOST_AUTO_TEST_CASE(the_painted_portrait_stays_good_when_it_is_cut_and_judged_again) {
    const auto models = Models::load({.detector = test::bytes_of(test::environment("MOTCUA_MODELS") + "/blazeface.onnx")});
    if (!models) {
        BOOST_TEST_MESSAGE("skipped: no networks in MOTCUA_MODELS");
        return;
    }
    const auto portrait = picture::decode(test::bytes_of(test::environment("MOTCUA_SOURCE") + "/tests/parity/portrait/good.jpg"));
    BOOST_REQUIRE(portrait.ok());
    const Official official = *make_official(*portrait, **models, policy_vn());
    BOOST_TEST(official.verdict.valid, to_json(official.verdict));
    const auto cut = picture::decode(official.jpeg);
    BOOST_REQUIRE(cut.ok());
    BOOST_TEST(cut->width * 4 == cut->height * 3);
    BOOST_TEST(cut->height <= portrait->height);
    BOOST_TEST(picture::decode(official.whole).ok());
    // the server judges the bytes that it gets, and says the same
    BOOST_TEST(to_json(*judge(*cut, **models, policy_vn())) == to_json(official.verdict));
    // cut again it stays as it is, near enough
    const Official again = *make_official(*cut, **models, policy_vn());
    BOOST_TEST(std::abs(picture::decode(again.jpeg)->height - cut->height) <= cut->height / 20);
    // two of a size: nobody is cut out
    Picture two = picture::blank(2 * portrait->width, portrait->height, 3, 220);
    for (int y = 0; y < two.height; ++y)
        for (const int half : {0, 1}) std::copy_n(portrait->row(y), portrait->stride(), two.row(y) + half * static_cast<int>(portrait->stride()));
    const Official pair = *make_official(two, **models, policy_vn());
    BOOST_TEST(pair.jpeg.empty());
    BOOST_TEST((pair.verdict.causes.front() == Cause::several_faces), to_json(pair.verdict));
    const Official nobody = *make_official(picture::blank(640, 480, 3, 220), **models, policy_vn());
    BOOST_TEST(nobody.jpeg.empty());
    BOOST_TEST((nobody.verdict.causes == std::vector{Cause::no_face}));
}

BOOST_AUTO_TEST_SUITE_END()
