// Each measure on pictures whose answer is known.
#include <boost/test/unit_test.hpp>

#include <cmath>

#include "shared/portrait/canonical_face.hpp"
#include "shared/portrait/measures/measures.hpp"
#include "tests/unit/portrait/degrade.hpp"

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
/// A person in the middle: head and shoulders of the mask.
Picture person_mask() {
    Picture mask = picture::blank(width, height, 1, 0);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const double u = (x - 150) / 85.0, v = (y - 195) / 125.0;
            if (u * u + v * v < 1 || y > 330) mask.row(y)[x] = 255;
        }
    return mask;
}
Subject subject(const Picture& p) { return prepare(p, {face_at(150, 170)}, {.person = person_mask()}, Extent::full); }

constexpr double radians = 3.14159265358979323846 / 180;

/// The canonical face turned, in a picture where its eyes are 80 pixels apart; lids, lips, chin and outline where they belong.
Landmarks mesh_at(double x, double y, Pose pose = {}) {
    const double cy = std::cos(pose.yaw * radians), sy = std::sin(pose.yaw * radians), cp = std::cos(pose.pitch * radians),
                 sp = std::sin(pose.pitch * radians), cr = std::cos(pose.roll * radians), sr = std::sin(pose.roll * radians);
    constexpr double scale = 80 / 6.302;  // pixels a centimetre: the canonical eyes' centres
    auto turned = [&](Point3 p) {
        p.y -= 2.62;                                                    // from the eye line
        const Point3 a{cy * p.x + sy * p.z, p.y, cy * p.z - sy * p.x};  // about the vertical axis
        const Point3 b{a.x, cp * a.y - sp * a.z, sp * a.y + cp * a.z};  // nodding forward
        return Point3{x + scale * (cr * b.x + sr * b.y), y - scale * (cr * b.y - sr * b.x), -scale * b.z};
    };
    Landmarks l{.presence = 1};
    l.points.fill(turned({0, -0.4, 7}));
    for (const CanonicalPoint& c : canonical_face) l.points[c.landmark] = turned(c.canonical);
    l.points[152] = turned({0, -9.403, 4.264}), l.points[61] = turned({-2.456, -4.343, 4.284}),
    l.points[291] = turned({2.456, -4.343, 4.284});
    l.points[13] = turned({0, -4.25, 5.3}), l.points[14] = turned({0, -4.35, 5.3});
    return l;
}

Subject turned_subject(Pose pose) {
    return prepare(picture::blank(width, height, 3, 128), {face_at(150, 170)}, {.mesh = mesh_at(150, 170, pose)}, Extent::full);
}

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
    const Subject s = prepare(picture::blank(width, height, 3, 128), {face}, Findings{}, Extent::full);
    BOOST_TEST(measures::roll(s).value == 10, boost::test_tools::tolerance(0.001));
    BOOST_TEST(measures::roll(subject(picture::blank(width, height, 3, 9))).value == 0);
}

BOOST_AUTO_TEST_CASE(a_turned_head_has_the_angles_it_was_turned_by) {
    for (const double angle : {-30.0, -12.0, 0.0, 12.0, 30.0}) {
        BOOST_TEST(std::abs(measures::yaw(turned_subject({.yaw = angle})).value - angle) < 0.11);
        BOOST_TEST(std::abs(measures::pitch(turned_subject({.pitch = angle})).value - angle) < 0.11);
        BOOST_TEST(std::abs(measures::roll(turned_subject({.roll = angle})).value - angle) < 0.11);
        BOOST_TEST(std::abs(measures::yaw(turned_subject({.pitch = angle})).value) < 0.11);
        BOOST_TEST(std::abs(measures::roll(turned_subject({.yaw = angle})).value) < 0.11);
    }
    BOOST_TEST(!measures::yaw(subject(picture::blank(width, height, 3, 9))).assessed);  // without a mesh nobody knows
}

BOOST_AUTO_TEST_CASE(the_eye_distance_is_made_up_for_the_turn) {
    BOOST_TEST(measures::eye_distance(turned_subject({})).value == 80, boost::test_tools::tolerance(0.01));
    BOOST_TEST(measures::eye_distance(turned_subject({.yaw = 30})).value == 80, boost::test_tools::tolerance(0.01));
    BOOST_TEST(turned_subject({.yaw = 30}).face.eye_distance < 72);
}

BOOST_AUTO_TEST_CASE(open_and_closed_eyes_and_mouths_are_measured_against_the_chin_distance) {
    Landmarks l = mesh_at(150, 170);
    const double t = eyes_to_chin(l);
    auto set = [&](std::size_t upper, std::size_t lower, double share) {
        l.points[lower] = l.points[upper], l.points[lower].y += share * t;
    };
    set(159, 145, 0.08), set(386, 374, 0.03), set(13, 14, 0.15);
    const Subject s = prepare(picture::blank(width, height, 3, 128), {face_at(150, 170)}, {.mesh = l}, Extent::full);
    BOOST_TEST(measures::eyes_open(s).value == 0.03, boost::test_tools::tolerance(1e-6));  // the smaller one
    BOOST_TEST(measures::mouth_closed(s).value == 0.15, boost::test_tools::tolerance(1e-6));
    BOOST_TEST(eyes_open(l).left == 0.08, boost::test_tools::tolerance(1e-6));
    BOOST_TEST(!measures::eyes_open(subject(picture::blank(width, height, 3, 9))).assessed);
}

BOOST_AUTO_TEST_CASE(a_wide_mouth_and_lifted_corners_are_not_neutral) {
    Landmarks smile = mesh_at(150, 170);
    auto value = [](const Landmarks& l) {
        return measures::expression(
            prepare(picture::blank(width, height, 3, 128), {face_at(150, 170)}, {.mesh = l}, Extent::full));
    };
    BOOST_TEST(value(smile).value == 0);
    BOOST_TEST(value(smile).score > 95);
    smile.points[61].x -= 15, smile.points[291].x += 15;
    BOOST_TEST(value(smile).value == (30 + 62.36) / 80 - 0.86, boost::test_tools::tolerance(0.02));
    smile.points[61].y -= 10, smile.points[291].y -= 10;
    BOOST_TEST(value(smile).score < 20);
}

BOOST_AUTO_TEST_CASE(the_hull_holds_the_pixels_between_its_corners) {
    const Region square = convex_region({{10, 10}, {19, 10}, {19, 29}, {10, 29}, {14, 20}}, 100, 100);
    BOOST_TEST(square.count() == 10 * 19);  // the last row's centre lies on the edge
    BOOST_TEST(square.holds(10, 15));
    BOOST_TEST(!square.holds(9, 15));
    BOOST_TEST(!square.holds(20, 15));
    BOOST_TEST(convex_region({{-50, -50}, {500, -50}, {500, 500}, {-50, 500}}, 40, 30).count() == 40 * 30);
    BOOST_TEST(convex_region({{1, 1}, {2, 2}}, 40, 30).count() == 0);
    BOOST_TEST(convex_region({}, 40, 30).count() == 0);
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
        const double value = measures::sharpness(subject(test::blurred(sharp, radius))).value;
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
    const measures::Background wall = measures::background(subject(picture::blank(width, height, 3, 204))),
                               busy = measures::background(subject(checks(6, 20, 230)));
    BOOST_TEST(wall.uniformity.value == 0);
    BOOST_TEST(wall.uniformity.score == 100);
    BOOST_TEST(wall.brightness.value == 0.8, boost::test_tools::tolerance(0.001));
    BOOST_TEST(wall.colour.value == 0);
    BOOST_TEST(busy.uniformity.score < 40);
    Picture blue = picture::blank(width, height, 3, 100);
    for (std::size_t i = 0; i < blue.pixels.size(); i += 3) blue.pixels[i] = 202;
    BOOST_TEST(measures::background(subject(blue)).colour.value == 0.4, boost::test_tools::tolerance(0.001));
    Subject unknown = subject(blue);
    unknown.person = {};
    BOOST_TEST(!measures::background(unknown).colour.assessed);
}

BOOST_AUTO_TEST_CASE(what_is_not_skin_covers_the_face) {
    Picture skin = picture::blank(width, height, 3, 0);
    for (std::size_t i = 0; i < skin.pixels.size(); i += 3)
        skin.pixels[i] = 120, skin.pixels[i + 1] = 150, skin.pixels[i + 2] = 205;
    Landmarks l = mesh_at(150, 170);
    // the skin's samples on the cheeks and the nose; lips around the mouth's corners
    constexpr std::size_t samples[] = {50, 101, 118, 36, 280, 330, 347, 266, 197, 195, 5, 9, 151};
    for (std::size_t i = 0; i < std::size(samples); ++i) l.points[samples[i]] = {120.0 + 5 * static_cast<double>(i), 200, 0};
    auto put = [&](std::initializer_list<std::size_t> points, double x, double y) {
        for (const std::size_t i : points) l.points[i] = {x, y, 0};
    };
    put({185, 40, 39, 37, 0, 267, 269, 270, 409}, 150, 250), put({375, 321, 405, 314, 17, 84, 181, 91, 146}, 150, 275);
    put({78, 81, 13, 311, 308, 402, 14, 178, 82, 312, 87, 317}, 150, 262);
    put({246, 161, 160, 159, 158}, 110, 166), put({155, 153, 145, 144, 163}, 110, 174);
    put({466, 388, 387, 386, 385}, 190, 166), put({382, 380, 374, 373, 390}, 190, 174);
    auto of = [&](const Picture& p) { return prepare(p, {face_at(150, 170)}, {.mesh = l}, Extent::full); };
    BOOST_TEST(measures::mouth_occlusion(of(skin)).value == 0);
    BOOST_TEST(measures::face_occlusion(of(skin)).value == 0);
    static constexpr int white[] = {240, 240, 240};
    const Picture masked = test::banded(skin, {150, 170}, 80, 1, 0.8, 2, white);
    BOOST_TEST(measures::mouth_occlusion(of(masked)).value == 1);
    BOOST_TEST(measures::face_occlusion(of(masked)).value > 0.2);
    BOOST_TEST(measures::eyes_visible(of(masked)).value == 0);
    BOOST_TEST(!measures::mouth_occlusion(of(picture::blank(width, height, 3, 128))).assessed);  // a grey picture says nothing
}

BOOST_AUTO_TEST_CASE(blocks_of_eight_show_and_a_soft_ramp_does_not) {
    Picture ramp = picture::blank(width, height, 3, 0), blocks = ramp;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width * 3; ++x) {
            ramp.row(y)[x] = static_cast<std::uint8_t>(40 + x / 3 / 2);
            blocks.row(y)[x] = static_cast<std::uint8_t>(40 + (x / 3 / 8 * 37 + y / 8 * 53) % 30);
        }
    BOOST_TEST(measures::compression(subject(ramp)).value < 0.1);
    BOOST_TEST(measures::compression(subject(blocks)).value > 5);
    BOOST_TEST(measures::compression(subject(blocks)).score == 0);
    BOOST_TEST(!measures::compression(prepare(blocks, {face_at(150, 170)}, Findings{}, Extent::live)).assessed);
}

BOOST_AUTO_TEST_CASE(a_bar_across_the_nose_is_a_frame_of_glasses) {
    Landmarks l = mesh_at(150, 170);
    l.points[9] = {150, 150, 0}, l.points[195] = {150, 210, 0};
    auto of = [&](const Picture& p) { return measures::glasses(prepare(p, {face_at(150, 170)}, {.mesh = l}, Extent::full)); };
    const Picture plain = picture::blank(width, height, 3, 150);
    static constexpr int dark[] = {40, 40, 40};
    BOOST_TEST(of(plain).value == 0);
    BOOST_TEST(of(test::banded(plain, {150, 170}, 80, 1, 0.05, 0.1, dark)).value > 0.3);
    BOOST_TEST(of(plain).score > 95);
}

BOOST_AUTO_TEST_CASE(a_red_hat_covers_the_head_and_brown_hair_does_not) {
    Picture skin = picture::blank(width, height, 3, 0);
    for (std::size_t i = 0; i < skin.pixels.size(); i += 3)
        skin.pixels[i] = 120, skin.pixels[i + 1] = 150, skin.pixels[i + 2] = 205;
    auto of = [&](const Picture& p) {
        Subject s = prepare(p, {face_at(150, 170)}, {.mesh = mesh_at(150, 170), .person = person_mask()}, Extent::full);
        s.tone = SkinTone{.red = 205.0 / 475, .green = 150.0 / 475, .luma = 160};
        return measures::head_covering(s);
    };
    static constexpr int red[] = {40, 30, 190}, brown[] = {30, 50, 85};
    BOOST_TEST(of(skin).value == 0);
    BOOST_TEST(of(test::banded(skin, {150, 170}, 80, 2, -2, -0.3, red)).value > 0.9);
    BOOST_TEST(of(test::banded(skin, {150, 170}, 80, 2, -2, -0.3, brown)).value == 0);
}

BOOST_AUTO_TEST_CASE(without_a_face_nothing_is_assessed) {
    const Subject s = prepare(picture::blank(width, height, 3, 128), {}, Findings{}, Extent::full);
    for (const Measure& m : measures::all(s)) BOOST_TEST_CONTEXT(text(m.id)) BOOST_TEST(!m.assessed);
}

BOOST_AUTO_TEST_SUITE_END()
