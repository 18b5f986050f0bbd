#include "shared/finger/slap.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "shared/finger/arithmetic.hpp"
#include "shared/finger/slap_layout.hpp"

namespace motcua::finger {
namespace {

constexpr std::array<std::string_view, 4> names{"finger", "right_four", "left_four", "two_thumbs"};
constexpr int largest_side = 2600;   // pixels at 500 ppi: 13 cm, more than any platen
constexpr int margin = 12;           // pixels around a finger that is cut out
constexpr float sure_drop = 70.0F;   // pixels at 500 ppi (3.6 mm) by which the little finger's tip lies lower than the index's
constexpr float narrower = 0.5F;     // weight of the widths beside it: a little finger is narrower as well

bool is_missing(std::span<const Position> missing, Position position) { return std::find(missing.begin(), missing.end(), position) != missing.end(); }

/// How far a finger leans, counter-clockwise from the hand's direction, as far as it is long enough to say it.
float lean_of(const slap::Column& column) {
    const slap::Axis axis = slap::axis_of(column.spots);
    return axis.elongation < 1.12F ? 0 : std::clamp(axis.turns, -1.0F / 24, 1.0F / 24);  // 15 degrees
}

struct Extent {
    float low = 0, high = 0;
};

/// From the 2nd to the 98th percentile: a few stray cells do not widen a finger.
Extent extent_of(std::vector<float> values) {
    std::sort(values.begin(), values.end());
    return {values[values.size() / 50], values[values.size() - 1 - values.size() / 50]};
}

/// The box of a finger: its cells' extent along its own axis and across it.
TiltedBox box_of(const slap::Column& column, int hand_degrees) {
    const float lean = lean_of(column), c = cosine(lean), s = sine(lean);
    std::vector<float> across, along;
    for (const slap::Spot& spot : column.spots) {
        across.push_back(c * spot.across - s * spot.along);
        along.push_back(s * spot.across + c * spot.along);
    }
    const Extent a = extent_of(std::move(across)), b = extent_of(std::move(along));
    const float turn = lean + static_cast<float>(hand_degrees) / 360.0F, ct = cosine(turn), st = sine(turn);
    const float u = (a.low + a.high) / 2, v = (b.low + b.high) / 2;
    return {.x = nearest(ct * u + st * v), .y = nearest(ct * v - st * u), .width = nearest(a.high - a.low) + 8, .height = nearest(b.high - b.low) + 8,
            .degrees = nearest(turn * 360)};
}

std::uint8_t grey_at(const GreyImage& image, float x, float y) {
    if (x < 0 || y < 0 || x > static_cast<float>(image.width - 1) || y > static_cast<float>(image.height - 1)) return 255;
    const int c = std::min(static_cast<int>(x), image.width - 2), r = std::min(static_cast<int>(y), image.height - 2);
    const float u = x - static_cast<float>(c), v = y - static_cast<float>(r);
    const float top = image.at(c, r) * (1 - u) + image.at(c + 1, r) * u, bottom = image.at(c, r + 1) * (1 - u) + image.at(c + 1, r + 1) * u;
    return static_cast<std::uint8_t>(nearest(top * (1 - v) + bottom * v));
}

/// The finger by itself, upright.
GreyImage cut_out(const GreyImage& image, const TiltedBox& box) {
    GreyImage out = blank_image(box.width + 2 * margin, box.height + 2 * margin);
    const float turn = static_cast<float>(box.degrees) / 360.0F, c = cosine(turn), s = sine(turn);
    for (int y = 0; y < out.height; ++y)
        for (int x = 0; x < out.width; ++x) {
            const float u = static_cast<float>(x) - static_cast<float>(out.width - 1) / 2, v = static_cast<float>(y) - static_cast<float>(out.height - 1) / 2;
            out.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(out.width) + static_cast<std::size_t>(x)] =
                grey_at(image, static_cast<float>(box.x) + c * u + s * v, static_cast<float>(box.y) + c * v - s * u);
        }
    return out;
}

/// The little finger's tip is the lowest, and it is the narrowest; the index finger lies on the other side.
std::optional<Capture> hand_of(const std::vector<slap::Column>& columns) {
    const slap::Column &left = columns.front(), &right = columns.back();
    const float drop = right.tip - left.tip + narrower * (left.width - right.width);
    if (drop >= sure_drop) return Capture::right_four;
    return drop <= -sure_drop ? std::optional(Capture::left_four) : std::nullopt;
}

Error miscounted(Capture asked, int found, int expected) {
    const ErrorCode code = asked == Capture::two_thumbs ? ErrorCode::finger_slap_thumbs
                           : found < expected           ? ErrorCode::finger_slap_few
                                                        : ErrorCode::finger_slap_many;
    return {.code = code, .detail = std::to_string(found) + " of " + std::to_string(expected)};
}

/// A box in the pixels of the picture as it was sent.
TiltedBox at_resolution(TiltedBox box, int ppi) {
    for (int* side : {&box.x, &box.y, &box.width, &box.height}) *side = (*side * ppi + standard_ppi / 2) / standard_ppi;
    return box;
}

}  // namespace

std::string_view text(Capture capture) { return names[static_cast<std::size_t>(capture)]; }

std::optional<Capture> parse_capture(std::string_view name) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name) return static_cast<Capture>(i);
    return std::nullopt;
}

std::vector<Position> fingers_of(Capture capture) {
    switch (capture) {
        case Capture::right_four: return {Position::right_index, Position::right_middle, Position::right_ring, Position::right_little};
        case Capture::left_four: return {Position::left_little, Position::left_ring, Position::left_middle, Position::left_index};
        case Capture::two_thumbs: return {Position::left_thumb, Position::right_thumb};
        case Capture::single: break;
    }
    return {Position::unknown};
}

Result<Slap> segment_slap(const GreyImage& image, Capture asked, std::span<const Position> missing) {
    if (std::max(image.width, image.height) > static_cast<std::int64_t>(largest_side) * image.ppi / standard_ppi) return ErrorCode::finger_image_pixels;
    MOTCUA_TRY(picture, at_standard_ppi(image));
    std::vector<Position> positions = fingers_of(asked);
    const bool all = std::none_of(positions.begin(), positions.end(), [&](Position p) { return is_missing(missing, p); });
    positions.erase(std::remove_if(positions.begin(), positions.end(), [&](Position p) { return is_missing(missing, p); }), positions.end());
    const slap::Found found = slap::find_fingers(picture, static_cast<int>(positions.size()));
    if (found.columns.size() != positions.size() || positions.empty())
        return miscounted(asked, static_cast<int>(found.columns.size()), static_cast<int>(positions.size()));
    Slap out{.degrees = found.degrees};
    // with a finger missing, lengths say little of the hand
    if (all && positions.size() == 4) out.hand = hand_of(found.columns);
    if (out.hand && *out.hand != asked) return Error{.code = ErrorCode::finger_slap_hand, .detail = std::string(text(*out.hand))};
    for (std::size_t i = 0; i < positions.size(); ++i) {
        const TiltedBox box = box_of(found.columns[i], found.degrees);
        out.fingers.push_back({.position = positions[i], .box = at_resolution(box, is_standard(image.ppi) ? standard_ppi : image.ppi), .image = cut_out(picture, box)});
    }
    return out;
}

}  // namespace motcua::finger
