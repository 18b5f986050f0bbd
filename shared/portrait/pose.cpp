// Where the head points: the rotation that takes MediaPipe's canonical face onto the mesh with the least weighted sum of squared
// distances. Horn, "Closed-form solution of absolute orientation using unit quaternions", 1987 (doi:10.1364/JOSAA.4.000629).
#include <array>
#include <cmath>

#include "shared/portrait/canonical_face.hpp"
#include "shared/portrait/landmarks.hpp"

namespace motcua::portrait {
namespace {

constexpr double degrees = 180 / 3.14159265358979323846;

/// In the canonical face's axes: the picture's y points down and the mesh's z away from the camera.
Point3 seen(const Landmarks& l, const CanonicalPoint& a) {
    const Point3& p = l.points[a.landmark];
    return {p.x, -p.y, -p.z};
}

using Matrix4 = std::array<std::array<double, 4>, 4>;
using Quaternion = std::array<double, 4>;

/// Horn's symmetric matrix, whose eigenvector of the greatest eigenvalue is the rotation.
Matrix4 horn(const Landmarks& l) {
    Point3 from{}, to{};
    double sum = 0;
    for (const CanonicalPoint& a : canonical_face) {
        const Point3 p = seen(l, a);
        from = {from.x + a.weight * a.canonical.x, from.y + a.weight * a.canonical.y, from.z + a.weight * a.canonical.z};
        to = {to.x + a.weight * p.x, to.y + a.weight * p.y, to.z + a.weight * p.z};
        sum += a.weight;
    }
    double s[3][3] = {};
    for (const CanonicalPoint& a : canonical_face) {
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
