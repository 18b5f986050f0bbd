// Where the head points: the rotation that takes MediaPipe's canonical face onto the mesh with the least weighted sum of squared
// distances. Horn, "Closed-form solution of absolute orientation using unit quaternions", 1987 (doi:10.1364/JOSAA.4.000629).
#include <array>
#include <cmath>

#include "shared/portrait/landmarks.hpp"

namespace motcua::portrait {
namespace {

constexpr double degrees = 180 / 3.14159265358979323846;

struct Anchor {
    std::size_t landmark;
    double weight;
    Point3 canonical;  ///< centimetres; x to the viewer's right, y up, z towards the camera
};
/// The points that expression moves least, with the weights MediaPipe gives them (its geometry metadata in @mediapipe/face_mesh
/// 0.4.1633559619, Apache-2.0).
constexpr Anchor anchors[] = {
    {4, 0.070910, {0.000, -0.463, 7.587}},   {6, 0.032100, {0.000, 2.473, 5.789}},    {10, 0.008447, {0.000, 8.262, 4.482}},
    {33, 0.058724, {-4.446, 2.664, 3.173}},  {54, 0.007667, {-6.279, 6.615, 1.426}},  {67, 0.009078, {-3.524, 8.006, 3.729}},
    {117, 0.009792, {-5.259, 0.946, 2.974}}, {119, 0.014565, {-3.301, 0.862, 3.873}}, {121, 0.018591, {-1.821, 1.468, 4.224}},
    {127, 0.005198, {-7.743, 2.365, -2.005}}, {129, 0.120625, {-1.786, -0.978, 4.850}}, {132, 0.005560, {-7.271, -2.891, -2.252}},
    {133, 0.053286, {-1.856, 2.585, 3.758}}, {136, 0.066890, {-5.085, -7.179, 0.715}}, {143, 0.014817, {-6.408, 2.236, 1.561}},
    {147, 0.014263, {-6.235, -1.944, 1.664}}, {198, 0.025462, {-1.247, 0.230, 5.681}}, {205, 0.047252, {-3.833, -1.537, 4.138}},
    {263, 0.058724, {4.446, 2.664, 3.173}},  {284, 0.007667, {6.279, 6.615, 1.426}},  {297, 0.009078, {3.524, 8.006, 3.729}},
    {346, 0.009792, {5.259, 0.946, 2.974}},  {348, 0.014565, {3.301, 0.862, 3.873}},  {350, 0.018591, {1.821, 1.468, 4.224}},
    {356, 0.005198, {7.743, 2.365, -2.005}}, {358, 0.120625, {1.786, -0.978, 4.850}}, {361, 0.005560, {7.271, -2.891, -2.252}},
    {362, 0.053286, {1.856, 2.585, 3.758}},  {365, 0.066890, {5.085, -7.179, 0.715}}, {372, 0.014817, {6.408, 2.236, 1.561}},
    {376, 0.014263, {6.235, -1.944, 1.664}}, {420, 0.025462, {1.247, 0.230, 5.681}},  {425, 0.047252, {3.833, -1.537, 4.138}},
};

/// In the canonical face's axes: the picture's y points down and the mesh's z away from the camera.
Point3 seen(const Landmarks& l, const Anchor& a) {
    const Point3& p = l.points[a.landmark];
    return {p.x, -p.y, -p.z};
}

using Matrix4 = std::array<std::array<double, 4>, 4>;
using Quaternion = std::array<double, 4>;

/// Horn's symmetric matrix, whose eigenvector of the greatest eigenvalue is the rotation.
Matrix4 horn(const Landmarks& l) {
    Point3 from{}, to{};
    double sum = 0;
    for (const Anchor& a : anchors) {
        const Point3 p = seen(l, a);
        from = {from.x + a.weight * a.canonical.x, from.y + a.weight * a.canonical.y, from.z + a.weight * a.canonical.z};
        to = {to.x + a.weight * p.x, to.y + a.weight * p.y, to.z + a.weight * p.z};
        sum += a.weight;
    }
    double s[3][3] = {};
    for (const Anchor& a : anchors) {
        const Point3 p = seen(l, a);
        const double u[3] = {a.canonical.x - from.x / sum, a.canonical.y - from.y / sum, a.canonical.z - from.z / sum},
                     v[3] = {p.x - to.x / sum, p.y - to.y / sum, p.z - to.z / sum};
        for (int i = 0; i < 3; ++i)
            for (int j = 0; j < 3; ++j) s[i][j] += a.weight * u[i] * v[j];
    }
    return {{{s[0][0] + s[1][1] + s[2][2], s[1][2] - s[2][1], s[2][0] - s[0][2], s[0][1] - s[1][0]},
             {s[1][2] - s[2][1], s[0][0] - s[1][1] - s[2][2], s[0][1] + s[1][0], s[2][0] + s[0][2]},
             {s[2][0] - s[0][2], s[0][1] + s[1][0], s[1][1] - s[0][0] - s[2][2], s[1][2] + s[2][1]},
             {s[0][1] - s[1][0], s[2][0] + s[0][2], s[1][2] + s[2][1], s[2][2] - s[0][0] - s[1][1]}}};
}

/// One Jacobi rotation that makes m[p][q] nought; the columns of `vectors` follow.
void rotate(Matrix4& m, Matrix4& vectors, std::size_t p, std::size_t q) {
    if (m[p][q] == 0) return;
    const double theta = (m[q][q] - m[p][p]) / (2 * m[p][q]);
    const double t = (theta < 0 ? -1 : 1) / (std::abs(theta) + std::sqrt(theta * theta + 1));
    const double c = 1 / std::sqrt(t * t + 1), s = t * c;
    for (std::size_t k = 0; k < 4; ++k) {
        const double a = m[k][p], b = m[k][q];
        m[k][p] = c * a - s * b, m[k][q] = s * a + c * b;
    }
    for (std::size_t k = 0; k < 4; ++k) {
        const double a = m[p][k], b = m[q][k];
        m[p][k] = c * a - s * b, m[q][k] = s * a + c * b;
        const double u = vectors[k][p], v = vectors[k][q];
        vectors[k][p] = c * u - s * v, vectors[k][q] = s * u + c * v;
    }
}

/// By Jacobi's method: eight sweeps are more than a matrix of four needs.
Quaternion greatest_eigenvector(Matrix4 m) {
    Matrix4 vectors{};
    for (std::size_t i = 0; i < 4; ++i) vectors[i][i] = 1;
    for (int sweep = 0; sweep < 8; ++sweep)
        for (std::size_t p = 0; p < 3; ++p)
            for (std::size_t q = p + 1; q < 4; ++q) rotate(m, vectors, p, q);
    std::size_t best = 0;
    for (std::size_t i = 1; i < 4; ++i)
        if (m[i][i] > m[best][best]) best = i;
    return {vectors[0][best], vectors[1][best], vectors[2][best], vectors[3][best]};
}

/// To tenths of a degree: libraries differ in the last bits of an arc tangent.
double tenths(double radians) { return std::floor(radians * degrees * 10 + 0.5) / 10; }

}  // namespace

Pose pose_of(const Landmarks& landmarks) {
    const auto [w, x, y, z] = greatest_eigenvector(horn(landmarks));
    // where the face's own axes point: R = Rz(roll) Rx(pitch) Ry(yaw) would mix them less evenly for a turned head
    const double forward_x = 2 * (x * z + w * y), forward_y = 2 * (y * z - w * x), forward_z = 1 - 2 * (x * x + y * y);
    const double right_x = 1 - 2 * (y * y + z * z), right_y = 2 * (x * y + w * z);
    return {.yaw = tenths(std::atan2(forward_x, forward_z)),
            .pitch = tenths(std::atan2(-forward_y, std::sqrt(forward_x * forward_x + forward_z * forward_z))),
            .roll = tenths(std::atan2(-right_y, right_x))};
}

}  // namespace motcua::portrait
