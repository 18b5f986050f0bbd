// What a painted person looks like. Lengths are in half face widths (about 7 cm); the origin is between the eyes, y points
// down, z towards the viewer.
#pragma once

#include <array>
#include <cstdint>

namespace motcua::demo {

struct Rgb {
    double r = 0, g = 0, b = 0;  ///< linear light, 0..1
};
[[nodiscard]] Rgb srgb(int r, int g, int b);

/// Who is painted: the seed makes the person, and below `grown_up` the years make a child of them; how old a grown-up looks,
/// the seed tells.
struct Sitter {
    static constexpr int grown_up = 16;
    std::uint32_t seed;
    int years;
    Sitter(std::uint32_t person, int age = grown_up) : seed(person), years(age) {}  // NOLINT: a seed alone is a grown-up
};

enum class HairStyle : std::uint8_t {
    bald,
    cropped,
    side_part,
    swept_up,
    curly_short,
    fringe_bob,
    long_centre,
    long_side,
    tied_back
};
enum class Beard : std::uint8_t { none, stubble, moustache, goatee, full };

struct Traits {
    bool man = false;
    double age = 0;  ///< 0 young .. 1 old
    // outline
    double face_width, jaw_square, jaw_narrow, chin, crown, forehead_depth;
    // eyes and brows
    double eye_x, eye_y, eye_half, eye_open, eye_tilt, lid_crease, socket;
    double brow_y, brow_thick, brow_arch, brow_tilt, brow_length, brow_dense;
    // nose
    double nose_length, nose_width, nose_height, nose_bridge, nose_tip;
    // mouth
    double mouth_y, mouth_half, lip_upper, lip_lower, lip_bow;
    double cheek, cheekbone, chin_bump, fold;
    double ear;
    double build = 1;           ///< width of neck and shoulders
    double iris_size = 0.094;
    double wry;     ///< left and right differ
    double shadow;  ///< colour on the eyelids
    double lumpy;   ///< how much the relief departs from an even one
    // colours
    Rgb eye_shadow, skin, lips, iris, hair, brow, shirt, jacket;
    double freckles, blush, mole_x, mole_y;
    bool mole;
    HairStyle style;
    double hairline, hair_volume;
    Beard beard;
    bool jacket_on;
    std::uint32_t texture;  ///< seed of the skin and hair noise
};
[[nodiscard]] Traits traits_of(Sitter sitter);

/// The day: what differs between two pictures of one person.
struct Day {
    double yaw = 0, pitch = 0, roll = 0;  ///< radians
    double light_x = -0.4, light_y = -0.5, light = 1, warmth = 0;
    double smile = 0.25, lids = 0, brows = 0, gaze = 0;
    double shift_x = 0, shift_y = 0, zoom = 1;
    double background = 0.86;
};
[[nodiscard]] Day day_of(std::uint32_t seed, std::uint32_t variation);

/// A small generator with good bits for neighbouring seeds (SplitMix64).
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15ull + 0x1234567ull) {}
    [[nodiscard]] std::uint64_t next();
    [[nodiscard]] double between(double low, double high);
    [[nodiscard]] int below(int n);

private:
    std::uint64_t state_;
};

/// Smooth noise in 0..1 and the sum of several octaves of it.
[[nodiscard]] double noise(double x, double y, std::uint32_t seed);
[[nodiscard]] double fractal(double x, double y, std::uint32_t seed, int octaves);

}  // namespace motcua::demo
