// One face prepared for measuring: its landmarks and geometry, and the part of the picture around it at a size where every face
// is equally large. Everything that more than one measure needs is made here, once.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "shared/picture/picture.hpp"
#include "shared/portrait/detect.hpp"
#include "shared/portrait/landmarks.hpp"
#include "shared/portrait/region.hpp"

namespace motcua::portrait {

/// From the landmarks; without them from the detector's six points, where the chin is not among them: then the distance from the
/// eye line to the chin ("T" of ISO/IEC 29794-5) is taken as 1.52 times that from the eyes to the mouth, as in an average face.
struct Geometry {
    Point eyes{};               ///< mid-point of the eyes
    Point across{1, 0};         ///< unit vector from the viewer's left eye to the right one
    Point down{0, 1};           ///< unit vector from the eyes to the chin, square to `across`
    double eye_distance = 0;    ///< in the picture, not corrected for yaw
    double mouth_distance = 0;  ///< eye line to mouth
    double chin_distance = 0;   ///< T
};
[[nodiscard]] Geometry geometry_of(const Face& face, double scale = 1);
[[nodiscard]] Geometry geometry_of(const Landmarks& landmarks);

/// A pixel in the face's own axes, from the mid-point of the eyes, in pixels.
struct Local {
    double across = 0, down = 0;
};
[[nodiscard]] Local local(const Geometry& g, double x, double y);

/// The colour of a face's skin: medians over cheeks, nose bridge and chin, as shares of the sum of red, green and blue (so that
/// shadow does not matter). Not known in a grey picture.
struct SkinTone {
    double red = 0, green = 0;
    double luma = 0;  ///< 0..255
};

struct Subject {
    int width = 0, height = 0;  ///< of the picture as given
    std::vector<Face> faces{};
    std::optional<Landmarks> mesh{};  ///< of the largest face, in pixels of the picture as given
    std::optional<Pose> pose{};
    Geometry face{};          ///< in pixels of the picture as given
    double block_edges = -1;  ///< share of JPEG-like block edges of the picture (see block_edges()); -1: not measured

    // The working copy: the window around the face, eye distance at most working_eye_distance, never enlarged.
    picture::Picture work{};
    picture::Picture grey{};       ///< BT.601 luma of `work`
    picture::Picture luminance{};  ///< of `work`: 0.2126 R + 0.7152 G + 0.0722 B of linearised sRGB, 0..255
    picture::Picture person{};     ///< 0 background to 255 person; empty: not known
    Geometry at_work{};
    std::vector<Point> points{};                ///< the landmarks in `work`; empty without a mesh
    Region skin{};                              ///< jaw to brows: the "landmarked region" of ISO/IEC 29794-5
    std::array<std::int64_t, 256> histogram{};  ///< of the luminance in `skin`
    std::optional<SkinTone> tone{};
};
inline constexpr double working_eye_distance = 81;  ///< as in OFIQ's 354 x 292 background measure

/// Everything, or what a live camera frame needs: no person mask (and so no background), no block edges.
enum class Extent : std::uint8_t { full, live };

/// Without faces the subject is empty. What a network fails to give is not known; the measures that need it are not assessed.
[[nodiscard]] Subject prepare(const picture::Picture& picture, std::vector<Face> faces, const Models& models, Extent extent);

/// The same from landmarks and mask that are known already (tests, other finders). `person` has the size of the picture or is
/// empty.
struct Findings {
    std::optional<Landmarks> mesh{};
    picture::Picture person{};
};
[[nodiscard]] Subject prepare(const picture::Picture& picture, std::vector<Face> faces, Findings findings, Extent extent);

/// Linear luminance of a whole picture, integers throughout.
[[nodiscard]] picture::Picture linear_luminance(const picture::Picture& picture);

/// The cheek squares of ISO/IEC 29794-5: side 0.3 eye distances, half-way between eyes and mouth, inward from each eye.
struct Square {
    int left = 0, top = 0, side = 0;
};
struct Cheeks {
    Square left{}, right{};
};
[[nodiscard]] Cheeks cheeks(const Geometry& g);

}  // namespace motcua::portrait
