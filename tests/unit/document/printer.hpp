// Prints pages with a zone and photographs them, with known faults. The letters are those that .ci/ocr drew (MOTCUA_OCR).
#pragma once

#include <string>
#include <vector>

#include "assets/tools/ocr/random.hpp"
#include "shared/document/ocr.hpp"
#include "shared/identity/mrz.hpp"
#include "shared/picture/picture.hpp"

namespace motcua::test {

struct Shot {
    int width = 1280, height = 960;
    double turn = 0;                 ///< degrees, clockwise
    double share = 0.85;             ///< of the picture's width (turned: of what fits) that the page fills
    double keystone_x = 0, keystone_y = 0;  ///< perspective: how much larger one edge is than the other
    double blur = 0;                 ///< radius of a box, pixels, twice
    double noise = 0;                ///< deviation in grey values
    double light = 1;                ///< 1: paper at 230
    double unevenness = 0;           ///< share of the light that is lost from left to right
    bool guilloche = true;
    int jpeg = 0;                    ///< quality; 0: none
    double glare_x = -1, glare_y = -1, glare_radius = 0;  ///< on the page, in its widths
    int spot = -1;                   ///< the character (its number in the zone's text) on which a spot lies, hiding what is printed
    double spot_x = 0, spot_y = 0, spot_radius = 0.5;  ///< from the character's middle; in pitches
    int spot_grey = 255;             ///< 255: a reflection; that of the paper: worn
    std::uint64_t seed = 1;
};

/// The letters and the network; empty where .ci/ocr has not run.
struct Press {
    picture::Picture glyphs{};
    std::shared_ptr<const document::Ocr> ocr{};
    [[nodiscard]] bool ready() const { return !glyphs.empty() && ocr != nullptr; }
};
[[nodiscard]] const Press& press();

/// An invented person's zone, valid in all.
[[nodiscard]] std::string any_zone(identity::MrzFormat format, ocr_training::Random& random);

/// A document page (at 10 pixels a millimetre) with other print on it, and the zone at its foot.
[[nodiscard]] picture::Picture page(identity::MrzFormat format, const std::string& zone, const Shot& shot);
[[nodiscard]] picture::Picture photograph(const picture::Picture& page, const Shot& shot);

}  // namespace motcua::test
