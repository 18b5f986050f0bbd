// Pictures, the camera, files, the QR symbol and the signature pad.
#include <algorithm>
#include <cmath>

#include "client/ui/kit.hpp"

namespace motcua::ui {

using sem::Role;

void Kit::image(std::string_view key, std::string_view url, std::string_view alt, float css_width, float css_height) {
    const float y = before(8);
    const float w = std::min(u(css_width), column().w);
    const float h = std::round(u(css_height) * w / std::max(u(css_width), 1.0F));
    const Rect rect{column().x, y, w, h};
    painter_.fill(rect, theme_->surface, u(6));
    painter_.frame(rect, theme_->line, 1, u(6));
    if (!url.empty()) tree_.add({.role = Role::image, .rect = rect, .key = std::string(key), .text = std::string(alt), .attributes = {{"src", std::string(url)}}});
    after(rect.bottom(), 16);
}

void Kit::figures(std::span<const Figure> figures, float css_width, float height_over_width) {
    const float y = before(8);
    const float gap = u(16);
    const auto count = static_cast<float>(figures.size());
    const float w = std::floor(std::min(u(css_width), (column().w - gap * (count - 1)) / count));
    float words = 0;
    for (const Figure& figure : figures) words = std::max(words, text_height(sizes_.small, figure.caption, w));
    Rect rect{column().x, y + words + u(6), w, std::round(w * height_over_width)};
    for (const Figure& figure : figures) {
        text_node({.role = Role::text, .tone = "ink"}, {sizes_.small, theme_->ink, figure.caption, rect.x, y, w});
        painter_.fill(rect, theme_->surface, u(6));
        painter_.frame(rect, theme_->line, 1, u(6));
        tree_.add({.role = Role::image, .rect = rect, .key = std::string(figure.key), .text = figure.alt, .look = "fit", .attributes = {{"src", figure.url}}});
        rect.x += w + gap;
    }
    after(rect.bottom(), 16);
}

namespace {

void append(std::string& path, std::string_view command, std::initializer_list<float> numbers) {
    path += command;
    for (const float number : numbers) {
        path += ' ';
        path += std::to_string(static_cast<int>(std::lround(number)));
    }
}

std::string hole_path(CameraGuide guide, float w, float h) {
    std::string path;
    if (guide == CameraGuide::face_oval) {
        const float ry = h * 0.37F;
        const float rx = std::min(ry * 0.76F, w * 0.45F);
        append(path, "M", {w / 2 - rx, h * 0.48F});
        append(path, "a", {rx, ry, 0, 1, 0, 2 * rx, 0});
        append(path, "a", {rx, ry, 0, 1, 0, -2 * rx, 0});
        return path + "Z";
    }
    const bool page = guide == CameraGuide::passport_page;
    const float ratio = page ? 1.42F : 1.0F;
    const float hole_w = std::min(w * 0.9F, h * 0.9F * ratio);
    const float hole_h = hole_w / ratio;
    append(path, "M", {(w - hole_w) / 2, (h - hole_h) / 2});
    append(path, "v", {hole_h});
    append(path, "h", {hole_w});
    append(path, "v", {-hole_h});
    path += "Z";
    if (!page) return path;
    append(path, "M", {(w - hole_w) / 2, (h + hole_h) / 2 - hole_h * 0.264F});
    append(path, "h", {hole_w});
    return path;
}

// Everything but the hole is shaded: an outer rectangle, and the hole drawn the other way round (fill rule "nonzero").
std::string guide_path(CameraGuide guide, float w, float h) {
    std::string path;
    append(path, "M", {0, 0});
    append(path, "H", {w});
    append(path, "V", {h});
    append(path, "H", {0});
    return path + "Z" + hole_path(guide, w, h);
}

}  // namespace

void Kit::camera(std::string_view key, std::string_view alt, CameraGuide guide, float aspect, bool mirrored, int hold) {
    const float y = before(8);
    // never taller than the window: the shutter below must be in reach
    const float tallest = std::max(u(240), environment_.height * 0.62F);
    const float w = std::floor(std::min(column().w, tallest * std::max(aspect, 0.2F)));
    const Rect rect{column().x + (column().w - w) / 2, y, w, std::round(w / std::max(aspect, 0.2F))};
    painter_.fill(rect, theme_->focus_ink, u(8));
    sem::Node video{.role = Role::video, .rect = rect, .key = std::string(key), .text = std::string(alt), .look = mirrored ? "mirrored" : ""};
    video.attributes = {{"playsinline", ""}, {"muted", ""}, {"disablepictureinpicture", ""}};
    tree_.add(std::move(video));
    if (guide != CameraGuide::none) {
        tree_.add({.role = Role::guide, .rect = rect, .key = std::string(key) + "/guide", .attributes = {{"data-path", guide_path(guide, rect.w, rect.h)}, {"aria-hidden", "true"}}});
    }
    if (hold > 0) {
        tree_.add({.role = Role::guide, .rect = rect, .key = std::string(key) + "/hold", .look = "hold",
                   .attributes = {{"data-path", hole_path(guide, rect.w, rect.h)}, {"data-hold", std::to_string(hold)}, {"aria-hidden", "true"}}});
    }
    after(rect.bottom(), 20);
}

void Kit::qr(std::string_view key, std::span<const std::string> rows, std::string_view alt, float css_size) {
    if (rows.empty()) return;
    const float y = before(8);
    const float size = std::min(u(css_size), column().w);
    const Rect rect{column().x, y, size, size};
    // a reader needs black on white and four modules of quiet around, whatever the theme; modules on whole device px
    painter_.fill(rect, {255, 255, 255}, u(4));
    const auto count = static_cast<float>(rows.size());
    const float module = std::max(std::floor(size * environment_.dpr / (count + 8)), 1.0F) / environment_.dpr;
    const float left = std::round((rect.x + (size - module * count) / 2) * environment_.dpr) / environment_.dpr;
    const float top = std::round((rect.y + (size - module * count) / 2) * environment_.dpr) / environment_.dpr;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const std::string& bits = rows[row];
        for (std::size_t from = 0; from < bits.size(); ++from) {
            if (bits[from] != '1') continue;
            std::size_t to = from;
            while (to < bits.size() && bits[to] == '1') ++to;
            painter_.fill({left + static_cast<float>(from) * module, top + static_cast<float>(row) * module, static_cast<float>(to - from) * module, module}, {0, 0, 0});
            from = to;
        }
    }
    sem::Node node{.role = Role::drawing, .rect = rect, .key = std::string(key), .text = std::string(alt), .look = "qr"};
    std::string joined;
    for (const std::string& row : rows) joined += row + ' ';
    node.attributes.emplace_back("data-qr", joined);  // for the visible DOM, which has no canvas under it
    tree_.add(std::move(node));
    after(rect.bottom(), 20);
}

void Kit::picture(std::string_view name, std::string_view alt, float css_width) {
    const float y = before(8);
    const float w = std::min(u(css_width), column().w);
    const Rect rect{column().x, y, w, std::round(w * picture_aspect)};
    tree_.add({.role = Role::image, .rect = rect, .text = std::string(alt), .attributes = {{"src", std::string(name)}}});
    after(rect.bottom(), 24);
}

void Kit::file_field(const FileSpec& spec) {
    const FieldFrame frame = open_field({.key = spec.key, .label = spec.label, .hint = spec.hint, .error = spec.error, .style = LabelStyle::normal});
    const float padding = u(22);
    const std::string text = spec.button_text.empty() ? std::string(word(Word::choose_file, tree_.lang)) : spec.button_text;
    const float w = std::min(column().w, column().w <= u(480) ? column().w : std::ceil(text_width(*fonts_, sizes_.button, text)) + 2 * padding);
    const float inner = text_height(sizes_.button, text, w - 2 * padding);
    const Rect rect{column().x, column().y, w, std::max(sizes_.target, inner + u(20))};
    paint_button(rect, ButtonKind::secondary, false);
    paint_text({sizes_.button, theme_->accent, text, rect.x + padding, rect.y + (rect.h - inner) / 2, w - 2 * padding, Align::centre});
    sem::Node node{.role = Role::file, .rect = rect, .key = std::string(spec.key), .font = sizes_.button, .invalid = frame.error,
                   .attributes = {{"accept", std::string(spec.accept)}, {"name", std::string(spec.key)}, {"data-text", text}}};
    if (spec.label.empty()) node.attributes.emplace_back("aria-label", text);
    if (!spec.capture.empty()) node.attributes.emplace_back("capture", std::string(spec.capture));
    if (!frame.described_by.empty()) node.attributes.emplace_back("aria-describedby", frame.described_by);
    tree_.add(std::move(node));
    float bottom = rect.bottom();
    if (!spec.chosen.empty()) {
        bottom += u(8) + text_node({.role = Role::status, .key = std::string(spec.key) + "/chosen", .tone = "muted"},
                                   {sizes_.small, theme_->muted, spec.chosen, column().x, bottom + u(8), column().w});
    }
    close_field(frame, bottom, LabelStyle::normal);
}

namespace {

// A decimal number as the pad writes it ("0.2500", "-1"); strtof would link 15 KB of long arithmetic.
bool take_number(std::string_view& rest, float& number) {
    while (rest.starts_with(' ')) rest.remove_prefix(1);
    const bool negative = rest.starts_with('-');
    if (negative) rest.remove_prefix(1);
    const std::size_t before = rest.size();
    float scale = 0;
    for (number = 0; !rest.empty(); rest.remove_prefix(1)) {
        const char c = rest.front();
        if (c == '.' && scale == 0) {
            scale = 1;
        } else if (c >= '0' && c <= '9') {
            scale /= 10;
            number = scale == 0 ? number * 10 + static_cast<float>(c - '0') : number + scale * static_cast<float>(c - '0');
        } else {
            break;
        }
    }
    if (negative) number = -number;
    return rest.size() < before;
}

// "d 0.25 0.5 m 0.26 0.5 …": points as the pad sends them, 0..1
void read_points(std::string_view rest, std::vector<Stroke>& strokes) {
    while (!rest.empty()) {
        const char kind = rest.front();
        rest.remove_prefix(1);
        float x = 0;
        float y = 0;
        if (!take_number(rest, x) || !take_number(rest, y)) return;
        while (rest.starts_with(' ')) rest.remove_prefix(1);
        if (kind == 'd' || strokes.empty()) strokes.emplace_back();
        strokes.back().push_back({std::clamp(x, 0.0F, 1.0F), std::clamp(y, 0.0F, 1.0F)});
    }
}

}  // namespace

bool Kit::signature(std::string_view key, std::string_view label, std::vector<Stroke>& strokes) {
    bool changed = false;
    while (const auto points = take_text(Event::Kind::stroke, sem::id_of(key))) {
        read_points(*points, strokes);
        changed = true;
    }
    const float y = before(12);
    const float label_h = text_node({.role = Role::text, .key = std::string(key) + "/label", .tone = "ink"}, {sizes_.strong, theme_->ink, label, column().x, y, column().w});
    const float w = std::min(column().w, u(560));
    const Rect rect{column().x, y + label_h + u(6), w, std::round(w * 0.36F)};
    paint_box(rect, false, false);
    painter_.fill({rect.x + u(20), rect.bottom() - rect.h * 0.24F, rect.w - u(40), 1}, theme_->line);
    painter_.clip(rect);
    for (const Stroke& stroke : strokes) paint_stroke(stroke, rect);
    painter_.unclip();
    tree_.add({.role = Role::pad, .rect = rect, .key = std::string(key), .text = std::string(label), .look = "pad"});
    after(rect.bottom(), 20);
    return changed;
}

void Kit::paint_stroke(const Stroke& stroke, const Rect& rect) {
    std::vector<Point> points;
    points.reserve(stroke.size());
    for (const StrokePoint& point : stroke) points.push_back({rect.x + point.x * rect.w, rect.y + point.y * rect.h});
    if (points.size() == 1) painter_.disc(points.front(), u(1.6F), theme_->ink);
    else painter_.polyline(points, theme_->ink, u(2.6F));
}

}  // namespace motcua::ui
