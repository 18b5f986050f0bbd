// Detection, verdict and comparison on real networks: the painted demo faces, and photographs where they are at hand.
// The networks are read from MOTCUA_MODELS (share/motcua/models); without them the tests say so and are skipped.
#include <boost/test/unit_test.hpp>

#include "shared/portrait/compare.hpp"
#include "shared/portrait/judge.hpp"
#include "tests/unit/portrait/environment.hpp"

using namespace motcua;
using picture::Picture;

namespace {

using test::bytes_of;
using test::environment;

const portrait::Models* networks() {
    static const auto loaded =
        portrait::Models::load({.detector = bytes_of(environment("MOTCUA_MODELS") + "/blazeface.onnx"),
                                .embedding = bytes_of(environment("MOTCUA_MODELS") + "/mobilefacenet.onnx")});
    if (!loaded) BOOST_TEST_MESSAGE("skipped: no networks in MOTCUA_MODELS");
    return loaded ? loaded->get() : nullptr;
}

/// The committed painted portrait, with its verdict in every build.
Result<Picture> good_portrait() {
    return picture::decode(bytes_of(environment("MOTCUA_SOURCE") + "/tests/parity/portrait/good.jpg"));
}

portrait::Verdict verdict(const Picture& p) { return portrait::judge(p, *networks(), portrait::policy_vn()); }
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
