#include "server/registry/demo_face_traits.hpp"

#include <algorithm>
#include <cmath>

namespace motcua::demo {
namespace {

double linear(int v) { return std::pow(v / 255.0, 2.2); }

Rgb mix(Rgb a, Rgb b, double t) { return {a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t}; }

Rgb skin_tone(Dice& d) {
    static const std::array<Rgb, 7> tones{srgb(240, 206, 186), srgb(232, 192, 166), srgb(222, 178, 146), srgb(206, 158, 124),
                                          srgb(182, 132, 98),  srgb(146, 98, 70),   srgb(112, 74, 54)};
    const double at = d.between(0, 5.99);
    const auto i = static_cast<std::size_t>(at);
    return mix(tones[i], tones[i + 1], at - static_cast<double>(i));
}

Rgb hair_colour(Dice& d, double age, const Rgb& skin) {
    static const std::array<Rgb, 8> colours{srgb(24, 20, 20), srgb(30, 24, 22),   srgb(44, 32, 26),  srgb(66, 44, 30),
                                            srgb(98, 66, 42), srgb(150, 106, 62), srgb(128, 62, 34), srgb(190, 150, 96)};
    const int fair = skin.g > 0.5 ? 8 : 4;  // fair hair on fair skin only
    const Rgb young = colours[static_cast<std::size_t>(d.below(fair))];
    return mix(young, srgb(188, 186, 184), age > 0.55 ? (age - 0.55) * 1.9 : 0);
}

Rgb iris_colour(Dice& d, const Rgb& hair) {
    static const std::array<Rgb, 5> colours{srgb(44, 26, 18), srgb(70, 42, 24), srgb(104, 74, 40), srgb(86, 104, 76),
                                            srgb(86, 122, 152)};
    return colours[static_cast<std::size_t>(d.below(hair.r > 0.03 ? 5 : 2))];
}

void choose_outline(Traits& t, Dice& d) {
    t.face_width = d.between(0.84, 1.14);
    t.jaw_square = d.between(0, 1) * (t.man ? 1.0 : 0.75);
    t.jaw_narrow = d.between(0, 1);
    t.chin = d.between(1.40, 1.78);
    t.crown = d.between(1.45, 1.62);
    t.forehead_depth = d.between(0.0, 0.14);
    t.cheek = d.between(-0.12, 0.16);
    t.cheekbone = d.between(-0.02, 0.17);
    t.chin_bump = d.between(0.0, 0.20);
    t.fold = d.between(0.0, 0.03) + 0.05 * t.age;
    t.ear = d.between(0.8, 1.25);
    t.lumpy = d.between(0.02, 0.17);
    t.wry = d.between(-0.05, 0.05);
}

void choose_eyes(Traits& t, Dice& d) {
    t.eye_x = d.between(0.37, 0.54) * (0.6 + 0.4 * t.face_width);
    t.eye_y = d.between(-0.03, 0.03);
    t.eye_half = d.between(0.16, 0.25);
    t.eye_open = d.between(0.045, 0.100);
    t.eye_tilt = d.between(-0.20, 0.26);
    t.lid_crease = d.between(0, 1);
    t.socket = d.between(0.02, 0.24);
    t.brow_y = d.between(-0.44, -0.20);
    t.brow_thick = d.between(0.022, 0.085) * (t.man ? 1.25 : 0.9);
    t.brow_arch = d.between(-0.02, 0.12);
    t.brow_tilt = d.between(-0.16, 0.16);
    t.brow_length = d.between(0.24, 0.36);
    t.brow_dense = d.between(0.25, 1.0);
}

void choose_nose_and_mouth(Traits& t, Dice& d) {
    t.nose_length = d.between(0.50, 0.78);
    t.nose_width = d.between(0.16, 0.36);
    t.nose_height = d.between(0.20, 0.52);
    t.nose_bridge = d.between(0.06, 0.22);
    t.nose_tip = d.between(0.08, 0.16);
    t.mouth_y = t.nose_length + d.between(0.30, 0.46);
    t.mouth_half = d.between(0.25, 0.47);
    t.lip_upper = d.between(0.025, 0.12);
    t.lip_lower = d.between(0.045, 0.17);
    t.lip_bow = d.between(0.0, 0.9);
    t.chin = std::max(t.chin, t.mouth_y + 0.42);
}

void choose_colours(Traits& t, Dice& d) {
    t.skin = skin_tone(d);
    t.lips = mix(t.skin, t.man ? srgb(150, 84, 76) : srgb(176, 62, 66), d.between(0.1, t.man ? 0.7 : 1.0));
    t.hair = hair_colour(d, t.age, t.skin);
    t.brow = mix(t.hair, srgb(24, 18, 16), 0.4);
    static const std::array<Rgb, 4> shadows{srgb(96, 66, 54), srgb(70, 74, 98), srgb(112, 58, 74), srgb(60, 52, 50)};
    t.eye_shadow = shadows[static_cast<std::size_t>(d.below(4))];
    t.shadow = t.man ? d.between(0, 0.25) : d.between(0, 0.85);
    t.iris = iris_colour(d, t.hair);
    t.freckles = d.below(5) == 0 && t.skin.g > 0.45 ? d.between(0.3, 0.8) : 0;
    t.blush = d.between(0.05, 0.45);
    t.mole = d.below(5) == 0;
    t.mole_x = d.between(-0.6, 0.6);
    t.mole_y = d.between(0.3, 1.3);
    static const std::array<Rgb, 8> shirts{srgb(236, 238, 240), srgb(126, 158, 190), srgb(60, 84, 120), srgb(150, 60, 66),
                                           srgb(70, 110, 92),   srgb(212, 190, 150), srgb(96, 86, 120), srgb(58, 62, 70)};
    t.shirt = shirts[static_cast<std::size_t>(d.below(8))];
    static const std::array<Rgb, 4> jackets{srgb(38, 44, 58), srgb(64, 62, 62), srgb(86, 74, 62), srgb(30, 36, 34)};
    t.jacket = jackets[static_cast<std::size_t>(d.below(4))];
    t.jacket_on = d.below(2) == 0;
}

void choose_hair(Traits& t, Dice& d) {
    static const std::array<HairStyle, 5> men{HairStyle::bald, HairStyle::cropped, HairStyle::side_part, HairStyle::swept_up,
                                              HairStyle::curly_short};
    static const std::array<HairStyle, 5> women{HairStyle::fringe_bob, HairStyle::long_centre, HairStyle::long_side,
                                                HairStyle::tied_back, HairStyle::curly_short};
    t.style = (t.man ? men : women)[static_cast<std::size_t>(d.below(5))];
    t.hairline = d.between(-1.12, -0.72) - (t.man ? 0.12 * t.age : 0);
    t.hair_volume = d.between(0.08, 0.26);
    static const std::array<Beard, 7> beards{Beard::none,      Beard::none,   Beard::stubble, Beard::stubble,
                                             Beard::moustache, Beard::goatee, Beard::full};
    t.beard = t.man ? beards[static_cast<std::size_t>(d.below(7))] : Beard::none;
}

/// The demonstration set, picked by annealing from 278 painted people so that MobileFaceNet tells them apart: among the
/// first 20 no pair reaches the threshold of 0.49, among the first 30 4 % of the pairs do, among all 40 6.4 %.
constexpr std::array<std::uint32_t, 40> chosen{372, 267, 311, 28,  45,  61,  377, 194, 369, 96,  210, 271, 360, 206,
                                               492, 393, 64,  378, 315, 514, 597, 592, 120, 126, 575, 513, 419, 138,
                                               379, 136, 382, 48,  281, 351, 268, 131, 357, 72,  58,  142};

std::uint32_t hash(std::int64_t x, std::int64_t y, std::uint32_t seed) {
    std::uint64_t h = static_cast<std::uint64_t>(x) * 0x9E3779B97F4A7C15ull ^
                      static_cast<std::uint64_t>(y) * 0xC2B2AE3D27D4EB4Full ^ seed * 0x165667B19E3779F9ull;
    h ^= h >> 29;
    h *= 0xBF58476D1CE4E5B9ull;
    h ^= h >> 32;
    return static_cast<std::uint32_t>(h);
}

/// Floor, without the call that plain x86-64 needs for it.
std::int64_t whole(double x) {
    const auto towards_zero = static_cast<std::int64_t>(x);
    return towards_zero - (x < static_cast<double>(towards_zero) ? 1 : 0);
}

// --- children: a high forehead, a short face, large eyes, little bone. `young` is 1 at four years and 0 when grown up.
double towards(double value, double child, double young) { return value + (child - value) * young; }

void shorten_face(Traits& t, double young) {
    const double lip = (t.mouth_y - t.nose_length) * (1 - 0.18 * young);
    t.nose_length *= 1 - 0.26 * young;
    t.mouth_y = t.nose_length + lip;
    t.chin = std::max(towards(t.chin, 1.16, young), t.mouth_y + 0.36);
    t.crown = towards(t.crown, 1.70, young);
    t.face_width = towards(t.face_width, 1.06, young);
}

void soften_bones(Traits& t, double young) {
    for (double* bone : {&t.jaw_square, &t.jaw_narrow, &t.cheekbone, &t.chin_bump, &t.socket, &t.forehead_depth, &t.nose_bridge})
        *bone *= 1 - 0.75 * young;
    t.nose_height *= 1 - 0.45 * young;
    t.nose_width *= 1 - 0.22 * young;
    t.cheek = towards(t.cheek, 0.12, young);
    t.lumpy *= 1 - 0.7 * young;
    t.fold = 0;
    t.build = 1 - 0.30 * young;
}

void open_eyes(Traits& t, double young) {
    t.eye_half = towards(t.eye_half, 0.25, young);
    t.eye_open = towards(t.eye_open, 0.115, young);
    t.eye_x = std::max(t.eye_x, t.eye_half + 0.16);
    t.eye_tilt *= 1 - 0.4 * young;
    t.iris_size *= 1 + 0.16 * young;
    t.brow_y = towards(t.brow_y, -0.36, young);
    t.brow_thick *= 1 - 0.45 * young;
    t.brow_dense *= 1 - 0.35 * young;
    t.shadow = 0;
}

void make_child(Traits& t, double young) {
    shorten_face(t, young);
    soften_bones(t, young);
    open_eyes(t, young);
    t.mouth_half *= 1 - 0.16 * young;
    t.lip_upper *= 1 - 0.2 * young;
    t.lips = mix(t.lips, {t.skin.r * 0.95, t.skin.g * 0.62, t.skin.b * 0.60}, 0.7 * std::min(1.0, 2 * young));
    t.blush = std::max(t.blush, 0.35);
    t.beard = Beard::none;
    if (t.style == HairStyle::bald) t.style = HairStyle::cropped;
    t.hairline = std::min(t.hairline, -0.85);
    t.jacket_on = false;
}

}  // namespace

Rgb srgb(int r, int g, int b) { return {linear(r), linear(g), linear(b)}; }

std::uint64_t Dice::next() {
    state_ += 0x9E3779B97F4A7C15ull;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
}
double Dice::between(double low, double high) {
    return low + (high - low) * static_cast<double>(next() >> 11) / 9007199254740992.0;
}
int Dice::below(int n) { return static_cast<int>(next() % static_cast<std::uint64_t>(n)); }

double noise(double x, double y, std::uint32_t seed) {
    const std::int64_t ix = whole(x), iy = whole(y);
    const double u = x - static_cast<double>(ix), v = y - static_cast<double>(iy), su = u * u * (3 - 2 * u), sv = v * v * (3 - 2 * v);
    auto at = [&](int i, int j) { return hash(ix + i, iy + j, seed) / 4294967296.0; };
    return (at(0, 0) * (1 - su) + at(1, 0) * su) * (1 - sv) + (at(0, 1) * (1 - su) + at(1, 1) * su) * sv;
}

double fractal(double x, double y, std::uint32_t seed, int octaves) {
    double sum = 0, weight = 0.5, all = 0;
    for (int i = 0; i < octaves; ++i, weight /= 2, x *= 2.03, y *= 2.03) {
        sum += weight * noise(x, y, seed + static_cast<std::uint32_t>(i));
        all += weight;
    }
    return sum / all;
}

Traits traits_of(Sitter sitter) {
    const auto seed = sitter.seed;
    Dice d(seed >= 1 && seed <= chosen.size() ? chosen[seed - 1] : seed + 10'000);
    Traits t{};
    t.man = d.below(2) == 0;
    t.age = d.between(0, 1);
    if (sitter.years < Sitter::grown_up) t.age = 0;
    choose_outline(t, d);
    choose_eyes(t, d);
    choose_nose_and_mouth(t, d);
    choose_colours(t, d);
    choose_hair(t, d);
    t.texture = static_cast<std::uint32_t>(d.next());
    if (sitter.years < Sitter::grown_up) make_child(t, std::min(1.0, (Sitter::grown_up - sitter.years) / 12.0));
    return t;
}

Day day_of(std::uint32_t seed, std::uint32_t variation) {
    if (variation == 0) return {};
    Dice d((std::uint64_t{seed} << 20) + variation);
    Day day;
    day.yaw = d.between(-0.11, 0.11);
    day.pitch = d.between(-0.05, 0.05);
    day.roll = d.between(-0.05, 0.05);
    day.light_x = d.between(-0.55, 0.55);
    day.light_y = d.between(-0.7, -0.25);
    day.light = d.between(0.88, 1.1);
    day.warmth = d.between(-0.06, 0.06);
    day.smile = d.between(0.0, 1.0);
    day.lids = d.between(-0.2, 0.15);
    day.brows = d.between(-0.03, 0.03);
    day.gaze = d.between(-0.02, 0.02);
    day.shift_x = d.between(-0.12, 0.12);
    day.shift_y = d.between(-0.08, 0.10);
    day.zoom = d.between(0.94, 1.06);
    day.background = d.between(0.78, 0.92);
    return day;
}

}  // namespace motcua::demo
