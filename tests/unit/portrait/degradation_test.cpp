// A portrait spoilt by degrees: the measure concerned moves the bad way with every step, and what has nothing to do with it stays
// where it was. On every photograph of face/ in MOTCUA_TEST_DATA; without --full on every sixth.
#include <boost/test/unit_test.hpp>

#include <functional>
#include <map>
#include <numeric>
#include <optional>

#include "shared/portrait/measures/measures.hpp"
#include "shared/portrait/person.hpp"
#include "tests/unit/portrait/degrade.hpp"
#include "tests/unit/portrait/environment.hpp"

using namespace motcua;
using picture::Picture;
using portrait::MeasureId;

namespace {

const portrait::Models* networks() {
    static const auto loaded = [] {
        const std::string folder = test::environment("MOTCUA_MODELS");
        const std::string detector = test::bytes_of(folder + "/blazeface.onnx"), mesh = test::bytes_of(folder + "/facemesh.onnx"),
                          person = test::bytes_of(folder + "/selfie.onnx");
        return portrait::Models::load({.detector = detector, .mesh = mesh, .person = person});
    }();
    return loaded.ok() && (*loaded)->has_mesh() ? loaded->get() : nullptr;
}

std::vector<std::string> all_photographs() {
    const std::string folder = test::environment("MOTCUA_TEST_DATA") + "/face/";
    std::vector<std::string> out{folder + "astronaut.png"};
    for (const char* name : {"Ariel_Sharon", "Colin_Powell", "George_W_Bush", "Hugo_Chavez", "Tony_Blair"})
        for (int i = 1; i <= 10; ++i)
            out.push_back(folder + "lfw/" + name + "/" + name + (i < 10 ? "_000" : "_00") + std::to_string(i) + ".jpg");
    return out;
}
std::vector<std::string> photographs() {
    const auto all = all_photographs();
    if (!test::environment("MOTCUA_FULL").empty()) return all;
    std::vector<std::string> some;
#ifdef __EMSCRIPTEN__
    constexpr std::size_t step = 17;  // slower there, and parity.portrait holds both builds to the same scores
#else
    constexpr std::size_t step = 6;
#endif
    for (std::size_t i = 0; i < all.size(); i += step) some.push_back(all[i]);
    return some;
}

/// By eye: thin metal frames all ten times on one person, heavier ones on two pictures of another and one of a third; one beret.
bool wears_glasses(const std::string& path) {
    for (const char* part : {"Colin_Powell_", "Tony_Blair_0005", "Tony_Blair_0008", "Ariel_Sharon_0008"})
        if (path.find(part) != std::string::npos) return true;
    return false;
}
bool wears_a_hat(const std::string& path) { return path.find("Hugo_Chavez_0009") != std::string::npos; }

/// A photograph and what is known of it before it is spoilt.
struct Sitting {
    Picture picture{}, person{};
    portrait::Verdict before{};
    int darker_side = -1;
    [[nodiscard]] portrait::Point eyes() const { return before.geometry.eyes; }
    [[nodiscard]] double unit() const { return before.geometry.eye_distance; }
};

struct Spoiling {
    const char* name;
    MeasureId measure;
    int direction;  ///< of the native value as the picture gets worse
    double slack;   ///< it may go back by so much between two steps: landmarks move by fractions of a pixel
    double least;   ///< it has moved by so much in the end
    std::array<double, 3> steps;
    std::function<Picture(const Sitting&, double)> apply;
    std::vector<MeasureId> untouched;  ///< their scores stay within `band`
    int band;
    std::optional<double> start{};  ///< the step that the others are held against; none: the photograph as it is
};

const std::vector<MeasureId>& place() {
    static const std::vector<MeasureId> all{MeasureId::eye_distance, MeasureId::head_size, MeasureId::crop_left,
                                            MeasureId::crop_right,   MeasureId::yaw,       MeasureId::pitch,
                                            MeasureId::roll};
    return all;
}
const std::vector<MeasureId>& light() {
    static const std::vector<MeasureId> all{MeasureId::luminance_mean, MeasureId::over_exposure, MeasureId::dynamic_range,
                                            MeasureId::natural_colour};
    return all;
}
std::vector<MeasureId> both() {
    std::vector<MeasureId> all = place();
    all.insert(all.end(), light().begin(), light().end());
    return all;
}

const std::vector<Spoiling>& spoilings() {
    static const std::vector<Spoiling> all{
        {"blur",
         MeasureId::sharpness,
         -1,
         0.5,
         8,
         {1, 2, 3},
         [](const Sitting& s, double r) { return test::blurred(s.picture, static_cast<int>(r * std::max(1.0, s.unit() / 40))); },
         both(),
         16},
        {"dark",
         MeasureId::luminance_mean,
         -1,
         0.001,
         0.02,
         {0.75, 0.5, 0.3},
         [](const Sitting& s, double t) { return test::lit(s.picture, t); },
         place(),
         12},
        {"bright",
         MeasureId::luminance_mean,
         1,
         0.001,
         0.1,
         {1.3, 1.7, 2.3},
         [](const Sitting& s, double t) { return test::lit(s.picture, t); },
         place(),
         12},
        {"overexposed",
         MeasureId::over_exposure,
         1,
         0.001,
         0.001,
         {1.3, 1.6, 2.0},
         [](const Sitting& s, double t) { return test::lit(s.picture, t); },
         {},
         0},
        {"noise",
         MeasureId::background_uniformity,
         1,
         0.3,
         8,
         {4, 8, 16},
         [](const Sitting& s, double d) { return test::noisy(test::with_background(s.picture, s.person, 0), d); },
         place(),
         12,
         0.0},
        {"compression",
         MeasureId::compression,
         1,
         0.02,
         0.2,
         {50, 25, 10},
         [](const Sitting& s, double q) { return test::compressed(s.picture, static_cast<int>(q)); },
         place(),
         12},
        {"tilt",
         MeasureId::roll,
         1,
         0.3,
         9,
         {4, 8, 12},
         [](const Sitting& s, double d) { return test::tilted(s.picture, s.eyes(), d); },
         light(),
         8},
        {"crop",
         MeasureId::crop_left,
         -1,
         0.02,
         0.5,
         {0.3, 0.6, 0.9},
         [](const Sitting& s, double share) {
             const int cut = static_cast<int>(share * std::max(0.0, s.eyes().x - 0.9 * s.unit()));
             return picture::crop(s.picture, cut, 0, s.picture.width - cut, s.picture.height);
         },
         {MeasureId::eye_distance, MeasureId::luminance_mean, MeasureId::natural_colour, MeasureId::dynamic_range},
         8},
        {"distance",
         MeasureId::eye_distance,
         -1,
         0.1,
         8,
         {1.3, 1.7, 2.2},
         [](const Sitting& s, double t) { return test::distant(s.picture, t); },
         light(),
         15},
        {"uneven light",
         MeasureId::illumination,
         -1,
         0.03,
         0.02,
         {0.3, 0.6, 0.85},
         [](const Sitting& s, double t) { return test::side_lit(s.picture, s.eyes(), s.unit(), s.darker_side, t); },
         place(),
         15},
        {"coloured background",
         MeasureId::background_colour,
         1,
         0.01,
         0.1,
         {0.4, 0.7, 1},
         [](const Sitting& s, double t) { return test::with_background(s.picture, s.person, t); },
         both(),
         16,
         0.0},
    };
    return all;
}

const portrait::Measure& of(const portrait::Verdict& v, MeasureId id) { return v.measures[static_cast<std::size_t>(id)]; }

struct Tally {
    int photographs = 0, steps = 0, held = 0, backwards = 0, too_little = 0, outside = 0, lost = 0;
    std::map<std::string, int> strays{};
};

/// One photograph through all steps of one spoiling.
void go_through(const Spoiling& how, const Sitting& sitting, const std::string& name, Tally& tally) {
    const portrait::Policy policy = portrait::policy_vn();
    const portrait::Verdict start =
        how.start ? *portrait::judge(how.apply(sitting, *how.start), *networks(), policy) : sitting.before;
    if (start.faces == 0 || !of(start, how.measure).assessed) return;
    const portrait::Measure first = of(start, how.measure);
    ++tally.photographs;
    double last = first.value;
    for (const double step : how.steps) {
        const auto v = *portrait::judge(how.apply(sitting, step), *networks(), policy);
        if (v.faces == 0 || !of(v, how.measure).assessed) {
            ++tally.lost;
            return;
        }  // spoilt beyond recognition
        ++tally.steps;
        const double now = of(v, how.measure).value;
        if ((now - last) * how.direction < -how.slack) {
            ++tally.backwards;
            BOOST_TEST_MESSAGE("  " << how.name << ' ' << step << ' ' << name << ": " << last << " -> " << now);
        }
        last = now;
        for (const MeasureId id : how.untouched) {
            const int moved = std::abs(of(v, id).score - of(start, id).score);
            if (!of(v, id).assessed) continue;
            ++tally.held;
            if (moved <= how.band) continue;
            BOOST_TEST_MESSAGE("  " << how.name << ' ' << step << ' ' << name << ": " << portrait::text(id) << ' '
                                    << of(start, id).score << " -> " << of(v, id).score);
            ++tally.outside;
            ++tally.strays[std::string(portrait::text(id))];
        }
    }
    if (how.direction < 0 && first.value < how.least) return;  // there was nothing left to lose
    if ((last - first.value) * how.direction < how.least) {
        ++tally.too_little;
        BOOST_TEST_MESSAGE("  " << how.name << ' ' << name << ": in all " << first.value << " -> " << last);
    }
}

/// The cheek that is darker.
int darker_side(const Picture& p, const portrait::Verdict& v) {
    const portrait::Cheeks cheeks = portrait::cheeks(v.geometry);
    auto luma = [&](const portrait::Square& q) {
        const Picture part = picture::to_grey(picture::crop(p, q.left, q.top, q.side, q.side));
        return std::accumulate(part.pixels.begin(), part.pixels.end(), 0.0);
    };
    return luma(cheeks.left) < luma(cheeks.right) ? -1 : 1;
}

std::vector<std::pair<std::string, Sitting>> sittings() {
    std::vector<std::pair<std::string, Sitting>> out;
    for (const std::string& path : photographs()) {
        const auto picture = picture::decode(test::bytes_of(path));
        if (!picture) continue;
        auto person = portrait::find_person(*picture, *networks());
        Sitting s{.picture = *picture,
                  .person = *std::move(person),
                  .before = *portrait::judge(*picture, *networks(), portrait::policy_vn())};
        s.darker_side = darker_side(*picture, s.before);
        if (s.before.bearing) out.emplace_back(path.substr(path.rfind('/') + 1), std::move(s));
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(portrait_degradation)

BOOST_AUTO_TEST_CASE(what_spoils_a_portrait_shows_in_its_measure_and_in_no_other) {
    if (!networks()) {
        BOOST_TEST_MESSAGE("skipped: no networks in MOTCUA_MODELS");
        return;
    }
    const auto all = sittings();
    if (all.empty()) {
        BOOST_TEST_MESSAGE("skipped: no face/ in MOTCUA_TEST_DATA");
        return;
    }
    for (const Spoiling& how : spoilings()) {
        Tally t;
        for (const auto& [name, sitting] : all) go_through(how, sitting, name, t);
        std::string strays;
        for (const auto& [id, n] : t.strays) strays += " " + id + ":" + std::to_string(n);
        BOOST_TEST_MESSAGE(how.name << ": " << t.photographs << " photographs, " << t.steps << " steps, " << t.backwards
                                    << " backwards, " << t.too_little << " moved too little, " << t.lost << " lost, " << t.outside
                                    << " of " << t.held << " strays" << strays);
        BOOST_TEST_CONTEXT(how.name) {
            BOOST_TEST(t.photographs * 10 >= static_cast<int>(all.size()) * 9);
            BOOST_TEST(t.lost <= 1 + t.photographs / 25);
            BOOST_TEST(t.backwards == 0);
            BOOST_TEST(t.too_little == 0);
            BOOST_TEST(t.outside <= t.held / 50);  // the mesh of a head turned far away may jump
        }
    }
}

// The substitutes for the occlusion networks and the measures for the national rules: how often they find what they are for, and
// how often they cry wolf. They only ever give hints; what is held here is that they do not get worse than they were measured.
BOOST_AUTO_TEST_CASE(things_before_the_face_are_hinted_at_more_often_than_not_and_seldom_without_reason) {
    const auto all = networks() ? sittings() : std::vector<std::pair<std::string, Sitting>>{};
    if (all.empty()) {
        BOOST_TEST_MESSAGE("skipped: no networks or no photographs");
        return;
    }
    static constexpr int medical[] = {205, 190, 130}, black[] = {20, 20, 20}, red[] = {40, 30, 190};
    struct Cover {
        const char* name;
        portrait::Cause cause;
        std::function<Picture(const Sitting&)> apply;
        double found, cried;  ///< shares of the photographs: at least, at most
    };
    const std::vector<Cover> covers{
        {"mask", portrait::Cause::face_covered,
         [](const Sitting& s) { return test::banded(s.picture, s.eyes(), s.unit(), 0.95, 0.45, 1.9, medical); }, 0.7, 0.05},
        {"sunglasses", portrait::Cause::eyes_covered,
         [](const Sitting& s) { return test::banded(s.picture, s.eyes(), s.unit(), 0.95, -0.25, 0.25, black); }, 0.85, 0.05},
        {"hat", portrait::Cause::head_covered,
         [](const Sitting& s) { return test::banded(s.picture, s.eyes(), s.unit(), 1.05, -1.6, -0.5, red); }, 0.9, 0.05},
    };
    const portrait::Policy policy = portrait::policy_vn();
    for (const Cover& cover : covers) {
        int found = 0, faceless = 0, cried = 0;
        auto hinted = [&](const portrait::Verdict& v) { return std::count(v.hints.begin(), v.hints.end(), cover.cause) > 0; };
        for (const auto& [name, s] : all) {
            const auto covered = *portrait::judge(cover.apply(s), *networks(), policy);
            found += hinted(covered);
            faceless += covered.faces == 0;
            cried += hinted(s.before);
        }
        const double n = static_cast<double>(all.size());
        BOOST_TEST_MESSAGE(cover.name << ": found on " << found << " of " << all.size() << " photographs, no face on " << faceless << ", seen on "
                                      << cried << " without");
        BOOST_TEST_CONTEXT(cover.name) {
            BOOST_TEST(found >= cover.found * (n - faceless));
            BOOST_TEST(faceless <= 0.1 * n);
            BOOST_TEST(cried <= cover.cried * n);
        }
    }
}

// Measured in November 2026: glasses found on 6 of 13 pictures, on 0 of 38 without; the hat found, none on 50 without.
BOOST_AUTO_TEST_CASE(glasses_and_hats_of_photographs_are_found_as_often_as_was_measured) {
    if (!networks()) {
        BOOST_TEST_MESSAGE("skipped: no networks in MOTCUA_MODELS");
        return;
    }
    struct Rate {
        int worn = 0, found = 0, bare = 0, cried = 0;
        void count(bool worn_here, bool hinted) { worn_here ? (++worn, found += hinted) : (++bare, cried += hinted); }
    } glasses, hats;
    for (const std::string& path : all_photographs()) {
        const auto picture = picture::decode(test::bytes_of(path));
        if (!picture) continue;
        const auto v = *portrait::judge(*picture, *networks(), portrait::policy_vn());
        auto hinted = [&](portrait::Cause cause) { return std::count(v.hints.begin(), v.hints.end(), cause) > 0; };
        glasses.count(wears_glasses(path), hinted(portrait::Cause::glasses));
        hats.count(wears_a_hat(path), hinted(portrait::Cause::head_covered));
    }
    if (glasses.worn + glasses.bare == 0) {
        BOOST_TEST_MESSAGE("skipped: no face/ in MOTCUA_TEST_DATA");
        return;
    }
    for (const auto& [name, r] : {std::pair{"glasses", glasses}, std::pair{"hats", hats}})
        BOOST_TEST_MESSAGE(name << ": found on " << r.found << " of " << r.worn << ", seen on " << r.cried << " of " << r.bare
                                << " without");
    BOOST_TEST(glasses.found >= 5);
    BOOST_TEST(glasses.cried <= 1);
    BOOST_TEST(hats.found == hats.worn);
    BOOST_TEST(hats.cried == 0);
}

BOOST_AUTO_TEST_SUITE_END()
