// The official picture: cut out of the one that was taken, straight, the head at the size and place that the rules ask for.
// Nothing is invented: what is not in the picture is not in the cut, and no pixel is made larger than it was.
#pragma once

#include <optional>
#include <string>

#include "shared/picture/picture.hpp"
#include "shared/portrait/judge.hpp"
#include "shared/portrait/subject.hpp"

namespace motcua::portrait {

/// The shape of an official picture. The head (crown to chin) of an ICAO portrait is 70-80 % of the height and its eye line
/// 50-70 % above the lower edge (Doc 9303-3; ISO/IEC 39794-5 D.1.4); the crown is as far above the eyes as the chin is below.
struct Format {
    int across = 3, down = 4;  ///< the ratio
    double head = 0.72;        ///< crown to chin over the height
    double eye_line = 0.46;    ///< from the upper edge, over the height
    int most_units = 300;      ///< at most 900 x 1200 pixels
    int least_units = 30;
};
/// The digital portrait of an account (domain.md 7.1: 3:4, 600 x 800 or more).
[[nodiscard]] constexpr Format format_vn() { return {}; }

/// Where the official picture lies in the one that was taken, and how many pixels it gets.
struct Cut {
    Point centre{};      ///< in pixels of the picture as taken; a pixel's middle is at its number + 0.5
    Point across{1, 0};  ///< unit vector along the upper edge
    double scale = 1;    ///< pixels as taken for each of the result: 1 or more
    int width = 0, height = 0;
};

/// The ideal cut where it fits in a picture of this size; else the largest that does, the eyes as near to their place as can be.
/// A tilt of 0.6 to 15 degrees is straightened; less is not seen, more is for the person to mend. Nothing when the face is too
/// small to make a picture of.
[[nodiscard]] std::optional<Cut> plan_cut(const Geometry& face, int width, int height, const Format& format);

/// The pixels of a cut, bilinear in integers (averaged where the result has fewer): the same in every build.
[[nodiscard]] picture::Picture cut_out(const picture::Picture& picture, const Cut& cut);

struct Official {
    Verdict verdict{};    ///< of the cut as the server will see it; without a face, of the picture as it is
    std::string jpeg{};   ///< empty: there was nothing to cut, the picture is to be kept as it is
    std::string whole{};  ///< JPEG, 480 pixels high at most: all there was, to be shown beside the cut
};
/// Cuts the face out, if it is the only one of its size, and judges what came of it.
[[nodiscard]] Official make_official(const picture::Picture& picture, const Models& models, const Policy& policy,
                                     const Format& format);

}  // namespace motcua::portrait
