// Headings, paragraphs, lists, remarks.
#include <algorithm>
#include <array>
#include <cmath>

#include "client/ui/kit.hpp"

namespace motcua::ui {

using sem::Role;

Colour Kit::tone_colour(Tone tone) const {
    switch (tone) {
        case Tone::muted: return theme_->muted;
        case Tone::error: return theme_->error;
        case Tone::success: return theme_->success;
        case Tone::warning: return theme_->warning;
        case Tone::accent: return theme_->accent;
        case Tone::ink: break;
    }
    return theme_->ink;
}

Colour Kit::soft_colour(Tone tone) const {
    switch (tone) {
        case Tone::error: return theme_->error_soft;
        case Tone::success: return theme_->success_soft;
        case Tone::warning: return theme_->warning_soft;
        case Tone::accent: return theme_->accent_soft;
        case Tone::muted:
        case Tone::ink: break;
    }
    return theme_->surface;
}

std::string_view Kit::tone_name(Tone tone) {
    constexpr std::array<std::string_view, 6> names{"ink", "muted", "error", "success", "warning", "accent"};
    return names[static_cast<std::size_t>(tone)];
}

float Kit::paint_text(const TextBlock& block) {
    const std::vector<TextLine> lines = break_lines(*fonts_, block.style, block.text, block.w);
    const bool by_browser = needs_shaping(block.text);
    float y = block.y;
    for (const TextLine& line : lines) {
        const float slack = block.w - line.width;
        const float shift = block.align == Align::start ? 0 : (block.align == Align::centre ? slack / 2 : slack);
        if (!by_browser) painter_.text_line(block.style, block.colour, block.text.substr(line.begin, line.end - line.begin), block.x + shift, y);
        y += block.style.line_height();
    }
    return y - block.y;
}

float Kit::text_height(const TextStyle& style, std::string_view text, float w) const {
    return static_cast<float>(break_lines(*fonts_, style, text, w).size()) * style.line_height();
}

float Kit::text_node(sem::Node node, const TextBlock& block) {
    const float height = paint_text(block);
    node.rect = {block.x, block.y, block.w, height};
    node.font = block.style;
    node.align = static_cast<std::uint8_t>(block.align);
    if (node.text.empty()) node.text = block.text;
    tree_.add(std::move(node));
    return height;
}

void Kit::bar(float x, float from, float to, Colour colour, float thickness) { panel({x, from, thickness, to - from}, colour, 0); }

// The least width that needs no more lines than the full one: no heading ends in a single word.
float Kit::balanced_width(const TextStyle& style, std::string_view text, float w) const {
    const std::size_t lines = break_lines(*fonts_, style, text, w).size();
    if (lines < 2) return w;
    float low = std::min(w, std::max(w / static_cast<float>(lines) * 0.8F, widest_word(*fonts_, style, text)));
    float high = w;
    for (int i = 0; i < 8; ++i) {
        const float middle = (low + high) / 2;
        (break_lines(*fonts_, style, text, middle).size() <= lines ? high : low) = middle;
    }
    return std::ceil(high);
}

void Kit::heading(std::string_view text, int level) {
    const TextStyle& style = level == 1 ? sizes_.h1 : (level == 2 ? sizes_.h2 : sizes_.h3);
    const float w = balanced_width(style, text, column().w);
    const float y = before(level == 1 ? 0.0F : (level == 2 ? 36.0F : 24.0F));
    const float h = text_node({.role = Role::heading, .tone = "ink", .level = level}, {style, theme_->ink, text, column().x, y, w});
    after(y + h, level == 1 ? 20.0F : (level == 2 ? 14.0F : 8.0F));
}

void Kit::caption(std::string_view text) {
    const float y = before(0);
    const float h = text_node({.role = Role::text, .tone = "muted"}, {sizes_.caption, theme_->muted, text, column().x, y, column().w});
    after(y + h, 4);
}

void Kit::paragraph(std::string_view text, Tone tone) {
    const float y = before(0);
    const float h = text_node({.role = Role::text, .tone = tone_name(tone)}, {sizes_.body, tone_colour(tone), text, column().x, y, column().w});
    after(y + h, 18);
}

void Kit::lead(std::string_view text) {
    const float y = before(0);
    const float h = text_node({.role = Role::text, .tone = "ink"}, {sizes_.lead, theme_->ink, text, column().x, y, column().w});
    after(y + h, 24);
}

void Kit::list_of(std::span<const std::string> lines, Role role) {
    float y = before(0);
    const float indent = u(role == Role::bullets ? 26 : 32);
    tree_.open({.role = role});
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (role == Role::bullets) {
            painter_.disc({column().x + u(8), y + sizes_.body.line_height() / 2 + u(1)}, u(3.2F), theme_->accent);
        } else {
            painter_.text_line(sizes_.strong, theme_->accent, std::to_string(i + 1) + ".", column().x, y);
        }
        y += text_node({.role = Role::item, .tone = "ink"}, {sizes_.body, theme_->ink, lines[i], column().x + indent, y, column().w - indent});
        y += u(i + 1 < lines.size() ? 8 : 0);
    }
    tree_.close();
    after(y, 20);
}

void Kit::bullets(std::span<const std::string> lines) { list_of(lines, Role::bullets); }
void Kit::numbered(std::span<const std::string> lines) { list_of(lines, Role::numbers); }

void Kit::inset(std::string_view text) {
    const float y = before(8);
    const float padding = u(16);
    const float x = column().x + u(6) + padding;
    const float w = column().w - u(6) - 2 * padding;
    const float h = text_node({.role = Role::text, .tone = "ink"}, {sizes_.body, theme_->ink, text, x, y + u(12), w});
    const Rect ground{column().x, y, column().w, h + u(24)};
    panel(ground, theme_->surface, 0);
    bar(column().x, y, ground.bottom(), theme_->accent, u(6));
    after(ground.bottom(), 24);
}

void Kit::status(std::string_view key, std::string_view text, Tone tone) {
    const float y = before(4);
    if (text.empty()) {  // the live region stays, so that the next message is announced
        tree_.add({.role = Role::status, .rect = {column().x, y, column().w, 0}, .key = std::string(key)});
        return;
    }
    const float mark = u(28);
    const float h = text_node({.role = Role::status, .key = std::string(key), .tone = tone_name(tone)},
                              {sizes_.strong, tone_colour(tone), text, column().x + mark, y, column().w - mark});
    const Point centre{column().x + u(10), y + sizes_.strong.line_height() / 2};
    painter_.disc(centre, u(10), tone_colour(tone));
    if (tone == Tone::success) {
        painter_.polyline({{centre.x - u(4.5F), centre.y}, {centre.x - u(1.2F), centre.y + u(3.6F)}, {centre.x + u(4.8F), centre.y - u(3.8F)}}, theme_->paper, u(2.2F));
    } else {
        painter_.fill({centre.x - u(1.1F), centre.y - u(5.5F), u(2.2F), u(6.6F)}, theme_->paper, u(1));
        painter_.disc({centre.x, centre.y + u(4.4F)}, u(1.5F), theme_->paper);
    }
    after(y + h, 18);
}

}  // namespace motcua::ui
