// The official picture: cut out of the one that was taken, straight, the head at the size and place that the rules ask for.
// Nothing is invented: what is not in the picture is not in the cut, and no pixel is made larger than it was.
#pragma once

#include <optional>
#include <string>

#include "shared/picture/picture.hpp"
#include "shared/portrait/judge.hpp"
#include "shared/portrait/subject.hpp"

namespace motcua::portrait {

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
/// The picture with its verdict, and no cut. Errors: as judge().
[[nodiscard]] Result<Official> judge_as_it_is(const picture::Picture& picture, const Models& models, const Policy& policy);
/// Cuts the face out in the policy's format, if it is the only one of its size, and judges what came of it. Errors: as judge().
[[nodiscard]] Result<Official> make_official(const picture::Picture& picture, const Models& models, const Policy& policy);

}  // namespace motcua::portrait
