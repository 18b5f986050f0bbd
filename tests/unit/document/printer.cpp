#include "tests/unit/document/printer.hpp"

#include <algorithm>
#include <cmath>

#include "assets/tools/ocr/atlas.hpp"
#include "shared/document/pyramid.hpp"
#include "tests/unit/portrait/environment.hpp"

namespace motcua::test {
namespace {

using document::Vec;
using ocr_training::Atlas;
using ocr_training::Random;
using picture::Picture;

constexpr double millimetre = 10;
constexpr double pitch = 2.54 * millimetre;

struct Paper {
    double width, height;    ///< mm
    double foot, spacing;    ///< of the last line's middle above the page's foot, of the lines
};

/// ICAO 9303 parts 4 to 7: sizes of the documents and places of their lines.
Paper paper(identity::MrzFormat format) {
    using identity::MrzFormat;
    switch (format) {
        case MrzFormat::td1: return {85.6, 54, 7, 6.35};
        case MrzFormat::td2: return {105, 74, 8.5, 6.35};
        case MrzFormat::td3: return {125, 88, 9, 6.35};
        case MrzFormat::mrv_a: return {120, 80, 9, 6.35};
        case MrzFormat::mrv_b: return {105, 74, 8.5, 6.35};
    }
    return {125, 88, 9, 6.35};
}

int clamped(double v) { return static_cast<int>(std::clamp(v, 0.0, 255.0)); }

/// One letter, its cell's middle at a point, `size` pixels a cell.
void print(Picture& to, const Picture& glyphs, int style, int character, Vec middle, double size, int ink) {
    const document::Pyramid masks(picture::crop(glyphs, character * Atlas::cell_width, style * Atlas::cell_height, Atlas::cell_width, Atlas::cell_height));
    const double scale = Atlas::cell_width / size;
    const int half_x = static_cast<int>(size / 2) + 1, half_y = static_cast<int>(size * Atlas::cell_height / Atlas::cell_width / 2) + 1;
    for (int y = static_cast<int>(middle.y) - half_y; y <= middle.y + half_y; ++y)
        for (int x = static_cast<int>(middle.x) - half_x; x <= middle.x + half_x; ++x) {
            const Vec at{(x + 0.5 - middle.x) * scale + Atlas::cell_width / 2.0, (y + 0.5 - middle.y) * scale + (Atlas::capital_top + Atlas::capital_foot) / 2.0};
            if (x < 0 || y < 0 || x >= to.width || y >= to.height || at.x < 0 || at.y < 0 || at.x >= Atlas::cell_width || at.y >= Atlas::cell_height) continue;
            const double cover = masks.at(masks.level_for(scale), at) / 255;
            to.row(y)[x] = static_cast<std::uint8_t>(to.row(y)[x] * (1 - cover) + ink * cover);
        }
}

void print_other_text(Picture& to, const Picture& glyphs, Random& random) {
    for (int line = 0; line < 7; ++line) {
        double x = to.width * 0.38;
        const double y = to.height * (0.1 + 0.075 * line), size = line % 2 == 0 ? 13 : 20;
        for (int i = 3 + random.below(14); i > 0; --i, x += size * random.uniform(0.85, 1.25))
            print(to, glyphs, 0, 10 + random.below(26), {x, y}, size, 60);
    }
}

void paint_portrait(Picture& to, Random& random) {
    const double cx = to.width * 0.18, cy = to.height * 0.38, rx = to.width * 0.1, ry = to.height * 0.2;
    for (int y = 0; y < to.height; ++y)
        for (int x = 0; x < to.width; ++x) {
            const double u = (x - cx) / rx, v = (y - cy) / ry;
            if (std::abs(u) > 1.3 || std::abs(v) > 1.35) continue;
            to.row(y)[x] = static_cast<std::uint8_t>(u * u + v * v < 1 ? 150 + 25 * std::sin(4 * v) - 20 * u : 205 + random.below(6));
        }
}

Picture background(const Paper& paper, bool guilloche) {
    Picture out = picture::blank(static_cast<int>(paper.width * millimetre), static_cast<int>(paper.height * millimetre), 1, 230);
    if (!guilloche) return out;
    for (int y = 0; y < out.height; ++y)
        for (int x = 0; x < out.width; ++x)
            out.row(y)[x] = static_cast<std::uint8_t>(clamped(222 + 9 * std::sin(x * 0.11 + 6 * std::sin(y * 0.02)) + 9 * std::sin(y * 0.13 + 5 * std::sin(x * 0.017))));
    return out;
}

struct Place {
    double x = 0, y = 0;
};

void lay_spot(Picture& p, Place at, double radius, int grey) {
    for (int y = std::max(0, static_cast<int>(at.y - radius)); y <= std::min(p.height - 1, static_cast<int>(at.y + radius)); ++y)
        for (int x = std::max(0, static_cast<int>(at.x - radius)); x <= std::min(p.width - 1, static_cast<int>(at.x + radius)); ++x)
            if (std::hypot(x - at.x, y - at.y) <= radius) p.row(y)[x] = static_cast<std::uint8_t>(grey);
}

void blur(Picture& p, double radius) {
    const int r = static_cast<int>(radius + 0.5);
    if (r < 1) return;
    for (int pass = 0; pass < 4; ++pass) {
        const bool across = pass % 2 == 0;
        const Picture from = p;
        for (int y = 0; y < p.height; ++y)
            for (int x = 0; x < p.width; ++x) {
                int sum = 0;
                for (int d = -r; d <= r; ++d)
                    sum += across ? from.row(y)[std::clamp(x + d, 0, p.width - 1)] : from.row(std::clamp(y + d, 0, p.height - 1))[x];
                p.row(y)[x] = static_cast<std::uint8_t>(sum / (2 * r + 1));
            }
    }
}

std::string name_part(Random& random, int longest) {
    static constexpr std::string_view frequent = "AEIOURNSTLMDGKHBCPVYZFWJQX";
    std::string out;
    for (int i = 2 + random.below(longest - 2); i > 0; --i) out += frequent[static_cast<std::size_t>(random.below(static_cast<int>(frequent.size())))];
    return out;
}

std::string any_date(Random& random, int from, int years) {
    const auto two = [](int v) { return std::string(v < 10 ? "0" : "") + std::to_string(v); };
    return std::to_string(from + random.below(years)) + "-" + two(1 + random.below(12)) + "-" + two(1 + random.below(28));
}

}  // namespace

const Press& press() {
    static const Press one = [] {
        Press out;
        const std::string folder = environment("MOTCUA_OCR");
        if (auto glyphs = picture::decode(bytes_of(folder + "/ocrb-glyphs.png"), picture::Colour::grey)) out.glyphs = *std::move(glyphs);
        if (auto ocr = document::Ocr::load(bytes_of(folder + "/ocrb.bin"))) out.ocr = *std::move(ocr);
        return out;
    }();
    return one;
}

std::string any_zone(identity::MrzFormat format, Random& random) {
    using identity::MrzFormat;
    static constexpr std::string_view states[] = {"VNM", "D", "FRA", "JPN", "KOR", "USA", "GBR", "RUS", "CHN", "UTO", "AUS", "BRA"};
    identity::MrzContent content;
    content.document_code = format == MrzFormat::td3 ? "P" : format == MrzFormat::mrv_a || format == MrzFormat::mrv_b ? "V" : "I";
    content.issuer = content.nationality = states[random.below(static_cast<int>(std::size(states)))];
    const int room = format == MrzFormat::td1 ? 12 : 15;
    content.name = {.primary = name_part(random, room), .secondary = name_part(random, 9)};
    if (random.chance(0.5)) content.name.secondary += " " + name_part(random, 6);
    for (int i = 0; i < 9; ++i) content.document_number += i < 2 && random.chance(0.5) ? static_cast<char>('A' + random.below(8)) : static_cast<char>('0' + random.below(10));
    content.birth_date = any_date(random, 1940, 70);
    content.expiry_date = any_date(random, 2027, 9);
    content.sex = random.chance(0.5) ? "F" : "M";
    if (random.chance(0.4)) content.optional_data = std::to_string(1000000 + random.below(8999999));
    return identity::write_mrz(format, content);
}

Picture page(identity::MrzFormat format, const std::string& zone, const Shot& shot) {
    const Picture& glyphs = press().glyphs;
    Random random(shot.seed * 77 + 5);
    const Paper form = paper(format);
    Picture out = background(form, shot.guilloche);
    paint_portrait(out, random);
    print_other_text(out, glyphs, random);
    const int style = 1 + 5 * random.below(2) + random.below(3);  // a cut, not in the extreme weights
    const auto lines = std::count(zone.begin(), zone.end(), '\n') + 1;
    const auto width = static_cast<double>(zone.find('\n'));
    double y = (form.height - form.foot - static_cast<double>(lines - 1) * form.spacing) * millimetre;
    const double left = (form.width * millimetre - width * pitch) / 2;
    double x = left;
    std::size_t number = 0;
    Place spot{};
    for (const char c : zone) {
        if (static_cast<int>(number++) == shot.spot) spot = {x + pitch / 2, y};
        if (c == '\n') {
            x = left, y += form.spacing * millimetre;
            continue;
        }
        print(out, glyphs, style, static_cast<int>(document::alphabet.find(c)), {x + pitch / 2, y}, pitch, 35);
        x += pitch;
    }
    if (shot.spot >= 0) lay_spot(out, {spot.x + shot.spot_x * pitch, spot.y + shot.spot_y * pitch}, shot.spot_radius * pitch, shot.spot_grey);
    return out;
}

Picture photograph(const Picture& page, const Shot& shot) {
    Random random(shot.seed * 131 + 17);
    const document::Pyramid source(page);
    const double angle = shot.turn * 3.14159265358979 / 180, c = std::cos(angle), s = std::sin(angle);
    const double room_x = std::abs(c) * page.width + std::abs(s) * page.height, room_y = std::abs(s) * page.width + std::abs(c) * page.height;
    const double scale = std::min(shot.width / room_x, shot.height / room_y) * shot.share;
    Picture out = picture::blank(shot.width, shot.height, 1, 0);
    for (int y = 0; y < out.height; ++y)
        for (int x = 0; x < out.width; ++x) {
            const double dx = (x + 0.5 - out.width / 2.0) / scale, dy = (y + 0.5 - out.height / 2.0) / scale;
            const double u = c * dx + s * dy, v = -s * dx + c * dy;
            const double w = 1 + shot.keystone_x * u / page.width + shot.keystone_y * v / page.height;
            const Vec at{u / w + page.width / 2.0, v / w + page.height / 2.0};
            const bool on_page = at.x >= 0 && at.y >= 0 && at.x < page.width && at.y < page.height;
            double value = on_page ? source.at(source.level_for(1 / scale), at) : 95 + 10 * std::sin(x * 0.05) + random.below(5);
            value *= shot.light * (1 - shot.unevenness * x / out.width);
            const double gx = at.x / page.width - shot.glare_x, gy = (at.y / page.width - shot.glare_y);
            if (shot.glare_radius > 0 && on_page) value += 400 * std::max(0.0, 1 - (gx * gx + gy * gy) / (shot.glare_radius * shot.glare_radius));
            out.row(y)[x] = static_cast<std::uint8_t>(clamped(value));
        }
    blur(out, shot.blur);
    if (shot.noise > 0)
        for (auto& v : out.pixels) v = static_cast<std::uint8_t>(clamped(v + shot.noise * random.normal()));
    if (shot.jpeg == 0) return out;
    const auto bytes = picture::encode_jpeg(out, shot.jpeg);
    return *picture::decode(*bytes, picture::Colour::grey);
}

}  // namespace motcua::test
