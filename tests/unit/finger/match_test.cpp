#include <boost/test/unit_test.hpp>

#include "shared/finger/compare.hpp"
#include "shared/finger/judge.hpp"
#include "shared/finger/match.hpp"
#include "shared/finger/synthesis.hpp"
#include "shared/finger/template.hpp"
#include "tests/unit/finger/patterns.hpp"

namespace motcua::finger {
namespace {

constexpr int people = 6, impressions = 4;

struct Gallery {
    std::vector<std::vector<Template>> fingers;
};

const Gallery& gallery() {
    static const Gallery made = [] {
        Gallery g;
        for (int f = 0; f < people; ++f) {
            const MasterPrint master = grow_finger(1000 + static_cast<std::uint64_t>(f));
            g.fingers.emplace_back();
            for (int i = 0; i < impressions; ++i) g.fingers.back().push_back(extract(synthesise(master, i)).value_or({}));
        }
        return g;
    }();
    return made;
}

std::uint64_t fnv(std::uint64_t hash, const std::vector<std::uint8_t>& bytes) {
    for (const std::uint8_t b : bytes) hash = (hash ^ b) * 1099511628211ULL;
    return hash;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(comparison)

BOOST_AUTO_TEST_CASE(impressions_of_one_finger_match) {
    for (const auto& finger : gallery().fingers)
        for (int i = 0; i < impressions; ++i)
            for (int j = i + 1; j < impressions; ++j) BOOST_TEST(compare(finger[i], finger[j]).score >= decision_threshold());
}

BOOST_AUTO_TEST_CASE(different_fingers_score_below_every_impression_of_the_same_finger) {
    // Grown fingers of one class are more alike than real ones (the generator's known weakness), so a rare pair passes the
    // threshold that was measured on real fingers: at most one in fifty here, and never near a genuine score
    const auto& fingers = gallery().fingers;
    int genuine = 1000, impostor = 0, passed = 0, compared = 0;
    for (int f = 0; f < people; ++f)
        for (int g = f; g < people; ++g)
            for (int i = 0; i < impressions; ++i)
                for (int j = f == g ? i + 1 : 0; j < impressions; ++j) {
                    const int score = compare(fingers[f][i], fingers[g][j]).score;
                    if (f == g) genuine = std::min(genuine, score);
                    else impostor = std::max(impostor, score), ++compared, passed += score >= decision_threshold() ? 1 : 0;
                }
    BOOST_TEST(impostor < genuine);
    BOOST_TEST(passed * 50 <= compared);
}

BOOST_AUTO_TEST_CASE(the_score_does_not_depend_on_which_is_the_probe) {
    const auto& fingers = gallery().fingers;
    for (int f = 0; f < people; ++f) {
        const Template &a = fingers[f][0], &b = fingers[f][1], &c = fingers[(f + 1) % people][2];
        BOOST_TEST(compare(a, b).score == compare(b, a).score);
        BOOST_TEST(compare(a, c).score == compare(c, a).score);
    }
}

BOOST_AUTO_TEST_CASE(the_score_does_not_depend_on_the_pictures_quality_or_the_fingers_name) {
    // Two of one size with as many minutiae each: only the minutiae themselves say which template comes first
    for (const auto& finger : gallery().fingers) {
        const auto count = std::min(finger[0].minutiae.size(), finger[1].minutiae.size());
        Template a = finger[0], b = finger[1];
        a.minutiae.resize(count), b.minutiae.resize(count);
        const int score = compare(a, b).score;
        BOOST_TEST(score > 0);
        for (const std::uint8_t quality : {0, 100, 255}) {
            a.quality = quality, b.quality = 50, a.position = quality > 50 ? Position::left_little : Position::unknown;
            BOOST_TEST(compare(a, b).score == score);
            BOOST_TEST(compare(b, a).score == score);
        }
    }
}

BOOST_AUTO_TEST_CASE(pairs_are_one_to_one_and_swap_with_the_templates) {
    const auto& finger = gallery().fingers[0];
    const Comparison there = compare(finger[0], finger[1]), back = compare(finger[1], finger[0]);
    BOOST_REQUIRE(there.pairs.size() == back.pairs.size());
    BOOST_TEST(there.pairs.size() >= 8U);
    std::vector<bool> used(256, false);
    for (std::size_t i = 0; i < there.pairs.size(); ++i) {
        BOOST_TEST(!used[there.pairs[i].probe]);
        used[there.pairs[i].probe] = true;
        BOOST_TEST(there.pairs[i].probe == back.pairs[i].candidate);
        BOOST_TEST(there.pairs[i].probe < finger[0].minutiae.size());
        BOOST_TEST(there.pairs[i].candidate < finger[1].minutiae.size());
    }
}

BOOST_AUTO_TEST_CASE(turning_the_picture_by_a_quarter_keeps_the_match) {
    const MasterPrint master = grow_finger(1000);
    const GreyImage image = synthesise(master, 0);
    const Template upright = *extract(image), other = gallery().fingers[0][1];
    GreyImage turned = image;
    for (int quarter = 1; quarter <= 3; ++quarter) {
        turned = test::quarter_turn(turned);
        const Template t = *extract(turned);
        BOOST_TEST(compare(upright, t).score >= 800);
        BOOST_TEST(compare(other, t).score >= decision_threshold());
    }
}

BOOST_AUTO_TEST_CASE(turns_of_any_angle_keep_the_match) {
    const MasterPrint master = grow_finger(1001);
    const Template reference = *extract(synthesise(master, 0));
    for (int degrees = -180; degrees < 180; degrees += 30) {
        const auto turned = extract(press(master, {.seed = 9, .turn_degrees = degrees, .distortion_percent = 20, .contact_percent = 85}));
        BOOST_REQUIRE(turned.ok());
        BOOST_TEST(compare(reference, *turned).score >= decision_threshold(), "turn " << degrees);
    }
}

BOOST_AUTO_TEST_CASE(a_shift_of_a_quarter_of_the_picture_keeps_the_match) {
    const GreyImage image = synthesise(grow_finger(1002), 0);
    const Template reference = *extract(image);
    for (const auto& [dx, dy] : {std::pair{90, 0}, {-90, 0}, {0, 90}, {0, -90}})
        BOOST_TEST(compare(reference, *extract(test::shifted(image, dx, dy))).score >= decision_threshold());
}

BOOST_AUTO_TEST_CASE(a_shift_by_any_pixel_count_changes_the_score_little) {
    // The extractor works in cells of 8 pixels: other shifts cut the print differently, the finger stays the same
    const GreyImage image = synthesise(grow_finger(1002), 0);
    const Template reference = *extract(image);
    const int itself = compare(reference, reference).score;
    for (const auto& [dx, dy] : {std::pair{8, 0}, {0, -16}, {3, 0}, {0, 5}, {-7, 2}, {1, 1}})
        BOOST_TEST(compare(reference, *extract(test::shifted(image, dx, dy))).score >= itself - 60, dx << "," << dy);
}

BOOST_AUTO_TEST_CASE(a_part_of_the_picture_still_matches_the_whole) {
    for (std::uint64_t seed = 1000; seed < 1003; ++seed) {
        const GreyImage image = synthesise(grow_finger(seed), 0);
        const Template whole = *extract(image);
        // 60 % of the width and of the height, about a third of the area
        for (const auto& [x, y] : {std::pair{78, 75}, {40, 75}, {110, 100}}) {
            const auto part = extract(test::cropped(image, x, y, 233, 224));
            BOOST_REQUIRE(part.ok());
            BOOST_TEST(compare(whole, *part).score >= decision_threshold(), "seed " << seed << " from " << x << "," << y);
        }
    }
}

BOOST_AUTO_TEST_CASE(contrast_and_brightness_change_the_score_little) {
    const GreyImage image = synthesise(grow_finger(1004), 0);
    const Template reference = *extract(image);
    const int itself = compare(reference, reference).score;
    for (const auto& [percent, offset] : {std::pair{50, 0}, {50, 100}, {30, 60}, {80, 20}})
        BOOST_TEST(compare(reference, *extract(test::toned(image, percent, offset))).score >= itself - 60, percent << " % + " << offset);
}

BOOST_AUTO_TEST_CASE(a_picture_at_another_resolution_keeps_the_match) {
    for (std::uint64_t seed = 1000; seed < 1003; ++seed) {
        const MasterPrint master = grow_finger(seed);
        const GreyImage image = synthesise(master, 0);
        const Template reference = *extract(image), other = *extract(synthesise(master, 1));
        const int before = compare(reference, other).score;
        for (const int ppi : {350, 400, 450, 569, 750, 1000, 1200}) {
            GreyImage scaled = test::at_scale(image, ppi / 5);
            scaled.ppi = ppi;
            const auto found = extract(scaled);
            BOOST_REQUIRE(found.ok());
            BOOST_TEST(compare(reference, *found).score >= (ppi < 400 ? 700 : 800), seed << " at " << ppi << " ppi");
            BOOST_TEST(compare(*found, other).score >= before - 150, seed << " at " << ppi << " ppi");
        }
    }
}

BOOST_AUTO_TEST_CASE(the_score_alone_is_the_comparisons_score_in_both_orders_and_every_time) {
    const auto& fingers = gallery().fingers;
    for (int f = 0; f < people; ++f)
        for (int g = 0; g < people; ++g) {
            const Prepared a = prepare(fingers[f][0]), b = prepare(fingers[g][3]);
            const int once = score(a, b);
            BOOST_TEST(once == compare(a, b).comparison.score);
            BOOST_TEST(once == score(b, a));
            BOOST_TEST(once == score(a, b));
            BOOST_TEST(once == compare(fingers[f][0], fingers[g][3]).score);
        }
}

BOOST_AUTO_TEST_CASE(the_alignment_says_how_the_candidate_lies) {
    const GreyImage image = synthesise(grow_finger(1003), 0);
    const Comparison c = compare(*extract(image), *extract(test::shifted(image, 24, -16)));
    BOOST_TEST((c.alignment.turn == 0 || c.alignment.turn == 255 || c.alignment.turn == 1));
    BOOST_TEST(std::abs(c.alignment.dx + 24) <= 4);
    BOOST_TEST(std::abs(c.alignment.dy - 16) <= 4);
}

BOOST_AUTO_TEST_CASE(foreign_templates_without_flow_still_match) {
    for (const auto& finger : gallery().fingers) {
        Template plain = finger[0];
        plain.flow = {};
        BOOST_TEST(compare(plain, finger[1]).score >= decision_threshold());
    }
}

BOOST_AUTO_TEST_CASE(a_type_that_is_not_known_counts_between_one_that_agrees_and_one_that_does_not) {
    const Template& known = gallery().fingers[0][0];
    Template open = known, other = known;
    for (Minutia& m : open.minutiae) m.type = MinutiaType::other;
    for (Minutia& m : other.minutiae) m.type = m.type == MinutiaType::ending ? MinutiaType::bifurcation : MinutiaType::ending;
    const int agree = compare(known, known).score, unknown = compare(known, open).score, differ = compare(known, other).score;
    BOOST_TEST(unknown < agree);
    BOOST_TEST(differ < unknown);
    BOOST_TEST(compare(open, open).score == unknown);
}

BOOST_AUTO_TEST_CASE(an_empty_template_matches_nothing) {
    BOOST_TEST(compare(Template{}, gallery().fingers[0][0]).score == 0);
    BOOST_TEST(compare(Template{}, Template{}).score == 0);
}

BOOST_AUTO_TEST_CASE(the_more_fingers_are_searched_the_stricter_the_search) {
    for (const std::size_t fingers : {1, 10, 40, 400, 1000}) BOOST_TEST(static_cast<double>(false_match_ppm(search_threshold(fingers))) * static_cast<double>(fingers) <= 1000.0);
    BOOST_TEST(search_threshold(0) == decision_threshold());
    BOOST_TEST(search_threshold(10) == decision_threshold());
    BOOST_TEST(search_threshold(100) == 235);
    BOOST_TEST(search_threshold(1000) == 280);
    BOOST_TEST(search_threshold(1001) == search_threshold(10'000));
    BOOST_TEST(search_threshold(10'000'000) == 280 + 4 * 46);
    BOOST_TEST(search_threshold(static_cast<std::size_t>(-1)) <= 1000);
}

BOOST_AUTO_TEST_CASE(a_higher_score_is_never_more_often_false) {
    for (int score = 1; score <= 1000; ++score) BOOST_TEST(false_match_ppm(score) <= false_match_ppm(score - 1));
    BOOST_TEST(false_match_ppm(decision_threshold()) <= 100);
    BOOST_TEST(false_match_ppm(0) == 1'000'000);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(synthesis)

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_picture) {
    const GreyImage a = synthesise(77, 3), b = synthesise(grow_finger(77), 3), c = synthesise(77, 4);
    BOOST_TEST((a.pixels == b.pixels));
    BOOST_TEST((a.pixels != c.pixels));
}

BOOST_AUTO_TEST_CASE(all_classes_occur_in_natural_proportions) {
    // Growing is slow; twelve fingers are enough to see that it is not always the same class
    std::array<int, 5> count{};
    for (std::uint64_t seed = 0; seed < 12; ++seed) ++count[static_cast<std::size_t>(grow_finger(seed).pattern)];
    BOOST_TEST(count[2] + count[3] >= 3);
    BOOST_TEST(count[4] >= 1);
}

BOOST_AUTO_TEST_CASE(a_well_taken_synthetic_print_is_valid) {
    for (std::uint64_t seed = 40; seed < 44; ++seed) {
        const Verdict verdict = judge(synthesise(seed, 0));
        BOOST_TEST(verdict.valid);
        BOOST_TEST(verdict.minutiae >= 20);
    }
}

BOOST_AUTO_TEST_CASE(fingers_of_a_class_are_no_more_alike_than_real_ones) {
    std::vector<Prepared> strangers;
    for (std::uint64_t seed = 1000; strangers.size() < 40; ++seed) strangers.push_back(prepare(*extract(synthesise(seed, 0))));
    int taken_for_one = 0;  // of 780 pairs; two when the flow hung on the class alone
    for (std::size_t i = 0; i < strangers.size(); ++i)
        for (std::size_t k = 0; k < i; ++k) taken_for_one += score(strangers[i], strangers[k]) >= decision_threshold();
    BOOST_TEST(taken_for_one == 0);
}

BOOST_AUTO_TEST_CASE(native_and_wasm_agree_to_the_last_bit) {
    // The digest covers pictures, templates and scores; both builds are held to the same number
    std::uint64_t hash = 14695981039346656037ULL;
    for (const auto& finger : gallery().fingers) {
        for (const Template& t : finger) hash = fnv(hash, write_compact(t));
        const int score = compare(finger[0], finger[1]).score;
        hash = fnv(hash, {static_cast<std::uint8_t>(score >> 8), static_cast<std::uint8_t>(score)});
    }
    hash = fnv(hash, synthesise(77, 3).pixels);
    BOOST_TEST(hash == 8482883798458161351ULL);
}

BOOST_AUTO_TEST_SUITE_END()
}  // namespace motcua::finger
