// EyesVisible, MouthOcclusionPrevention and FaceOcclusionPrevention. OFIQ asks a segmentation network that we do not have; our
// substitute counts pixels whose colour (red and green as shares of the sum, so that shadow does not matter) is not that of this
// face's skin. It finds masks, sunglasses, scarves and things; not a hand, which is skin itself, and not clear lenses. Under
// policy vn a blue mask painted over 51 photographs is found on 40, black sunglasses on 50; on the bare faces neither is seen.
#include <array>
#include <cmath>

#include "shared/portrait/measures/measures.hpp"

namespace motcua::portrait::measures {
namespace {

constexpr double other_red = 0.07, other_green = 0.05;
/// Below this luma a colour is noise.
constexpr int dark = 24;
/// A pale thing differs from skin in colour less than a dark one does, but a face this grey says nothing about colour at all.
constexpr double least_red = 0.36;

constexpr std::array<std::size_t, 12> left_eye{33, 246, 161, 160, 159, 158, 133, 155, 153, 145, 144, 163};
constexpr std::array<std::size_t, 12> right_eye{263, 466, 388, 387, 386, 385, 362, 382, 380, 374, 373, 390};
constexpr std::array<std::size_t, 20> outer_lips{61,  185, 40,  39,  37,  0,  267, 269, 270, 409,
                                                 291, 375, 321, 405, 314, 17, 84,  181, 91,  146};
constexpr std::array<std::size_t, 12> inner_lips{78, 81, 13, 311, 308, 402, 14, 178, 82, 312, 87, 317};

template <std::size_t n>
Region region(const Subject& s, const std::array<std::size_t, n>& corners, double grown = 0) {
    std::vector<Point> points;
    for (const std::size_t i : corners) {
        const Point p = s.points[i];
        if (grown == 0)
            points.push_back(p);
        else
            for (const double dx : {-grown, grown})
                for (const double dy : {-grown, grown}) points.push_back({p.x + dx, p.y + dy});
    }
    return convex_region(std::move(points), s.work.width, s.work.height);
}

/// Redder is no sign of a foreign thing on lips.
bool foreign(const Subject& s, int x, int y, double redder) {
    const std::uint8_t* c = s.work.row(y) + 3 * x;
    const double all = c[0] + c[1] + c[2];
    if (all < 3 * dark) return s.tone->luma > 3 * dark;  // black in a lit face
    const double red = c[2] / all - s.tone->red, green = c[1] / all - s.tone->green;
    return red < -other_red || red > redder || std::abs(green) > other_green;
}

struct Count {
    std::int64_t all = 0, foreign = 0;
    [[nodiscard]] double share() const { return all == 0 ? 0 : static_cast<double>(foreign) / static_cast<double>(all); }
};

bool known(const Subject& s) { return !s.points.empty() && s.tone && s.tone->red >= least_red; }

Measure made(MeasureId id, const Count& count) {
    if (count.all == 0) return {.id = id};
    return {.id = id, .assessed = true, .value = count.share(), .score = score::visible(count.share())};
}

}  // namespace

int score::visible(double occluded) { return to_score(100 * (1 - occluded)); }

Measure eyes_visible(const Subject& s) {
    if (!known(s)) return {.id = MeasureId::eyes_visible};
    Count count;
    for (const auto& eye : {left_eye, right_eye}) {
        const Region whites = region(s, eye);
        region(s, eye, s.at_work.eye_distance / 10).each([&](int x, int y) {  // lids and what lies around them
            if (whites.holds(x, y)) return;
            ++count.all;
            count.foreign += foreign(s, x, y, other_red);
        });
    }
    return made(MeasureId::eyes_visible, count);
}

Measure mouth_occlusion(const Subject& s) {
    if (!known(s)) return {.id = MeasureId::mouth_occlusion};
    Count count;
    const Region inner = region(s, inner_lips);
    region(s, outer_lips).each([&](int x, int y) {
        if (inner.holds(x, y)) return;  // teeth and tongue
        ++count.all;
        count.foreign += foreign(s, x, y, 1);
    });
    return made(MeasureId::mouth_occlusion, count);
}

Measure face_occlusion(const Subject& s) {
    if (!known(s)) return {.id = MeasureId::face_occlusion};
    Count count;
    const double brows = s.at_work.eye_distance / 6;
    const Region left = region(s, left_eye, brows), right = region(s, right_eye, brows), lips = region(s, outer_lips);
    s.skin.each([&](int x, int y) {
        if (left.holds(x, y) || right.holds(x, y) || lips.holds(x, y)) return;
        ++count.all;
        count.foreign += foreign(s, x, y, other_red);
    });
    return made(MeasureId::face_occlusion, count);
}

}  // namespace motcua::portrait::measures
