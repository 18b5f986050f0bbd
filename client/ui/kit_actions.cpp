// Buttons, links, rows of them, and the footer.
#include <algorithm>
#include <cmath>

#include "client/ui/kit.hpp"

namespace motcua::ui {

using sem::Role;

namespace {

std::string_view look_of(ButtonKind kind) {
    switch (kind) {
        case ButtonKind::primary: return "primary";
        case ButtonKind::secondary: return "secondary";
        case ButtonKind::warning: return "warning";
        case ButtonKind::quiet: break;
    }
    return "quiet";
}

// "lang/vi" -> "vi": a link to a language is written, hence tagged, in that language
std::string language_of(const NavItem& item) {
    const std::size_t slash = item.key.rfind('/');
    return slash == std::string::npos ? item.key : item.key.substr(slash + 1);
}

}  // namespace

void Kit::paint_button(const Rect& rect, ButtonKind kind, bool disabled) {
    const float radius = u(8);
    if (disabled) {
        painter_.fill(rect, theme_->surface, radius);
        painter_.frame(rect, theme_->line, 1, radius);
        return;
    }
    if (kind == ButtonKind::primary || kind == ButtonKind::warning) {
        painter_.fill(rect, kind == ButtonKind::primary ? theme_->accent : theme_->error, radius);
    } else {
        painter_.fill(rect, theme_->field, radius);
        painter_.frame(rect, kind == ButtonKind::secondary ? theme_->accent : theme_->line, kind == ButtonKind::secondary ? u(2) : 1, radius);
    }
}

Colour Kit::button_ink(ButtonKind kind, bool disabled) const {
    if (disabled) return theme_->muted;
    if (kind == ButtonKind::primary) return theme_->on_accent;
    return kind == ButtonKind::warning ? theme_->on_error : theme_->accent;
}

bool Kit::button(std::string_view key, std::string_view text, ButtonKind kind, bool disabled) {
    const float y = before(kind == ButtonKind::quiet ? 8 : 12);
    const float padding = u(24);
    const float wanted = std::ceil(text_width(*fonts_, sizes_.button, text)) + 1 + 2 * padding;
    // thumbs reach a full-width button from either side
    const bool full = column().w <= u(480) && kind != ButtonKind::quiet;
    const float w = full ? column().w : std::min(wanted, column().w);
    const float inner = text_height(sizes_.button, text, w - 2 * padding);
    const Rect rect{column().x, y, w, std::max(sizes_.target, inner + u(20))};
    paint_button(rect, kind, disabled);
    paint_text({sizes_.button, button_ink(kind, disabled), text, rect.x + padding, rect.y + (rect.h - inner) / 2, w - 2 * padding, Align::centre});
    tree_.add({.role = Role::button, .rect = rect, .key = std::string(key), .text = std::string(text), .font = sizes_.button, .look = look_of(kind),
               .pad_x = padding, .align = 1, .disabled = disabled});
    after(rect.bottom(), 16);
    return pressed(key) && !disabled;
}

void Kit::underline(const TextBlock& block) {
    const float below = (block.style.line - font_ascent - font_descent) / 2 * block.style.size + font_ascent * block.style.size + block.style.size * 0.25F;  // under the dots below ạ, ệ, ọ
    float y = block.y;
    for (const TextLine& line : break_lines(*fonts_, block.style, block.text, block.w)) {
        painter_.fill({block.x, std::floor(y + below), line.width, std::max(1.0F, u(1))}, block.colour);
        y += block.style.line_height();
    }
}

// Links stand on their own line: 44 px to press, the text in the middle.
Rect Kit::link_block(sem::Node node, const TextBlock& block, float least_height, Wrapped wrapped) {
    node.wrapped = wrapped;
    const float inner = text_height(block.style, block.text, block.w);
    const float height = std::max(least_height, inner);
    TextBlock placed = block;
    placed.y = block.y + (height - inner) / 2;
    paint_text(placed);
    underline(placed);
    const std::vector<TextLine> lines = break_lines(*fonts_, block.style, block.text, block.w);
    float widest = 0;
    for (const TextLine& line : lines) widest = std::max(widest, line.width);
    const Rect rect{block.x, block.y, std::min(std::ceil(widest) + 1, block.w), height};
    node.rect = rect;
    node.text = block.text;
    node.font = block.style;
    node.pad_y = (height - inner) / 2;
    tree_.add(std::move(node));
    return rect;
}

bool Kit::link(std::string_view key, std::string_view text, std::string_view href) {
    const float y = before(0);
    const Rect rect = link_block({.role = Role::link, .key = std::string(key), .tone = "link", .href = std::string(href)},
                                 {sizes_.body, theme_->link, text, column().x, y, column().w}, u(44));
    after(rect.bottom(), 6);
    return pressed(key);
}

void Kit::outside_link(std::string_view key, std::string_view text, std::string_view href, std::string_view download_name) {
    const float y = before(0);
    sem::Node node{.role = Role::link, .key = std::string(key), .tone = "link", .look = "outside", .href = std::string(href)};
    if (!download_name.empty()) node.attributes.emplace_back("download", std::string(download_name));
    const Rect rect = link_block(std::move(node), {sizes_.body, theme_->link, text, column().x, y, column().w}, u(44));
    after(rect.bottom(), 6);
}

void Kit::chevron(Point tip, float size, float direction, Colour colour, float thickness) {
    painter_.polyline({{tip.x - size * direction, tip.y - size}, tip, {tip.x - size * direction, tip.y + size}}, colour, thickness);
}

bool Kit::back_link(std::string_view text, std::string_view href) {
    if (main_depth_ == 0) {
        open_main();
        column().y -= u(environment_.width <= 640 ? 12 : 16);
    }
    const float y = before(0);
    const float indent = u(18);
    const Rect rect = link_block({.role = Role::link, .key = "back", .tone = "link", .href = std::string(href)},
                                 {sizes_.small, theme_->link, text, column().x + indent, y, column().w - indent}, u(44));
    sem::Node& node = tree_.nodes().back();
    node.rect = {column().x, rect.y, rect.w + indent, rect.h};
    node.pad_x = indent;
    chevron({column().x + u(4), y + rect.h / 2 + u(1)}, u(5), -1, theme_->link, u(2));
    after(rect.bottom(), environment_.width <= 640 ? 8 : 16);
    return pressed("back");
}

float Kit::nav_width(std::span<const NavItem> items) const {
    float width = 0;
    for (const NavItem& item : items) width += text_width(*fonts_, item.current ? nav_strong() : sizes_.small, item.text) + u(24);
    return width;
}

TextStyle Kit::nav_strong() const {
    TextStyle style = sizes_.small;
    style.weight = Weight::bold;
    return style;
}

// Items from left to right, wrapped at `right`; sets `bottom` below the last row. Returns the key pressed.
std::string Kit::nav_row(std::span<const NavItem> items, Rect area, NavKind kind, float* bottom) {
    std::string chosen;
    float x = area.x;
    float y = area.y;
    for (const NavItem& item : items) {
        const TextStyle style = item.current ? nav_strong() : sizes_.small;
        const float w = std::ceil(text_width(*fonts_, style, item.text)) + u(24);
        if (x + w > area.right() + 1 && x > area.x) {
            x = area.x;
            y += sizes_.target;
        }
        const Rect rect{x, y, w, sizes_.target};
        const Colour colour = item.current ? theme_->ink : theme_->link;
        const float text_top = y + (rect.h - style.line_height()) / 2;
        paint_text({style, colour, item.text, x + u(12), text_top, w});
        if (item.current && kind == NavKind::menu) painter_.fill({x + u(12), rect.bottom() - u(4), w - u(24), u(4)}, theme_->accent);
        if (!item.current && kind != NavKind::menu) underline({style, colour, item.text, x + u(12), text_top, w});
        // the footer has no answer to give: its links are followed by the bridge (own pages) or the browser
        const std::string_view look = kind != NavKind::footer ? "nav" : (item.href.starts_with('/') ? "nav route" : "nav outside");
        sem::Node node{.role = item.href.empty() ? Role::button : Role::link, .rect = rect, .key = item.key, .text = item.text, .font = style,
                       .tone = item.current ? "ink" : "link", .look = look, .href = item.href, .pad_x = u(12), .pad_y = text_top - y};
        if (item.current) node.attributes.emplace_back("aria-current", kind == NavKind::menu ? "page" : "true");
        if (kind == NavKind::languages) node.attributes.emplace_back("lang", language_of(item));
        tree_.add(std::move(node));
        if (pressed(item.key)) chosen = item.key;
        x += w;
    }
    *bottom = y + sizes_.target;
    return chosen;
}

void Kit::footer(std::span<const std::string> lines, std::span<const NavItem> links) {
    close_main();
    const float padding = u(28);
    float height = padding * 2;
    for (const std::string& line : lines) height += text_height(sizes_.small, line, container_.w) + u(6);
    float rows = 0;
    if (!links.empty()) rows = std::ceil(nav_width(links) / container_.w) * sizes_.target;
    height += rows;
    const float end = column().y + std::max(column().pending, 0.0F) + u(48);
    float y = std::max(end, environment_.height - environment_.above - height);
    const float top = y;
    y += padding;
    tree_.open({.role = Role::footer});
    if (!links.empty()) {
        const float inset = std::min(u(12), container_.x);
        static_cast<void>(nav_row(links, {container_.x - inset, y - u(12), container_.w + 2 * inset, 0}, NavKind::footer, &y));
    }
    for (const std::string& line : lines) {
        y += text_node({.role = Role::text, .tone = "muted"}, {sizes_.small, theme_->muted, line, container_.x, y, container_.w}) + u(6);
    }
    tree_.close();
    y += padding;
    panel({0, top, environment_.width, y - top}, theme_->surface, 0);
    panel({0, top, environment_.width, u(4)}, theme_->accent, 0);
    columns_.front().y = y;
    columns_.front().pending = 0;
}

}  // namespace motcua::ui
