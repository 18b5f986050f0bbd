#include "client/ui/kit.hpp"

#include <algorithm>
#include <cmath>

namespace motcua::ui {
namespace {

constexpr float reading_container = 960;
constexpr float reading_column = 680;
constexpr float wide_container = 1376;
constexpr float no_limit = 1e6F;
constexpr int most_passes = 60;

bool comes_alone(Event::Kind kind) { return kind == Event::Kind::press || kind == Event::Kind::key; }

}  // namespace

Kit::Kit(const Fonts& fonts) : fonts_(&fonts), atlas_(fonts), painter_(fonts, atlas_), theme_(&theme(Scheme::light)) {}

void Kit::set_environment(const Environment& environment) {
    // glyphs are baked for one resolution and text size
    if (environment.dpr != environment_.dpr || environment.text_scale != environment_.text_scale) atlas_.clear();
    environment_ = environment;
    theme_ = &theme(environment.scheme);
}

void Kit::post(Event event) { events_.push_back(std::move(event)); }

// A press must see what was typed before it: every pass takes the values that came first, or one press.
void Kit::next_batch() {
    batch_.clear();
    while (!events_.empty()) {
        const Event& next = events_.front();
        const bool repeated = std::any_of(batch_.begin(), batch_.end(), [&](const Event& taken) {
            return taken.kind == next.kind && taken.id == next.id && next.kind != Event::Kind::stroke;
        });
        if (repeated || (comes_alone(next.kind) && !batch_.empty())) return;
        if (next.kind == Event::Kind::focus) focused_ = next.id;
        if (next.kind == Event::Kind::blur && focused_ == next.id) focused_ = 0;
        const bool alone = comes_alone(next.kind);
        batch_.push_back(next);
        events_.pop_front();
        if (alone) return;
    }
}

std::optional<std::string> Kit::take_text(Event::Kind kind, std::uint32_t id) {
    const auto found = std::find_if(batch_.begin(), batch_.end(), [&](const Event& event) { return event.kind == kind && event.id == id; });
    if (found == batch_.end()) return std::nullopt;
    std::string text = std::move(found->text);
    batch_.erase(found);
    consumed_ = true;
    return text;
}

bool Kit::take(Event::Kind kind, std::uint32_t id) { return take_text(kind, id).has_value(); }

void Kit::frame(const std::function<void(View&)>& page_function) {
    if (atlas_.too_large()) atlas_.clear();
    focus_request_.clear();
    for (int passes = 0; passes < most_passes; ++passes) {
        next_batch();
        consumed_ = false;
        lay_out(page_function);
        if (!consumed_ && events_.empty()) return;
    }
}

void Kit::lay_out(const std::function<void(View&)>& page_function) {
    begin_pass();
    page_function(*this);
    end_pass();
}

void Kit::begin_pass() {
    tree_.clear();
    popups_.clear();
    focus_targets_.clear();
    depth_ = 0;
    main_depth_ = 0;
    picture_number_ = 0;
    painter_.begin(environment_.dpr, environment_.width, no_limit);
    page("", "vi", PageWidth::reading);
}

void Kit::end_pass() {
    close_main();
    mark_default_button();
    const auto target = focus_targets_.find(sem::id_of(focus_request_));
    tree_.focus = target == focus_targets_.end() ? focus_request_ : target->second;
    page_height_ = std::ceil(std::max(column().y + std::max(column().pending, 0.0F), page_height_needed_));
    painter_.end();
}

void Kit::page(std::string_view title, std::string_view lang, PageWidth width) {
    tree_.title = title;
    tree_.lang = lang;
    page_width_ = width;
    tree_.wide = width == PageWidth::wide;
    set_sizes();
    const float margin = environment_.width <= 640 ? 16 : 32;
    const float widest = width == PageWidth::wide ? wide_container : reading_container;
    container_ = {.x = 0, .y = 0, .w = std::min(environment_.width - 2 * margin, u(widest)), .h = 0};
    container_.x = std::floor((environment_.width - container_.w) / 2);
    content_ = container_;
    if (width == PageWidth::reading) content_.w = std::min(content_.w, u(reading_column));
    columns_.assign(1, Column{.x = content_.x, .w = content_.w, .y = 0, .pending = 0});
    page_height_needed_ = 0;
}

void Kit::set_sizes() {
    const bool small_screen = environment_.width <= 640;
    const bool dense = page_width_ == PageWidth::wide;
    const auto style = [this](float size, Weight weight, float line) { return TextStyle{.size = u(size), .weight = weight, .line = line}; };
    const float body = small_screen ? 18.0F : (dense ? 17.0F : 19.0F);
    sizes_ = {.body = style(body, Weight::regular, 1.5F),
              .strong = style(body, Weight::bold, 1.5F),
              .small = style(16, Weight::regular, 1.5F),
              .lead = style(small_screen ? 20 : 22, Weight::regular, 1.5F),
              .caption = style(small_screen ? 18 : 20, Weight::regular, 1.4F),
              .h1 = style(small_screen ? 29 : (dense ? 30 : 38), Weight::bold, 1.37F),
              .h2 = style(small_screen ? 23 : (dense ? 23 : 27), Weight::bold, 1.37F),
              .h3 = style(small_screen ? 19 : (dense ? 18 : 21), Weight::bold, 1.4F),
              .button = style(small_screen ? 18 : 18, Weight::bold, 1.4F),
              .target = u(48)};
}

float Kit::before(float top) {
    if (main_depth_ == 0) open_main();
    Column& c = column();
    // the first block of a column (pending < 0) starts at its top
    if (c.pending >= 0) c.y += std::max(c.pending, u(top));
    c.pending = 0;
    return c.y;
}

void Kit::after(float bottom, float margin) {
    column().y = bottom;
    column().pending = u(margin);
}

void Kit::open_main() {
    tree_.open({.role = sem::Role::main, .key = "main", .attributes = {{"tabindex", "-1"}}});
    tree_.open({.role = sem::Role::form, .key = "form", .attributes = {{"novalidate", ""}, {"autocomplete", "on"}}});
    main_depth_ = 2;
    column().y += u(environment_.width <= 640 ? 20 : 32);
    column().pending = -1;
}

void Kit::close_main() {
    if (main_depth_ > 0) paint_popups();
    for (; main_depth_ > 0; --main_depth_) tree_.close();
}

// Enter in a field presses the page's one primary button; with several there is no default.
void Kit::mark_default_button() {
    int primaries = 0;
    for (const sem::Node& node : tree_.nodes()) primaries += static_cast<int>(node.role == sem::Role::button && node.look == "primary" && !node.disabled);
    for (sem::Node& node : tree_.nodes()) {
        if (node.role != sem::Role::button) continue;
        const bool is_default = primaries == 1 && node.look == "primary" && !node.disabled;
        node.attributes.emplace_back("type", is_default ? "submit" : "button");
    }
}

void Kit::focus(std::string_view key) { focus_request_ = key; }

bool Kit::shortcut(std::string_view combination) {
    tree_.shortcuts.emplace_back(combination);
    return pressed(std::string("shortcut/").append(combination));
}

void Kit::gap(float css_px) {
    before(0);
    after(column().y + u(css_px), 0);
}

void Kit::rule() {
    const float y = before(24);
    painter_.fill({column().x, y, column().w, 1}, theme_->line);
    after(y + 1, 24);
}

// --- columns and cards

void Kit::columns(std::span<const float> weights, std::span<const std::function<void(View&)>> bodies) {
    if (column().w <= u(640)) {
        for (const auto& body : bodies) body(*this);
        return;
    }
    const float y = before(16);
    const float gutter = u(32);
    float total = 0;
    for (const float weight : weights) total += weight;
    const float room = column().w - gutter * static_cast<float>(bodies.size() - 1);
    float x = column().x;
    float bottom = y;
    for (std::size_t i = 0; i < bodies.size() && i < weights.size(); ++i) {
        const float w = std::floor(room * weights[i] / total);
        columns_.push_back({.x = x, .w = w, .y = y, .pending = -1});
        bodies[i](*this);
        bottom = std::max(bottom, column().y);
        columns_.pop_back();
        x += w + gutter;
    }
    after(bottom, 24);
}

Layer Kit::ground() const { return static_cast<Layer>(std::min(depth_, 3)); }

void Kit::panel(const Rect& rect, Colour colour, float radius) {
    const Layer content = painter_.layer();
    painter_.layer(ground());
    painter_.fill(rect, colour, radius);
    painter_.layer(content);
}

void Kit::card(const std::function<void(View&)>& body) {
    const float y = before(16);
    const float padding = u(column().w <= 480 ? 16 : 24);
    const Rect outer{column().x, y, column().w, 0};
    ++depth_;
    columns_.push_back({.x = outer.x + padding, .w = outer.w - 2 * padding, .y = y + padding, .pending = -1});
    body(*this);
    const float bottom = column().y + padding;
    columns_.pop_back();
    --depth_;
    const Rect rect{outer.x, y, outer.w, bottom - y};
    panel(rect, theme_->line, u(10));
    panel({rect.x + 1, rect.y + 1, rect.w - 2, rect.h - 2}, depth_ == 0 ? theme_->paper : theme_->surface, u(9));
    after(bottom, 24);
}

}  // namespace motcua::ui
