// Detection, verdict and comparison on real networks: the painted demo faces, and photographs where they are at hand.
// The networks are read from MOTCUA_MODELS (share/motcua/models); without them the tests say so and are skipped.
#include <boost/test/unit_test.hpp>

#include "shared/portrait/compare.hpp"
#include "shared/portrait/judge.hpp"
#include "tests/unit/portrait/environment.hpp"

#include <chrono>
#include <cmath>

using namespace motcua;
using picture::Picture;

namespace {

using test::bytes_of;
using test::environment;

const portrait::Models* networks() {
    static const auto loaded =
        portrait::Models::load({.detector = bytes_of(environment("MOTCUA_MODELS") + "/blazeface.onnx"),
                                .embedding = bytes_of(environment("MOTCUA_MODELS") + "/mobilefacenet.onnx"),
                                .mesh = bytes_of(environment("MOTCUA_MODELS") + "/facemesh.onnx"),
                                .person = bytes_of(environment("MOTCUA_MODELS") + "/selfie.onnx")});
    if (!loaded) BOOST_TEST_MESSAGE("skipped: no networks in MOTCUA_MODELS");
    return loaded ? loaded->get() : nullptr;
}

/// The committed painted portrait, with its verdict in every build.
Result<Picture> good_portrait() {
    return picture::decode(bytes_of(environment("MOTCUA_SOURCE") + "/tests/parity/portrait/good.jpg"));
}

portrait::Verdict verdict(const Picture& p) { return *portrait::judge(p, *networks(), portrait::policy_vn()); }
bool raises(const Picture& p, portrait::Cause cause) {
    const auto v = verdict(p);
    return std::find(v.causes.begin(), v.causes.end(), cause) != v.causes.end();
}

Picture scaled_brightness(Picture p, int percent) {
    for (auto& v : p.pixels) v = static_cast<std::uint8_t>(std::min(255, v * percent / 100));
    return p;
}

/// The picture made small in the middle of a wall of the given grey.
Picture far_away(const Picture& p, int times) {
    Picture out = picture::blank(p.width, p.height, 3, 215);
    const Picture small = picture::resize(p, p.width / times, p.height / times);
    const int left = (p.width - small.width) / 2, top = (p.height - small.height) / 2;
    for (int y = 0; y < small.height; ++y) std::copy(small.row(y), small.row(y) + small.stride(), out.row(top + y) + 3 * left);
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(portrait_faces)

BOOST_AUTO_TEST_CASE(damaged_networks_are_refused) {
    BOOST_TEST(!portrait::Models::load({}).ok());
    BOOST_TEST(!portrait::Models::load({.detector = "this is no network"}).ok());
}

BOOST_AUTO_TEST_CASE(a_good_portrait_is_valid_and_has_one_face) {
    if (!networks()) return;
    const auto p = good_portrait();
    BOOST_REQUIRE(p.ok());
    const auto v = verdict(*p);
    BOOST_TEST(v.faces == 1);
    BOOST_TEST(v.valid, portrait::to_json(v));
    BOOST_TEST(portrait::to_json(v) + "\n" == bytes_of(environment("MOTCUA_SOURCE") + "/tests/parity/portrait/good.json"));
}

BOOST_AUTO_TEST_CASE(each_fault_is_named) {
    if (!networks()) return;
    const Picture good = *good_portrait();
    BOOST_TEST(raises(picture::blank(300, 400, 3, 200), portrait::Cause::no_face));
    BOOST_TEST(raises(scaled_brightness(good, 35), portrait::Cause::too_dark));
    BOOST_TEST(raises(far_away(good, 3), portrait::Cause::too_far));
    BOOST_TEST(raises(picture::resize(picture::resize(good, good.width / 8, good.height / 8), good.width, good.height),
                      portrait::Cause::blurred));
    const Picture half = picture::crop(good, good.width * 3 / 10, 0, good.width, good.height);
    BOOST_TEST(raises(half, portrait::Cause::move_left));  // the face lies to the left in the picture: to the person's right
    BOOST_TEST(raises(picture::crop(good, -good.width * 3 / 10, 0, good.width, good.height), portrait::Cause::move_right));
}

BOOST_AUTO_TEST_CASE(a_live_frame_is_judged_alike_but_for_what_it_leaves_out) {
    if (!networks()) return;
    const Picture good = *good_portrait();
    const auto full = verdict(good), live = *portrait::judge(good, *networks(), portrait::policy_vn(), portrait::Extent::live);
    BOOST_TEST(live.valid);
    using portrait::MeasureId;
    for (std::size_t i = 0; i < full.measures.size(); ++i) {
        const auto &a = full.measures[i], &b = live.measures[i];
        const bool left_out = a.id == MeasureId::background_uniformity || a.id == MeasureId::background_brightness ||
                              a.id == MeasureId::background_colour || a.id == MeasureId::head_covering ||
                              a.id == MeasureId::compression;
        BOOST_TEST_CONTEXT(portrait::text(a.id)) {
            BOOST_TEST(a.assessed);
            BOOST_TEST(b.assessed == !left_out);
            if (b.assessed) BOOST_TEST(a.value == b.value);
        }
    }
}

BOOST_AUTO_TEST_CASE(without_mesh_and_mask_their_measures_are_not_assessed_and_the_rest_is) {
    if (!networks()) return;
    const auto detector = bytes_of(environment("MOTCUA_MODELS") + "/blazeface.onnx");
    const auto models = portrait::Models::load({.detector = detector});
    BOOST_REQUIRE(models.ok());
    const auto v = *portrait::judge(*good_portrait(), **models, portrait::policy_vn());
    using portrait::MeasureId;
    auto assessed = [&](MeasureId id) { return v.measures[static_cast<std::size_t>(id)].assessed; };
    BOOST_TEST(v.faces == 1);
    BOOST_TEST(!v.bearing.has_value());
    for (const MeasureId id :
         {MeasureId::yaw, MeasureId::pitch, MeasureId::eyes_open, MeasureId::mouth_closed, MeasureId::expression,
          MeasureId::eyes_visible, MeasureId::background_uniformity, MeasureId::head_covering, MeasureId::glasses})
        BOOST_TEST(!assessed(id), portrait::text(id));
    for (const MeasureId id : {MeasureId::roll, MeasureId::eye_distance, MeasureId::head_size, MeasureId::sharpness,
                               MeasureId::luminance_mean, MeasureId::illumination, MeasureId::unified})
        BOOST_TEST(assessed(id), portrait::text(id));
    BOOST_TEST(!portrait::Models::load({.detector = detector, .mesh = "no network"}).ok());
    BOOST_TEST(!portrait::Models::load({.detector = detector, .person = "no network"}).ok());
}

BOOST_AUTO_TEST_CASE(landmarks_lie_on_quarters_of_a_pixel) {
    if (!networks()) return;
    const Picture good = *good_portrait();
    const auto faces = portrait::detect(good, *networks());
    const auto found = portrait::find_landmarks(good, faces->front(), *networks());
    BOOST_REQUIRE(found.ok());
    BOOST_REQUIRE(found->has_value());
    for (const auto& p : (*found)->points)
        for (const double v : {p.x, p.y, p.z}) BOOST_REQUIRE(v * 4 == std::floor(v * 4));
    const auto& points = (*found)->points;
    BOOST_TEST(points[portrait::mesh::left_eye_outer].x < points[portrait::mesh::right_eye_outer].x);
    BOOST_TEST(points[portrait::mesh::forehead].y < points[portrait::mesh::nose_tip].y);
    BOOST_TEST(points[portrait::mesh::nose_tip].y < points[portrait::mesh::chin].y);
}

BOOST_AUTO_TEST_CASE(policies_hold_from_their_day_on) {
    using namespace std::chrono;
    BOOST_TEST(portrait::find_policy("vn", 2026y / 11 / 29d).has_value());
    BOOST_TEST(portrait::find_policy("icao", 2026y / 11 / 29d).has_value());
    BOOST_TEST(!portrait::find_policy("vn", 2020y / 1 / 1d).has_value());
    BOOST_TEST(!portrait::find_policy("nobody", 2026y / 11 / 29d).has_value());
    BOOST_TEST(portrait::policy_vn(2020y / 1 / 1d).id == "vn");
    for (const auto& policy : portrait::all_policies()) {
        BOOST_TEST(!policy.source.empty());
        BOOST_TEST(!policy.rules.empty());
    }
    auto limit = [](const portrait::Policy& p) {
        for (const auto& rule : p.rules)
            if (rule.measure == portrait::MeasureId::eye_distance) return rule.at;
        return 0.0;
    };
    BOOST_TEST(limit(portrait::policy_vn()) == 60);
    BOOST_TEST(limit(portrait::for_smaller(portrait::policy_vn(), 2)) == 30);
}

BOOST_AUTO_TEST_CASE(two_people_are_one_too_many) {
    if (!networks()) return;
    const Picture good = *good_portrait();
    Picture both = picture::blank(good.width * 2, good.height, 3, 0);
    for (int y = 0; y < good.height; ++y)
        for (int side = 0; side < 2; ++side)
            std::copy(good.row(y), good.row(y) + good.stride(), both.row(y) + side * good.stride());
    BOOST_TEST(raises(both, portrait::Cause::several_faces));
}

BOOST_AUTO_TEST_CASE(a_face_equals_itself_and_embeddings_survive_storage) {
    if (!networks()) return;
    const auto e = portrait::embed(*good_portrait(), *networks());
    BOOST_REQUIRE(e.ok());
    BOOST_TEST(portrait::compare(*e, *e)->score == 1);
    const auto back = portrait::parse_embedding(portrait::serialise(*e));
    BOOST_REQUIRE(back.ok());
    BOOST_TEST((*back == *e));
    BOOST_TEST(!portrait::embed(picture::blank(300, 400, 3, 200), *networks()).ok());
}

BOOST_AUTO_TEST_SUITE_END()
