// Logarithm and power for the encoder's bin widths, from + - * / only: libm differs between builds in the last bit.
#pragma once

namespace motcua::finger::wsq {

inline constexpr double ln2 = 0.693147180559945309417232121458;

/// ln x for x > 0; relative error about 1e-15.
[[nodiscard]] inline double logarithm(double x) {
    int doublings = 0;
    for (; x > 1.4142135623730951; x /= 2) ++doublings;
    for (; x < 0.7071067811865476; x *= 2) --doublings;
    const double z = (x - 1) / (x + 1), square = z * z;
    double sum = 0;
    for (int i = 41; i > 0; i -= 2) sum = sum * square + 1.0 / i;
    return 2 * z * sum + doublings * ln2;
}

/// e^x for |x| < 700.
[[nodiscard]] inline double exponential(double x) {
    int doublings = 0;
    for (; x > 0.35; x -= ln2) ++doublings;
    for (; x < -0.35; x += ln2) --doublings;
    double sum = 1;
    for (int i = 20; i > 0; --i) sum = 1 + x * sum / i;
    for (; doublings > 0; --doublings) sum *= 2;
    for (; doublings < 0; ++doublings) sum /= 2;
    return sum;
}

[[nodiscard]] inline double power(double base, double exponent) { return exponential(exponent * logarithm(base)); }

}  // namespace motcua::finger::wsq
