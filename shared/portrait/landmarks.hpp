// Dense landmarks: MediaPipe's face mesh (192 x 192 input, 468 three-dimensional points), and what follows from them at once:
// how far the eyes and the mouth are open, and where the head points.
#pragma once

#include <array>
#include <optional>

#include "shared/picture/picture.hpp"
#include "shared/portrait/detect.hpp"
#include "shared/portrait/models.hpp"

namespace motcua::portrait {

/// x and y in pixels of the picture, in quarters (see Point); z on the same scale, towards the camera negative.
struct Point3 {
    double x = 0, y = 0, z = 0;
};

inline constexpr std::size_t landmark_count = 468;

/// The points in the order of MediaPipe's canonical face; `mesh` names those that the measures use.
struct Landmarks {
    std::array<Point3, landmark_count> points{};
    double presence = 0;  ///< 0..1, three decimals: how sure the network is that there is a face under the points
};
/// Below this presence the points say nothing.
inline constexpr double min_presence = 0.5;

/// Left and right are those of the picture's viewer.
namespace mesh {
inline constexpr std::size_t left_eye_outer = 33, left_eye_inner = 133, right_eye_inner = 362, right_eye_outer = 263;
inline constexpr std::size_t nose_tip = 1, chin = 152, forehead = 10, mouth_left = 61, mouth_right = 291;
}  // namespace mesh

/// The points of one face; nothing when the network is not loaded or sees no face there (presence below min_presence).
/// Errors: portrait.model.
[[nodiscard]] Result<std::optional<Landmarks>> find_landmarks(const picture::Picture& picture, const Face& face,
                                                              const Models& models);

struct EyeCentres {
    Point3 left{}, right{};
};
/// The centres of the eyes (the middle of both corners), and T of ISO/IEC 29794-5: the distance from their mid-point to the
/// chin, in pixels.
[[nodiscard]] EyeCentres eye_centres(const Landmarks& landmarks);
[[nodiscard]] double eyes_to_chin(const Landmarks& landmarks);

/// Degrees, by fitting the canonical three-dimensional face. Yaw: positive turned to the viewer's right; pitch: positive
/// looking down (ISO/IEC 39794-5); roll: positive tilted to the viewer's right. The pitch leans: its median over 51 photographs
/// of people who mostly look ahead is +5.
struct Pose {
    double yaw = 0, pitch = 0, roll = 0;
};
[[nodiscard]] Pose pose_of(const Landmarks& landmarks);

/// ISO/IEC 29794-5 EyesOpen, each eye by itself: the largest distance of upper and lower lid over T, the distance from the
/// mid-point of the eyes to the chin. An open eye has about 0.07, a closed one less than 0.02.
struct EyeOpenness {
    double left = 0, right = 0;
};
[[nodiscard]] EyeOpenness eyes_open(const Landmarks& landmarks);

/// Largest distance of the inner lips over T (ISO/IEC 29794-5 MouthClosed).
[[nodiscard]] double mouth_open(const Landmarks& landmarks);

}  // namespace motcua::portrait
