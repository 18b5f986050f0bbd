// One face prepared for measuring: its geometry, and the picture at a size where every face is equally large.
#pragma once

#include <vector>

#include "shared/picture/picture.hpp"
#include "shared/portrait/detect.hpp"

namespace motcua::portrait {

/// Geometry from the six key points. The chin is not among them: the distance from the eye line to the chin ("T" of
/// ISO/IEC 29794-5) is taken as 1.52 times that from the eyes to the mouth, the ratio of an average adult face.
struct Geometry {
    Point eyes{};               ///< mid-point of the eyes
    Point across{1, 0};         ///< unit vector from the viewer's left eye to the right one
    Point down{0, 1};           ///< unit vector from the eyes to the chin, square to `across`
    double eye_distance = 0;    ///< in the picture, not corrected for yaw
    double mouth_distance = 0;  ///< eye line to mouth
    double chin_distance = 0;   ///< T
};
[[nodiscard]] Geometry geometry_of(const Face& face, double scale);

struct Subject {
    int width = 0, height = 0;  ///< of the picture as given
    std::vector<Face> faces{};
    Geometry face{};  ///< in pixels of the picture as given
    // The working copy: eye distance at most working_eye_distance, never enlarged.
    picture::Picture work{};
    picture::Picture luminance{};  ///< of `work`: 0.2126 R + 0.7152 G + 0.0722 B of linearised sRGB, 0..255
    Geometry at_work{};
};
inline constexpr double working_eye_distance = 81;  ///< as in OFIQ's 354 x 292 background measure

[[nodiscard]] Subject prepare(const picture::Picture& picture, std::vector<Face> faces);

/// Linear luminance of a whole picture, integers throughout.
[[nodiscard]] picture::Picture linear_luminance(const picture::Picture& picture);

/// Is the pixel in the ellipse that holds brows to chin, ear to ear (for the convex hull of landmarks)?
[[nodiscard]] bool in_face(const Geometry& g, double x, double y);
/// Is the pixel surely background: clear of head and hair, and above the shoulders?
[[nodiscard]] bool in_background(const Geometry& g, double x, double y);

/// Counts of the 256 luminance values in the face region of the working copy.
[[nodiscard]] std::vector<std::int64_t> face_histogram(const Subject& subject);

/// The cheek squares of ISO/IEC 29794-5: side 0.3 eye distances, half-way between eyes and mouth, inward from each eye.
struct Square {
    int left = 0, top = 0, side = 0;
};
struct Cheeks {
    Square left{}, right{};
};
[[nodiscard]] Cheeks cheeks(const Geometry& g);

}  // namespace motcua::portrait
