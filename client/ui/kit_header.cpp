// The strip under the header's band: the menu and the choice of the language.
#include <algorithm>
#include <cmath>

#include "client/ui/kit.hpp"

namespace motcua::ui {

using sem::Role;

namespace {

constexpr std::string_view fold_key = "languages";

const std::string& current_name(std::span<const NavItem> languages) {
    const auto found = std::find_if(languages.begin(), languages.end(), [](const NavItem& item) { return item.current; });
    return found == languages.end() ? languages.front().text : found->text;
}

}  // namespace

// Whether the names of the languages need more than a row: told from a guess, so that fonts of letters that are not shown stay away.
bool Kit::languages_fold(std::span<const NavItem> languages, float width) const {
    for (const NavItem& item : languages) {
        width -= u(24) + 1;
        for (std::size_t at = 0; at < item.text.size();) width -= fonts_->rough_advance(next_code_point(item.text, at), Weight::regular) * sizes_.small.size;
    }
    return width < 0;
}

void Kit::globe(Point centre, float radius, Colour colour) {
    const float line = u(1.5F);
    painter_.ring(centre, radius, colour, line);
    painter_.frame({centre.x - radius * 0.5F, centre.y - radius, radius, 2 * radius}, colour, line, radius * 0.5F);
    painter_.line({centre.x - radius, centre.y}, {centre.x + radius, centre.y}, colour, line);
}

float Kit::fold_width(std::span<const NavItem> languages) const {
    return std::ceil(text_width(*fonts_, sizes_.small, current_name(languages))) + u(70);
}

// A globe and the present language, at the right end of the row.
void Kit::language_fold(std::span<const NavItem> languages, float right, bool open) {
    const std::string& name = current_name(languages);
    const float w = fold_width(languages), indent = u(38);
    const Rect rect{right - w, 0, w, sizes_.target};
    const float text_top = (rect.h - sizes_.small.line_height()) / 2, middle = rect.h / 2;
    globe({rect.x + u(22), middle}, u(9), theme_->link);
    paint_text({sizes_.small, theme_->link, name, rect.x + indent, text_top, w});
    const Point tip{rect.right() - u(18), middle + u(open ? -2.5F : 3.5F)};
    const float back = u(open ? 5 : -5);
    painter_.polyline({{tip.x - u(5), tip.y + back}, tip, {tip.x + u(5), tip.y + back}}, theme_->link, u(2));
    sem::Node node{.role = Role::button, .rect = rect, .key = std::string(fold_key), .text = name, .font = sizes_.small, .tone = "link", .look = "nav",
                   .pad_x = indent, .pad_y = text_top};
    node.attributes.emplace_back("aria-expanded", open ? "true" : "false");
    node.attributes.emplace_back("aria-label", std::string(word(Word::language, tree_.lang)) + ": " + name);
    tree_.add(std::move(node));
}

// Links to the languages; behind a fold where they need more than one row. Returns the key pressed, moves `end` down.
std::string Kit::language_choice(std::span<const NavItem> languages, const Rect& area, bool folded, float* end) {
    const std::uint32_t id = sem::id_of(fold_key);
    if (pressed(fold_key) && open_details_.erase(id) == 0) open_details_.insert(id);
    const bool open = open_details_.contains(id);
    tree_.open({.role = Role::navigation, .text = std::string(word(Word::language, tree_.lang))});
    if (folded) {
        language_fold(languages, area.right(), open);
        *end = std::max(*end, sizes_.target);
    }
    std::string chosen;
    if (!folded || open) {
        float bottom = 0;
        const float x = folded ? area.x : area.right() - std::ceil(nav_width(languages)) - static_cast<float>(languages.size());
        chosen = nav_row(languages, {x, folded ? *end : 0, area.right() - x, 0}, NavKind::languages, &bottom);
        *end = std::max(*end, bottom);
    }
    tree_.close();
    if (!chosen.empty()) open_details_.erase(id);
    return chosen;
}

std::string Kit::header(std::string_view service, std::span<const NavItem> items, std::span<const NavItem> languages) {
    // the band says "Một Cửa" itself
    constexpr std::string_view product = "Một Cửa – ";
    tree_.brand = service.starts_with(product) ? service.substr(product.size()) : service;
    if (items.empty() && languages.empty()) return {};
    // the texts, not their pads, line up with the page
    const float inset = std::min(u(12), container_.x);
    const Rect area{container_.x - inset, 0, container_.w + 2 * inset, 0};
    const bool folded = languages_fold(languages, area.w);
    const float beside = languages.empty() ? 0 : folded ? fold_width(languages) : nav_width(languages);
    const bool one_row = nav_width(items) + beside <= area.w;
    float end = 0;
    std::string chosen;
    const auto menu = [&](float y, float w) {
        if (items.empty()) return;
        float bottom = 0;
        tree_.open({.role = Role::navigation, .text = std::string(word(Word::navigation, tree_.lang))});
        chosen += nav_row(items, {area.x, y, w, 0}, NavKind::menu, &bottom);
        tree_.close();
        end = std::max(end, bottom);
    };
    if (one_row) menu(0, area.w - beside);
    if (!languages.empty()) chosen += language_choice(languages, area, folded, &end);
    if (!one_row) menu(end, area.w);
    panel({0, 0, environment_.width, end}, theme_->surface, 0);
    panel({0, end, environment_.width, 1}, theme_->line, 0);
    column().y = end + 1;
    return chosen;
}

}  // namespace motcua::ui
