#include "server/registry/demo_face_paint.hpp"

#include <algorithm>
#include <cmath>

namespace motcua::demo {
namespace {

double bell(double v) { return std::exp(-v * v / 2); }

Rgb skin_at(const Traits& t, double x, double y) {
    const double broad = fractal(x * 2.2 + 7, y * 2.2, t.texture, 3) - 0.5,
                 fine = fractal(x * 26, y * 26, t.texture + 9, 2) - 0.5;
    Rgb c = scaled(t.skin, 1 + 0.28 * broad + 0.10 * fine);
    const double red = t.blush * (bell((std::abs(x) - 0.55) / 0.22) * bell((y - 0.5) / 0.2) +
                                  0.7 * bell(x / 0.16) * bell((y - t.nose_length + 0.1) / 0.13));
    c = blend(c, {c.r * 1.06, c.g * 0.74, c.b * 0.72}, red);
    const double tired = (0.25 + 0.35 * t.age) * bell((std::abs(x) - t.eye_x + 0.05) / 0.16) * bell((y - t.eye_y - 0.17) / 0.06);
    c = blend(c, {c.r * 0.62, c.g * 0.55, c.b * 0.58}, tired);
    const double freckle =
        t.freckles > 0 ? t.freckles * smooth(0.72, 0.95, noise(x * 30, y * 30, t.texture + 5)) * bell((y - 0.35) / 0.3) : 0;
    c = blend(c, {c.r * 0.62, c.g * 0.45, c.b * 0.36}, freckle);
    if (t.mole && std::hypot(x - t.mole_x, y - t.mole_y) < 0.028) c = scaled(c, 0.25);
    return c;
}

/// Where the beard grows, 0..1.
double beard_mask(const Traits& t, double x, double y) {
    if (t.beard == Beard::none) return 0;
    const double a = std::abs(x), wide = a / (t.mouth_half * 1.2);
    const double middle = t.mouth_y - t.lip_upper - 0.035 + 0.11 * wide * wide,
                 thick = 0.095 * (1 - wide * wide) + 0.004;  // droops to the corners
    const double moustache = wide < 1 ? (1 - smooth(thick * 0.4, thick, std::abs(y - middle))) * (1 - 0.35 * bell(x / 0.03)) : 0;
    const double goatee = smooth(t.mouth_y + 0.13, t.mouth_y + 0.22, y) * (1 - smooth(0.20, 0.34, a));
    const double edge = t.mouth_y - 0.02 - 0.85 * std::pow(std::max(0.0, a - 0.36), 1.1);
    const double cheeks = smooth(edge, edge + 0.14, y) *
                          smooth(t.mouth_half - 0.02, t.mouth_half + 0.08, a + std::max(0.0, y - t.mouth_y - 0.1) * 2.2);
    if (t.beard == Beard::moustache) return moustache;
    if (t.beard == Beard::goatee) return std::max(moustache, goatee);
    return std::max({moustache, goatee, cheeks});
}

void paint_beard(const Traits& t, double x, double y, Surface& s) {
    const double mask = beard_mask(t, x, y);
    if (mask <= 0) return;
    const double hairs = 0.55 + 0.7 * (noise(x * 120, y * 24, t.texture + 21) - 0.5);
    if (t.beard == Beard::stubble)
        s.colour = blend(s.colour, {0.10, 0.09, 0.09}, mask * 0.5 * (0.7 + hairs * 0.5));
    else
        s.colour = blend(s.colour, scaled(t.brow, 0.8 + 0.8 * hairs), std::min(0.94, mask * (0.62 + 0.4 * hairs)));
}

void paint_brow(const Traits& t, const Day& day, double x, double y, Surface& s) {
    const double from = t.eye_x - t.brow_length * 0.95, to = t.eye_x + t.brow_length * 1.0;
    const double at = (std::abs(x) - from) / (to - from);
    if (at < -0.05 || at > 1.05) return;
    const double centre = t.brow_y + day.brows + t.wry * (x < 0 ? -0.5 : 0.5) -
                          t.brow_arch * std::sin(3.1416 * std::pow(std::clamp(at, 0.0, 1.0), 1.4)) - t.brow_tilt * (at - 0.5);
    const double thick = t.brow_thick * std::pow(std::max(0.0, 1 - std::pow(std::clamp(at, 0.0, 1.0), 2.2)), 0.7) + 0.006;
    const double inside = (1 - smooth(thick * 0.45, thick * 1.45, std::abs(y - centre))) * smooth(-0.04, 0.06, at);
    const double side = x < 0 ? -1 : 1;
    const double hairs = noise(side * x * 95 + (y - centre) * 80 * (0.3 + at), (y - centre) * 26 - side * x * 8, t.texture + 31);
    s.colour = blend(s.colour, t.brow, std::clamp(inside * t.brow_dense * (0.62 + 0.5 * hairs), 0.0, 0.96));
}

/// One eye in its own frame: u from the inner to the outer corner (-1..1), v downwards from the corner line.
struct Eye {
    double u = 0, v = 0, upper = 0, lower = 0, side = 1;
};
Eye eye_frame(const Traits& t, const Day& day, double x, double y) {
    Eye e{.side = x < 0 ? -1.0 : 1.0};
    y += t.wry * e.side * 0.4;
    e.u = (std::abs(x) - t.eye_x) / t.eye_half;
    e.v = y - (t.eye_y - t.eye_tilt * t.eye_half * e.u);
    const double arc = std::max(0.0, 1 - e.u * e.u),
                 open = t.eye_open * (1 - std::max(0.0, 0.18 * day.smile) - 0.6 * std::max(0.0, day.lids));
    e.upper = -open * 1.30 * std::pow(arc, 0.62);
    e.lower = open * 0.62 * std::pow(arc, 0.85);
    return e;
}

void paint_eyeball(const Traits& t, const Day& day, const Eye& e, double x, double y, Surface& s) {
    const double cx = e.side * t.eye_x + day.gaze, cy = t.eye_y - 0.022, r = std::hypot(x - cx, y - cy), iris = t.iris_size;
    Rgb c = blend(srgb(236, 230, 226), srgb(206, 176, 168), std::pow(std::abs(e.u), 3.0) * 0.7);
    if (r < iris) {
        const double rays = noise(std::atan2(y - cy, x - cx) * 9, r * 30, t.texture + 41);
        c = scaled(t.iris, 0.7 + 0.9 * rays);
        c = blend(c, {0.008, 0.007, 0.007}, smooth(iris * 0.80, iris, r));
        if (r < 0.042) c = {0.004, 0.004, 0.004};
    }
    s.colour = scaled(c, 0.42 + 0.58 * smooth(e.upper, e.upper + 0.075, e.v));  // shadow of the upper lid
    if (std::hypot(x - cx + 0.030, y - cy + 0.032) < 0.017) s.colour = {0.95, 0.95, 0.95};
    s.normal = unit({(x - e.side * t.eye_x) * 2.4, (y - t.eye_y) * 2.4, 1});
    s.gloss = 0.3;
    s.shade = 0.92;
}

void paint_eye(const Traits& t, const Day& day, double x, double y, Surface& s) {
    const Eye e = eye_frame(t, day, x, y);
    if (std::abs(e.u) > 1.35) return;
    const double lid = smooth(t.brow_y * 0.8, e.upper - 0.02, e.v) * (1 - smooth(0.9, 1.3, std::abs(e.u))) * (e.v < 0 ? 1 : 0);
    s.colour = blend(s.colour, t.eye_shadow, t.shadow * 0.75 * lid);
    if (std::abs(e.u) < 1 && e.v > e.upper && e.v < e.lower) paint_eyeball(t, day, e, x, y, s);
    const double lash = (t.man ? 0.014 : 0.022) * (0.75 + 0.5 * (e.u + 1) / 2), reach = 1 - smooth(0.98, 1.14, std::abs(e.u));
    const double on_lash = (1 - smooth(lash * 0.4, lash, std::abs(e.v - e.upper + lash * 0.3))) * reach;
    s.colour = blend(s.colour, {0.012, 0.009, 0.008}, on_lash * (t.man ? 0.85 : 1.0));
    const double lower = (1 - smooth(0.004, 0.013, std::abs(e.v - e.lower))) * reach;
    s.colour = blend(s.colour, {t.skin.r * 0.35, t.skin.g * 0.22, t.skin.b * 0.20}, lower * 0.55);
    const double crease = e.upper - 0.028 - 0.035 * t.lid_crease;
    s.colour = blend(s.colour, {t.skin.r * 0.35, t.skin.g * 0.24, t.skin.b * 0.22},
                     0.75 * t.lid_crease * reach * (1 - smooth(0.003, 0.016, std::abs(e.v - crease))));
}

void paint_mouth(const Traits& t, const Day& day, double x, double y, Surface& s) {
    const double wide = t.mouth_half * (1 + 0.10 * day.smile), q = std::abs(x) / wide;
    if (q > 1.12) return;
    const double v = y - t.mouth_y + 0.05 * day.smile * q * q + t.wry * x * 0.6, arc = std::max(0.0, 1 - q * q);
    const double bow = 1 - t.lip_bow * 0.35 * bell(x / 0.055) + t.lip_bow * 0.12 * bell((std::abs(x) - 0.11) / 0.05);
    const double upper = -t.lip_upper * std::pow(arc, 0.9) * bow, lower = t.lip_lower * std::pow(arc, 0.75);
    const double lip = smooth(upper - 0.012, upper + 0.012, v) * (1 - smooth(lower - 0.014, lower + 0.014, v)) * (q < 1 ? 1 : 0);
    const double grain = 0.85 + 0.3 * noise(x * 38, y * 5, t.texture + 51);
    s.colour = blend(s.colour, scaled(t.lips, grain * (v < 0 ? 0.80 : 1.0)), 0.88 * lip);
    if (lip > 0.5) s.gloss = t.man ? 0.10 : 0.22;
    const double line = (1 - smooth(0.006, 0.019, std::abs(v))) * (1 - smooth(0.94, 1.08, q));
    s.colour = blend(s.colour, {0.03, 0.010, 0.010}, 0.88 * line);
}

void paint_nostrils(const Traits& t, double x, double y, Surface& s) {
    const double u = (std::abs(x) - t.nose_width * 0.44) / (t.nose_width * 0.26),
                 v = (y - t.nose_length - 0.045 + 0.08 * std::abs(x)) / 0.030;
    s.colour = blend(s.colour, {0.020, 0.010, 0.008}, 0.85 * (1 - smooth(0.6, 1.15, std::sqrt(u * u + v * v))));
    const double under = bell(x / (t.nose_width * 0.8)) * bell((y - t.nose_length - 0.10) / 0.05);
    s.colour = scaled(s.colour, 1 - 0.28 * under);
}

bool short_hair(HairStyle style) {
    return style == HairStyle::cropped || style == HairStyle::side_part || style == HairStyle::swept_up ||
           style == HairStyle::curly_short || style == HairStyle::tied_back;
}

/// Half the width of the whole head of hair at a height.
double hair_width(const Traits& t, double y) {
    const double rise = t.crown + t.hair_volume * (t.style == HairStyle::swept_up  ? 1.25
                                                   : t.style == HairStyle::cropped ? 0.3
                                                                                   : 0.85);
    const double side = t.face_width + t.hair_volume * (t.style == HairStyle::cropped     ? 0.12
                                                        : t.style == HairStyle::tied_back ? 0.2
                                                                                          : 0.6);
    if (y < -rise) return 0;
    if (y < -0.3) return side * std::pow(std::max(0.0, 1 - std::pow((-0.3 - y) / (rise - 0.3), 2.3)), 0.5);
    const bool flowing = t.style == HairStyle::long_centre || t.style == HairStyle::long_side;
    return side + (flowing ? 0.10 * std::min(y + 0.3, 2.0) : 0.0);
}

double hair_end(const Traits& t) {
    switch (t.style) {
        case HairStyle::fringe_bob:
            return t.chin - 0.25;
        case HairStyle::long_centre:
            return t.chin + 0.95;
        case HairStyle::long_side:
            return t.chin + 0.70;
        case HairStyle::tied_back:
            return 0.05;
        case HairStyle::curly_short:
            return 0.10;
        default:
            return -0.02;
    }
}

}  // namespace

Rgb blend(Rgb a, Rgb b, double k) { return {a.r + (b.r - a.r) * k, a.g + (b.g - a.g) * k, a.b + (b.b - a.b) * k}; }
Rgb scaled(Rgb a, double k) { return {a.r * k, a.g * k, a.b * k}; }

double hairline(const Traits& t, double x, double y) {
    if (t.style == HairStyle::bald) return -9;
    const double wave = 0.05 * (fractal(x * 9, y * 4, t.texture + 61, 2) - 0.5), side = std::pow(std::abs(x) / t.face_width, 4.0);
    switch (t.style) {
        case HairStyle::fringe_bob:
            return t.brow_y - 0.10 + 0.3 * side + 2 * wave;
        case HairStyle::long_centre:
            return t.hairline - 0.12 + 0.75 * std::pow(std::abs(x), 1.5) + wave;
        case HairStyle::long_side:
            return t.hairline - 0.05 + 0.55 * std::pow(std::abs(x + 0.35), 1.6) + wave;
        case HairStyle::side_part:
            return t.hairline + 0.10 * (x + 0.4) + 0.75 * side + 1.5 * wave;
        case HairStyle::curly_short:
            return t.hairline + 0.05 + 0.7 * side + 3 * wave;
        default:
            return t.hairline + 0.75 * side + wave;
    }
}

bool hair_on_face(const Traits& t, double x, double y, double line, double half) {
    if (t.style == HairStyle::bald) return false;
    if (y < line) return true;
    const double edge = std::abs(x) / std::max(0.05, half),
                 wave = 0.03 * (noise(x * 20, y * 20, t.texture + 62) - 0.5);
    if (short_hair(t.style)) return edge > 0.93 + wave && y < 0.12 + 0.2 * wave;
    return edge > 0.90 + wave && y < hair_end(t);  // long hair falls over the temples and the edge of the cheeks
}

bool hair_around(const Traits& t, double x, double y) {
    if (t.style == HairStyle::bald || y > hair_end(t) + 0.15 * (noise(x * 9, 3, t.texture + 63) - 0.5)) return false;
    const double smooth_width = hair_width(t, y),
                 rough = (t.style == HairStyle::curly_short ? 0.16 : 0.03) * smooth(0.1, 0.5, smooth_width);
    const double w = smooth_width + rough * (fractal(x * 7, y * 7, t.texture + 64, 3) - 0.5);
    const double inner = y > t.chin * 0.6 ? 0.60 * t.face_width : 0;
    return std::abs(x) < w && std::abs(x) > inner;
}

Surface hair_surface(const Traits& t, double x, double y) {
    const double w = std::max(0.15, hair_width(t, y)), across = x / w;
    const bool curly = t.style == HairStyle::curly_short;
    const double strands = curly ? fractal(x * 16, y * 16, t.texture + 71, 3) : fractal(across * 34, y * 2.2, t.texture + 72, 3);
    Surface s{.colour = scaled(t.hair, 0.45 + 1.15 * strands), .normal = unit({across * 1.1, (y + 0.55) * 0.55, 1.0})};
    const double band = bell((y + t.crown * 0.72 + 0.10 * (strands - 0.5)) / 0.16) * (1 - across * across);
    s.colour = blend(s.colour, {t.hair.r * 2 + 0.10, t.hair.g * 2 + 0.10, t.hair.b * 2 + 0.11},
                     (curly ? 0.15 : 0.5) * std::clamp(band * strands * 1.3, 0.0, 1.0));
    s.shade = 0.55 + 0.45 * (1 - smooth(0.2, 1.6, y));
    return s;
}

Surface face_surface(const Traits& t, const Day& day, const Relief& relief, double x, double y, double line) {
    Surface s{.colour = skin_at(t, x, y), .normal = relief.normal(x, y), .gloss = 0.07};
    s.shade = std::clamp(1 - 3.2 * relief.hollow(x, y), 0.35, 1.0);
    paint_nostrils(t, x, y, s);
    paint_mouth(t, day, x, y, s);
    paint_beard(t, x, y, s);
    paint_eye(t, day, x, y, s);
    paint_brow(t, day, x, y, s);
    if (t.style != HairStyle::bald) s.shade *= 1 - 0.30 * (1 - smooth(0, 0.16, y - line));  // shadow of the hair
    return s;
}

bool in_ear(const Traits& t, double x, double y) {
    const double u = (std::abs(x) - t.face_width * 0.99) / 0.16, v = (y - 0.20) / (0.34 * t.ear);
    return u * u + v * v < 1;
}

Surface ear_surface(const Traits& t, double x, double y) {
    const double u = (std::abs(x) - t.face_width * 0.99) / 0.16, v = (y - 0.20) / (0.34 * t.ear), r = std::sqrt(u * u + v * v);
    Surface s{.colour = blend(t.skin, {t.skin.r * 0.95, t.skin.g * 0.62, t.skin.b * 0.58}, 0.4)};
    s.normal = unit({(x < 0 ? -0.5 : 0.5) * (r > 0.75 ? 1.4 : 0.2), v * 0.4, 1});
    s.shade = 0.55 + 0.40 * smooth(0.3, 0.8, r);
    return s;
}

bool in_neck(const Traits& t, double x, double y) {
    const double w = (t.man ? 0.64 : 0.52) * t.build * t.face_width + 0.35 * std::pow(smooth(t.chin + 0.3, t.chin + 0.8, y), 2);
    return y > 0.6 && y < t.chin + 1.0 && std::abs(x) < w;
}

Surface neck_surface(const Traits& t, double x, double y) {
    const double w = (t.man ? 0.66 : 0.54) * t.build * t.face_width;
    Surface s{.colour = scaled(t.skin, 0.92), .normal = unit({std::clamp(x / w, -1.2, 1.2) * 0.9, -0.05, 0.8})};
    s.shade = 0.40 + 0.45 * smooth(t.chin - 0.05, t.chin + 0.5, y);
    if (t.man && t.build == 1) s.shade *= 1 - 0.12 * bell(x / 0.06) * bell((y - t.chin - 0.25) / 0.08);
    return s;
}

bool in_torso(const Traits& t, double x, double y) {
    const double down = y - t.chin - 0.38;
    if (down < 0) return false;
    const double w = 0.50 + (t.man ? 1.72 : 1.42) * t.build * std::pow(std::min(1.0, down / 0.85), 0.55);
    const double opening = (t.jacket_on ? 0.50 : 0.56) * (1 - down / 0.55);  // neckline
    return std::abs(x) < w && std::abs(x) > opening;
}

Surface torso_surface(const Traits& t, double x, double y) {
    const double down = y - t.chin - 0.38, a = std::abs(x);
    const double weave = 0.97 + 0.06 * noise(x * 130, y * 130, t.texture + 81),
                 fold = 0.85 + 0.3 * fractal(x * 2 + y, y * 1.1, t.texture + 82, 3);
    const double opening = (t.jacket_on ? 0.50 : 0.56) * (1 - down / 0.55);
    const bool collar = a < opening + 0.20 - 0.1 * down, jacket = t.jacket_on && a > 0.42 + 0.10 * std::sin(down * 3) && !collar;
    Surface s{.colour = scaled(jacket ? t.jacket : t.shirt, weave * fold),
              .normal = unit({x * 0.35, -0.35 * (1 - smooth(0, 0.9, down)), 1})};
    if (collar) s.shade = 0.92 * (a > opening + 0.17 - 0.1 * down ? 0.6 : 1.0);
    if (!collar && std::abs(x) < 0.012) s.shade = 0.7;  // button placket
    if (t.jacket_on && std::abs(a - (0.42 + 0.10 * std::sin(down * 3))) < 0.02) s.shade *= 0.6;
    return s;
}

}  // namespace motcua::demo
