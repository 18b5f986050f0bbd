// Minutiae: where ridges end or fork. The extractor and the template it makes.
#pragma once

#include <cstdint>
#include <vector>

#include "shared/base/result.hpp"
#include "shared/finger/image.hpp"
#include "shared/finger/position.hpp"

namespace motcua::finger {

/// Codes of ISO/IEC 19794-2:2011, 8.4.4.
enum class MinutiaType : std::uint8_t { other = 0, ending = 1, bifurcation = 2 };

struct Minutia {
    std::int16_t x = 0;            ///< pixels at 500 ppi from the left edge
    std::int16_t y = 0;            ///< pixels at 500 ppi from the top edge
    std::uint8_t angle = 0;        ///< 1/256 turns, counter-clockwise from the positive x axis (19794-2, 8.4.3)
    MinutiaType type = MinutiaType::other;
    std::uint8_t quality = 0;      ///< 0..100

    friend bool operator==(const Minutia&, const Minutia&) = default;
};

/// Ridge direction on a coarse grid: helps the comparison where minutiae are few. Empty in foreign templates.
struct FlowMap {
    static constexpr int cell = 16;             ///< pixels a side
    static constexpr std::uint8_t none = 255;   ///< no finger here
    int columns = 0;
    int rows = 0;
    std::vector<std::uint8_t> angles{};         ///< 0..127 in 1/256 turns (a direction has no sense), or none

    friend bool operator==(const FlowMap&, const FlowMap&) = default;
};

struct Template {
    Position position = Position::unknown;
    std::uint8_t quality = 0;      ///< 0..100, of the picture; 255: not assessed
    int width = 0;                 ///< of the picture at 500 ppi
    int height = 0;
    std::vector<Minutia> minutiae{};  ///< best quality first, then by place; at most max_minutiae
    FlowMap flow{};

    friend bool operator==(const Template&, const Template&) = default;
};

/// ISO/IEC 19794-2 counts minutiae in one byte.
inline constexpr std::size_t max_minutiae = 255;

/// Extracts the template of one finger. Errors: those of normalise(), finger_unusable (no ridges, or fewer than
/// 4 minutiae, so that no comparison could say anything).
[[nodiscard]] Result<Template> extract(const GreyImage& image, Position position = Position::unknown);

/// Enough minutiae for a comparison to say anything.
[[nodiscard]] bool comparable(const Template& finger);

}  // namespace motcua::finger
