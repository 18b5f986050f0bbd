// Each measure on pictures whose answer is known.
#include <boost/test/unit_test.hpp>

#include <cmath>

#include "shared/portrait/measures/measures.hpp"

using namespace motcua;
using namespace motcua::portrait;
using picture::Picture;

namespace {

constexpr int width = 300, height = 400;

/// A face whose eyes are 80 pixels apart, the mouth 90 below them.
Face face_at(double x, double y) {
    return {.box = {x - 80, y - 60, 160, 180},
            .left_eye = {x - 40, y},
            .right_eye = {x + 40, y},
            .nose = {x, y + 45},
            .mouth = {x, y + 90},
            .left_ear = {x - 80, y + 10},
            .right_ear = {x + 80, y + 10},
            .confidence = 0.9};
}
Subject subject(const Picture& p) { return prepare(p, {face_at(150, 170)}); }

Picture checks(int size, std::uint8_t dark, std::uint8_t light) {
    Picture p = picture::blank(width, height, 3, 0);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width * 3; ++x) p.row(y)[x] = (x / 3 / size + y / size) % 2 ? dark : light;
    return p;
}

/// Square cells of random grey: detail at every scale above the cell's.
Picture mosaic(int size) {
    Picture p = picture::blank(width, height, 3, 0);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width * 3; ++x)
            p.row(y)[x] = static_cast<std::uint8_t>(60 + (static_cast<std::uint32_t>(x / 3 / size) * 2654435761u +
                                                          static_cast<std::uint32_t>(y / size) * 40503u * 65599u) %
                                                             131);
    return p;
}

Picture blurred(const Picture& p, int radius) {
    Picture out = p;
    for (int y = 0; y < p.height; ++y)
        for (int x = 0; x < p.width; ++x)
            for (int c = 0; c < 3; ++c) {
                int sum = 0, n = 0;
                for (int j = -radius; j <= radius; ++j)
                    for (int i = -radius; i <= radius; ++i)
                        if (y + j >= 0 && y + j < p.height && x + i >= 0 && x + i < p.width)
                            sum += p.row(y + j)[3 * (x + i) + c], ++n;
                out.row(y)[3 * x + c] = static_cast<std::uint8_t>(sum / n);
            }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(portrait_measures)

BOOST_AUTO_TEST_CASE(distances_come_from_the_key_points) {
    const Subject s = subject(picture::blank(width, height, 3, 128));
    BOOST_TEST(measures::eye_distance(s).value == 80, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(measures::head_size(s).value == 1.52 * 90 / height, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(measures::crop_left(s).value == 190.0 / 80, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(measures::crop_right(s).value == 190.0 / 80, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(measures::margin_above(s).value == 170.5 / (1.52 * 90), boost::test_tools::tolerance(0.01));
    BOOST_TEST(measures::single_face(s).value == 0);
}

BOOST_AUTO_TEST_CASE(a_tilted_head_has_the_angle_of_its_eyes) {
    Face face = face_at(150, 170);
    face.right_eye.y += 80 * std::tan(10 * 3.14159265358979 / 180);
    const Subject s = prepare(picture::blank(width, height, 3, 128), {face});
    BOOST_TEST(measures::roll(s).value == 10, boost::test_tools::tolerance(0.001));
    BOOST_TEST(measures::roll(subject(picture::blank(width, height, 3, 9))).value == 0);
}

BOOST_AUTO_TEST_CASE(a_turned_head_shows_in_the_nose) {
    for (const double aside : {-12.0, 0.0, 12.0}) {
        Face face = face_at(150, 170);
        face.nose.x += aside;
        const double yaw = measures::yaw(prepare(picture::blank(width, height, 3, 128), {face})).value;
        BOOST_TEST((aside == 0 ? std::abs(yaw) < 0.01 : yaw * aside > 0 && std::abs(yaw) > 15));
    }
}

BOOST_AUTO_TEST_CASE(luminance_is_linear_light) {
    BOOST_TEST(measures::luminance_mean(subject(picture::blank(width, height, 3, 188))).value == 0.502,
               boost::test_tools::tolerance(0.01));
    BOOST_TEST(measures::luminance_mean(subject(picture::blank(width, height, 3, 255))).value == 1);
    BOOST_TEST(measures::luminance_variance(subject(picture::blank(width, height, 3, 100))).value == 0);
    const Measure halves = measures::luminance_variance(subject(checks(1, 0, 255)));
    BOOST_TEST(halves.value == 0.25, boost::test_tools::tolerance(0.05));
}

BOOST_AUTO_TEST_CASE(exposure_counts_the_ends_of_the_scale) {
    BOOST_TEST(measures::under_exposure(subject(picture::blank(width, height, 3, 40))).value == 1);
    BOOST_TEST(measures::under_exposure(subject(picture::blank(width, height, 3, 40))).score == 0);
    BOOST_TEST(measures::over_exposure(subject(picture::blank(width, height, 3, 255))).value == 1);
    BOOST_TEST(measures::over_exposure(subject(picture::blank(width, height, 3, 128))).score == 100);
    BOOST_TEST(measures::under_exposure(subject(checks(1, 10, 200))).value == 0.5, boost::test_tools::tolerance(0.05));
}

BOOST_AUTO_TEST_CASE(dynamic_range_is_the_entropy_in_bits) {
    BOOST_TEST(measures::dynamic_range(subject(picture::blank(width, height, 3, 99))).value == 0);
    BOOST_TEST(measures::dynamic_range(subject(checks(1, 10, 200))).value == 1, boost::test_tools::tolerance(0.01));
}

BOOST_AUTO_TEST_CASE(light_from_one_side_parts_the_cheeks) {
    Picture p = picture::blank(width, height, 3, 90);
    BOOST_TEST(measures::illumination(subject(p)).value == 1);
    for (int y = 0; y < height; ++y)
        for (int x = 150 * 3; x < width * 3; ++x) p.row(y)[x] = 180;
    BOOST_TEST(measures::illumination(subject(p)).value == 0);
}

BOOST_AUTO_TEST_CASE(skin_is_natural_and_blue_light_is_not) {
    auto of = [](std::uint8_t b, std::uint8_t g, std::uint8_t r) {
        Picture p = picture::blank(width, height, 3, 0);
        for (std::size_t i = 0; i < p.pixels.size(); i += 3) p.pixels[i] = b, p.pixels[i + 1] = g, p.pixels[i + 2] = r;
        return measures::natural_colour(subject(p)).score;
    };
    BOOST_TEST(of(120, 150, 200) == 100);  // light skin
    BOOST_TEST(of(50, 70, 105) == 100);    // dark skin
    BOOST_TEST(of(220, 120, 90) == 0);     // blue
    BOOST_TEST(of(128, 128, 128) < 80);    // grey
}

BOOST_AUTO_TEST_CASE(blur_lowers_sharpness_step_by_step) {
    const Picture sharp = mosaic(7);
    double before = 101;
    for (const int radius : {0, 1, 2, 4}) {
        const double value = measures::sharpness(subject(radius ? blurred(sharp, radius) : sharp)).value;
        BOOST_TEST(value < before);
        before = value;
    }
}

BOOST_AUTO_TEST_CASE(sharpness_does_not_depend_on_contrast) {
    const double strong = measures::sharpness(subject(checks(6, 40, 220))).value,
                 weak = measures::sharpness(subject(checks(6, 110, 140))).value;
    BOOST_TEST(std::abs(strong - weak) < 3);
}

BOOST_AUTO_TEST_CASE(a_busy_background_is_less_uniform_than_a_wall) {
    const Measure wall = measures::background_uniformity(subject(picture::blank(width, height, 3, 220)));
    const Measure busy = measures::background_uniformity(subject(checks(6, 20, 230)));
    BOOST_TEST(wall.value == 0);
    BOOST_TEST(wall.score == 100);
    BOOST_TEST(busy.score < 40);
    BOOST_TEST(measures::background_brightness(subject(picture::blank(width, height, 3, 204))).value == 0.8,
               boost::test_tools::tolerance(0.001));
}

BOOST_AUTO_TEST_CASE(without_a_face_nothing_is_assessed) {
    const Subject s = prepare(picture::blank(width, height, 3, 128), {});
    for (const Measure& m : {measures::single_face(s), measures::eye_distance(s), measures::yaw(s), measures::sharpness(s),
                             measures::luminance_mean(s), measures::background_uniformity(s), measures::illumination(s)})
        BOOST_TEST(!m.assessed);
}

BOOST_AUTO_TEST_SUITE_END()
