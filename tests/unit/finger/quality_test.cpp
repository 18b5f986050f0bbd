// Each quality measure on patterns whose value is known, and the quality of prints that are spoilt step by step.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>

#include "shared/finger/arithmetic.hpp"
#include "shared/finger/judge.hpp"
#include "shared/finger/quality/features.hpp"
#include "shared/finger/quality/measures.hpp"
#include "shared/finger/quality/widths.hpp"
#include "shared/finger/synthesis.hpp"
#include "tests/unit/finger/patterns.hpp"

using namespace motcua::finger;
using namespace motcua::finger::quality;

namespace {

/// A grey from each place, without a frame.
template <class Grey>
GreyImage painted(int width, int height, Grey grey) {
    GreyImage image = blank_image(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) image.pixels[static_cast<std::size_t>(y) * width + x] = static_cast<std::uint8_t>(grey(x, y));
    return image;
}

/// Upright ridges as a sine; period in pixels.
GreyImage waves(int period, int size = 260) {
    return painted(size, size, [&](int x, int) { return 128.5 + 100 * std::cos(2 * 3.14159265358979323846 * x / period); });
}

/// Upright bars: `dark` black, then `light` white pixels.
GreyImage bars(int dark, int light, int size = 260) {
    return painted(size, size, [&](int x, int) { return x % (dark + light) < dark ? 30 : 220; });
}

GreyImage noise(std::uint64_t seed, int size = 260) {
    Random random(seed);
    return painted(size, size, [&](int, int) { return random.below(256); });
}

int values_in(const Distribution& d) {
    int n = 0;
    for (const int c : d.classes) n += c;
    return n;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(finger_quality)

BOOST_AUTO_TEST_CASE(a_distribution_counts_means_and_spreads) {
    const Distribution d = distribution_of({0.05F, 0.1F, 0.55F, 2.0F}, {0.1F, 0.2F, 0.3F, 0.4F, 0.5F, 0.6F, 0.7F, 0.8F, 0.9F});
    BOOST_TEST(d.classes == (std::array<int, 10>{1, 1, 0, 0, 0, 1, 0, 0, 0, 1}), boost::test_tools::per_element());
    BOOST_TEST(d.mean == 675);
    BOOST_TEST(d.deviation == 789);  // sqrt((.625^2 + .575^2 + .125^2 + 1.325^2) / 4)
    BOOST_TEST(values_in(distribution_of({}, {})) == 0);
}

BOOST_AUTO_TEST_CASE(the_white_frame_goes_and_one_line_of_it_stays) {
    const Framed framed = without_frame(painted(200, 150, [](int x, int y) { return x >= 40 && x < 140 && y >= 30 && y < 110 ? 60 : 255; }));
    BOOST_TEST(framed.x == 39);
    BOOST_TEST(framed.y == 29);
    BOOST_TEST(framed.image.width == 102);
    BOOST_TEST(framed.image.height == 82);
    BOOST_TEST(int{framed.image.at(1, 1)} == 60);
    BOOST_TEST(without_frame(blank_image(100, 120)).image.height == 120);
}

BOOST_AUTO_TEST_CASE(regions_lie_across_the_ridges_and_leave_flat_blocks_out) {
    const LocalRegions upright = local_regions(waves(8));
    BOOST_TEST(upright.columns == 8);
    BOOST_TEST(upright.at(3, 3).foreground);
    BOOST_TEST(std::abs(upright.at(3, 3).across) < 0.001F);
    test::Pattern slanted{.turn_degrees = 30, .margin = 0};
    // ridges 30 degrees counter-clockwise: across them is 60 degrees the other way, y downwards
    BOOST_TEST(local_regions(test::draw(slanted)).at(4, 4).across == 60.0F / 360, boost::test_tools::tolerance(0.02F));  // grey differences see a slanted wave a degree off
    const LocalRegions half = local_regions(painted(260, 260, [](int x, int) { return x < 128 ? x % 8 * 30 : 200; }));
    BOOST_TEST(half.at(1, 1).foreground);
    BOOST_TEST(!half.at(6, 1).foreground);
}

BOOST_AUTO_TEST_CASE(frequency_is_1_where_one_wave_has_all_the_power_and_little_in_noise) {
    BOOST_TEST(frequency_domain(local_regions(waves(8))).mean >= 980);
    const Distribution between = frequency_domain(local_regions(waves(9)));  // 3.6 waves a window: the power lies in two
    BOOST_TEST(between.mean > 350);
    BOOST_TEST(between.mean < 700);
    BOOST_TEST(frequency_domain(local_regions(noise(1))).mean < 330);
}

BOOST_AUTO_TEST_CASE(clarity_is_1_between_clean_bars_and_0_where_the_widths_are_no_ridges) {
    BOOST_TEST(local_clarity_score(local_regions(bars(5, 4))).mean == 1000);
    BOOST_TEST(local_clarity_score(local_regions(bars(15, 12))).mean < 300);
    Random random(2);
    const GreyImage speckled = painted(260, 260, [&](int x, int) { return (x % 9 < 5) != (random.below(5) == 0) ? 30 : 220; });
    BOOST_TEST(local_clarity_score(local_regions(speckled)).mean == 800.0, boost::test_tools::tolerance(0.05));  // one pixel in five is of the other colour
}

BOOST_AUTO_TEST_CASE(certainty_is_1_along_one_direction_and_near_0_in_noise) {
    BOOST_TEST(orientation_certainty_level(waves(8)).mean == 1000);
    BOOST_TEST(orientation_certainty_level(noise(3)).mean < 150);
    BOOST_TEST(values_in(orientation_certainty_level(painted(256, 256, [](int, int) { return 99; }))) == 0);
}

BOOST_AUTO_TEST_CASE(flow_counts_only_turns_over_four_degrees_among_foreground_neighbours) {
    BOOST_TEST(values_in(orientation_flow(local_regions(waves(8)))) == 0);
    LocalRegions regions{.columns = 3, .rows = 3, .regions = std::vector<LocalRegion>(9)};
    for (LocalRegion& r : regions.regions) r.foreground = true, r.across = 0.25F;
    regions.regions[4].across = 0;  // a right angle to all eight
    BOOST_TEST(orientation_flow(regions).mean == 1000);
    for (LocalRegion& r : regions.regions) r.across = 0.24F;
    regions.regions[4].across = -0.24F;  // 7.2 degrees the short way round
    BOOST_TEST(orientation_flow(regions).mean == 37);
    regions.regions[0].foreground = false;
    BOOST_TEST(values_in(orientation_flow(regions)) == 0);
}

BOOST_AUTO_TEST_CASE(uniformity_is_the_ratio_of_ridge_to_valley_width) {
    const auto even = ridge_valley_uniformity(local_regions(bars(4, 4)));
    BOOST_TEST(even.mean == 1000);
    BOOST_TEST(even.deviation == 0);
    BOOST_TEST(ridge_valley_uniformity(local_regions(bars(6, 3))).mean == 2000);
    Profile profile;
    for (int i = 0; i < window_length; ++i) profile.ridge[i] = i >= 3 && i < 10 ? 1 : 0;
    const auto widths = widths_of(profile);
    BOOST_TEST(widths.size() == 2U);
    BOOST_TEST(widths[1].pixels == 7);
    BOOST_TEST(widths[1].ridge);
}

BOOST_AUTO_TEST_CASE(grey_means_weigh_pixels_or_blocks) {
    const GreyMeans m = grey_means(painted(48, 32, [](int x, int) { return x < 32 ? 100 : 200; }));
    BOOST_TEST(m.mean == 133'333);
    BOOST_TEST(m.mean_of_blocks == 150'000);
    BOOST_TEST(m.deviation == 47'140);
}

BOOST_AUTO_TEST_CASE(the_region_of_interest_is_the_dark_disc_without_its_hole_and_without_the_speck) {
    const auto within = [](int x, int y, int cx, int cy, int r) { return (x - cx) * (x - cx) + (y - cy) * (y - cy) < r * r; };
    const GreyImage disc = painted(400, 400, [&](int x, int y) {
        if (within(x, y, 200, 200, 10) || x < 0) return 255;
        if (within(x, y, 200, 200, 120)) return x % 9 < 5 ? 40 : 230;
        return within(x, y, 20, 380, 12) ? 40 : 255;
    });
    const Region region = region_of_interest(disc);
    BOOST_TEST(area_of(region) == 3.14159 * 120 * 120 / 387.5, boost::test_tools::tolerance(0.12));
    BOOST_TEST(int{region.cells.at(50, 50)} == 1);
    BOOST_TEST(int{region.cells.at(5, 95)} == 0);
    BOOST_TEST(mean_grey(disc, region) > 110'000);
    BOOST_TEST(mean_grey(disc, region) < 165'000);
}

BOOST_AUTO_TEST_CASE(coherence_is_1_along_one_direction) {
    Region all{.cells = {65, 65, 1}};
    BOOST_TEST(roi_coherence(waves(8), all).mean == 1000);
    BOOST_TEST(roi_coherence(waves(8), all).sum == 17 * 17 * 1000);
    BOOST_TEST(roi_coherence(noise(4), all).mean < 200);
}

BOOST_AUTO_TEST_CASE(minutiae_are_counted_all_and_in_the_middle) {
    const Framed framed{.image = waves(8, 400)};
    std::vector<Minutia> minutiae(10, Minutia{.x = 200, .y = 200});
    minutiae[0].x = 90, minutiae[1].x = 310;
    const MinutiaeSpread spread = minutiae_spread(framed, minutiae);
    BOOST_TEST(spread.count == 10);
    BOOST_TEST(spread.central == 8);
    BOOST_TEST(spread.well_directed == 1000);
    BOOST_TEST(minutiae_spread(framed, {}).count == 0);
}

BOOST_AUTO_TEST_CASE(the_placement_is_told_by_the_edges_that_the_finger_touches) {
    const auto disc = [](int cx, int cy) {
        return painted(320, 320, [=](int x, int y) { return (x - cx) * (x - cx) + (y - cy) * (y - cy) < 120 * 120 ? 128 + 100 * std::cos(x * 0.7) : 255; });
    };
    const auto off = [&](int cx, int cy) { return judge(disc(cx, cy)).measures.off_centre.value_or(-1); };
    BOOST_TEST(off(160, 160) == 0);
    BOOST_TEST(off(40, 160) > 500);
    BOOST_TEST(off(280, 160) > 500);
    BOOST_TEST(off(160, 40) > 500);   // too far forward
    BOOST_TEST(off(160, 280) == 0);   // a finger goes on below
    const auto causes = quality::causes(judge(disc(40, 160)).measures, 20);
    BOOST_TEST((std::find(causes.begin(), causes.end(), Cause::wrong_position) != causes.end()));
}

namespace {

/// Mean quality of a few invented fingers taken that way.
template <class Take>
int mean_quality(Take take) {
    static const std::vector<MasterPrint> prints{grow_finger(11), grow_finger(23), grow_finger(37)};
    int sum = 0;
    for (const MasterPrint& print : prints) sum += judge(take(print)).quality.value_or(0);
    return sum / static_cast<int>(prints.size());
}

/// Never rises from step to step, and falls by at least so much from the first to the last.
template <class Take>
void check_falls(const std::vector<int>& steps, int least, Take take) {
    int before = 101, first = 0;
    for (const int step : steps) {
        const int now = mean_quality([&](const MasterPrint& print) { return take(print, step); });
        BOOST_TEST(now <= before, "step " << step << ": " << now << " after " << before);
        if (step == steps.front()) first = now;
        before = now;
    }
    BOOST_TEST(before <= first - least, "from " << first << " only to " << before);
}

Impression good() { return {.distortion_percent = 10, .noise_percent = 10, .contact_percent = 95}; }

}  // namespace

BOOST_AUTO_TEST_CASE(quality_falls_as_the_finger_dries) {
    check_falls({0, -35, -70, -100}, 6, [](const MasterPrint& print, int moisture) {
        Impression i = good();
        i.moisture = moisture;
        return press(print, i);
    });
}

BOOST_AUTO_TEST_CASE(quality_falls_as_the_finger_gets_wet) {
    check_falls({0, 35, 70, 100}, 4, [](const MasterPrint& print, int moisture) {
        Impression i = good();
        i.moisture = moisture;
        return press(print, i);
    });
}

BOOST_AUTO_TEST_CASE(quality_falls_with_noise) {
    check_falls({10, 60, 100}, 2, [](const MasterPrint& print, int noise) {
        Impression i = good();
        i.noise_percent = noise;
        return press(print, i);
    });
}

BOOST_AUTO_TEST_CASE(quality_falls_as_less_of_the_finger_touches) {
    check_falls({95, 70, 50, 35}, 30, [](const MasterPrint& print, int contact) {
        Impression i = good();
        i.contact_percent = contact;
        return press(print, i);
    });
}

BOOST_AUTO_TEST_CASE(what_has_no_ridges_has_no_quality) {
    BOOST_TEST(judge(noise(9, 380)).quality.value_or(0) == 0);
    BOOST_TEST(!judge(painted(380, 380, [](int, int) { return 128; })).quality.has_value());  // failure to assess
}

BOOST_AUTO_TEST_CASE(quality_falls_as_the_print_gets_too_light_for_its_noise) {
    check_falls({100, 40, 15, 5}, 14, [](const MasterPrint& print, int strength) {
        GreyImage image = press(print, good());
        Random random(5);
        for (std::uint8_t& p : image.pixels) p = static_cast<std::uint8_t>(245 - (255 - p) * strength * 9 / 1000 - random.below(9));
        return image;
    });
}

BOOST_AUTO_TEST_SUITE_END()
