#include "shared/document/reader.hpp"

#include <algorithm>

#include "shared/document/causes.hpp"
#include "shared/document/zones.hpp"

namespace motcua::document {
namespace {

/// Pictures are enlarged until they are at least this wide or high: print of six pixels a letter then has twelve and more.
constexpr int least_side = 1000, most_enlargement = 4;
/// Rows are looked for in pictures of at most this size; print that vanishes at it was no zone across a page.
constexpr int search_side = 2000;
constexpr std::size_t search_levels = 3;
/// A line's mean distance of the best from the second letter, in 1/64 nat: below it is not text.
constexpr int least_clearness = 80;
constexpr int shortest_row = 12, most_longest_side_over_shortest = 40;

struct Source {
    Pyramid pyramid;
    int scale = 1;
};

Source prepared(const picture::Picture& picture) {
    picture::Picture grey = picture.channels == 1 ? picture : picture::to_grey(picture);
    int scale = 1;
    while (scale < most_enlargement && std::max(grey.width, grey.height) * scale < least_side) ++scale;
    if (scale > 1) grey = picture::resize(grey, grey.width * scale, grey.height * scale);
    return {.pyramid = Pyramid(std::move(grey)), .scale = scale};
}

std::vector<Row> all_rows(const Pyramid& pyramid) {
    std::size_t first = 0;
    while (first + 1 < pyramid.levels() && std::max(pyramid.level(first).width, pyramid.level(first).height) > search_side) ++first;
    std::vector<Row> out;
    for (std::size_t l = first; l < std::min(first + search_levels, pyramid.levels()); ++l)
        for (Row& row : find_rows(find_blobs(pyramid.level(l), static_cast<double>(1 << l)))) out.push_back(std::move(row));
    return out;
}

std::vector<Row> long_rows(const std::vector<Row>& rows) {
    std::vector<Row> out;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(out), [](const Row& row) { return row.seen >= shortest_row; });
    return out;
}

/// Lines measured, and the right way up; none when they do not look like letters.
std::vector<Line> upright_lines(const Pyramid& pyramid, const Zone& zone, const Ocr& ocr) {
    std::vector<Line> lines;
    for (const Row& row : zone) lines.push_back(measure(pyramid, row));
    double slant = 0;
    for (const Line& line : lines) slant += line.slant / static_cast<double>(lines.size());
    for (Line& line : lines) line.slant = slant;
    std::vector<Line> turned;
    for (const Row& row : zone) turned.push_back(measure(pyramid, turned_round(row)));
    for (Line& line : turned) line.slant = slant;
    std::reverse(turned.begin(), turned.end());
    int up = 0, down = 0;
    for (const Line& line : lines) up += clearness(pyramid, line, ocr);
    for (const Line& line : turned) down += clearness(pyramid, line, ocr);
    if (std::max(up, down) < least_clearness * static_cast<int>(zone.size())) return {};
    return sharpened(pyramid, up >= down ? std::move(lines) : std::move(turned), ocr);
}

/// The corners of the whole zone, also where its ends were not seen.
std::array<Vec, 4> corners_of(const std::vector<Line>& lines, const Decoded& decoded) {
    const Line &top = lines.front(), &bottom = lines.back();
    const auto width = static_cast<int>(decoded.zone.lines.front().size());
    const int from_top = decoded.starts.front(), from_bottom = decoded.starts.back();
    const Cell cells[] = {top.cell(from_top - 0.5), top.cell(from_top + width - 0.5), bottom.cell(from_bottom + width - 0.5), bottom.cell(from_bottom - 0.5)};
    std::array<Vec, 4> out{};
    for (std::size_t i = 0; i < 4; ++i) out[i] = cells[i].centre + cells[i].down * (i < 2 ? -0.5 : 0.5);
    return out;
}

std::optional<Sighting> sight(const Source& source, const Zone& zone, const Ocr& ocr, Date today) {
    Sighting out{.lines = upright_lines(source.pyramid, zone, ocr), .width = source.pyramid.level(0).width, .height = source.pyramid.level(0).height};
    if (out.lines.empty()) return std::nullopt;
    constexpr int beyond = 5;
    for (const Line& line : out.lines) out.cells.push_back(read_cells(source.pyramid, line, ocr, line.row.first - beyond, line.row.last + beyond));
    std::optional<Decoded> decoded = decode(out.cells, out.lines, today);
    if (!decoded) return std::nullopt;
    out.corners = corners_of(out.lines, *decoded);
    out.decoded = *std::move(decoded);
    return out;
}

bool is_valid(const Decoded& d) { return d.zone.valid() && d.doubts.empty(); }

std::optional<Sighting> best_sighting(const Source& source, const std::vector<Row>& rows, const Ocr& ocr, Date today) {
    std::optional<Sighting> best;
    for (const Zone& zone : group_rows(long_rows(rows))) {
        std::optional<Sighting> one = sight(source, zone, ocr, today);
        if (one && (!best || better(one->decoded, best->decoded))) best = std::move(one);
        if (best && is_valid(best->decoded)) break;
    }
    return best;
}

Corner in_picture(Vec point, int scale) {
    // rounded, also below zero
    const auto whole = [&](double v) { return static_cast<int>(v / scale + 100'000.5) - 100'000; };
    return {whole(point.x), whole(point.y)};
}

}  // namespace

std::string_view text(Cause cause) {
    constexpr std::string_view texts[] = {
#define MOTCUA_PASSPORT_CAUSE(name, text) text,
#include "shared/document/causes.def"
#undef MOTCUA_PASSPORT_CAUSE
    };
    return texts[static_cast<std::size_t>(cause)];
}

Reading read(const picture::Picture& picture, const Ocr& ocr, Date today) {
    const int longer = std::max(picture.width, picture.height), shorter = std::min(picture.width, picture.height);
    if (picture.empty() || shorter < 16 || longer > shorter * most_longest_side_over_shortest) return {.causes = {Cause::not_found}};
    const Source source = prepared(picture);
    const std::vector<Row> rows = all_rows(source.pyramid);
    std::optional<Sighting> sighting = best_sighting(source, rows, ocr, today);
    Reading out;
    if (sighting) {
        out.found = true;
        out.valid = is_valid(sighting->decoded);
        for (std::size_t i = 0; i < 4; ++i) out.corners[i] = in_picture(sighting->corners[i], source.scale);
        out.zone = sighting->decoded.zone;
        out.doubts = sighting->decoded.doubts;
    }
    if (!out.valid) out.causes = causes_of(source.pyramid, source.scale, rows, sighting);
    return out;
}

}  // namespace motcua::document
