// What is made of several parts: error summary, summary list, task list, banners, details, progress.
#include <algorithm>
#include <cmath>

#include "client/ui/kit.hpp"

namespace motcua::ui {

using sem::Role;

void Kit::error_summary(std::string_view title, std::span<const ErrorLine> lines) {
    if (lines.empty()) return;
    const float y = before(0);
    const float padding = u(column().w <= 480 ? 16 : 24);
    const float x = column().x + padding;
    const float w = column().w - 2 * padding;
    tree_.open({.role = Role::alert, .key = "error-summary", .attributes = {{"tabindex", "-1"}, {"aria-labelledby", "error-summary/title"}}});
    float at = y + padding;
    at += text_node({.role = Role::heading, .key = "error-summary/title", .tone = "ink", .level = 2}, {sizes_.h2, theme_->ink, title, x, at, w});
    at += u(4);
    tree_.open({.role = Role::bullets});
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string key = "error-summary/" + std::to_string(i);
        const Rect rect = link_block({.role = Role::link, .key = key, .tone = "error", .look = "in-page", .href = "#" + lines[i].field_key},
                                     {sizes_.strong, theme_->error, lines[i].message, x, at, w}, u(44), Wrapped::item);
        at = rect.bottom() + (rect.h > u(46) && i + 1 < lines.size() ? u(10) : 0);  // wrapped messages must not run together
        if (pressed(key)) focus(lines[i].field_key);
    }
    tree_.close();
    const Rect rect{column().x, y, column().w, at + padding - u(8) - y};
    panel(rect, theme_->error_soft, u(8));
    painter_.frame(rect, theme_->error, u(4), u(8));
    tree_.nodes()[static_cast<std::size_t>(tree_.current())].rect = rect;
    tree_.close();
    after(rect.bottom(), 32);
}

std::string Kit::summary_list(std::span<const SummaryRow> rows, std::string_view change_text) {
    std::string chosen;
    float y = before(4);
    tree_.open({.role = Role::terms});
    painter_.fill({column().x, y, column().w, 1}, theme_->line);
    for (const SummaryRow& row : rows) {
        tree_.open({.role = Role::pair});
        y = summary_row(row, change_text, y + 1);
        tree_.close();
        if (!row.change_hidden.empty() && pressed("change/" + row.key)) chosen = row.key;
    }
    tree_.close();
    after(y, 28);
    return chosen;
}

float Kit::summary_row(const SummaryRow& row, std::string_view change_text, float y) {
    const bool stacked = column().w <= u(520);
    const bool changes = !row.change_hidden.empty();
    const float change_w = changes ? std::ceil(text_width(*fonts_, sizes_.body, change_text)) + 2 : 0;
    const float label_w = stacked ? column().w - (changes ? change_w + u(16) : 0) : std::floor(column().w * 0.34F);
    const float value_x = stacked ? column().x : column().x + label_w + u(20);
    const float value_w = column().right() - value_x - (changes && !stacked ? change_w + u(20) : 0);
    const float top = y + u(11);
    const float label_h = text_node({.role = Role::term, .tone = "ink"}, {sizes_.strong, theme_->ink, row.label, column().x, top, label_w});
    const float value_y = stacked ? top + label_h + u(2) : top;
    const float value_h = text_node({.role = Role::description, .tone = "ink"}, {sizes_.body, theme_->ink, row.value, value_x, value_y, value_w});
    if (changes) change_link(row, change_text, {column().right() - change_w, top, change_w, 0});
    const float bottom = std::max(std::max(top + label_h, value_y + value_h) + u(11), y + u(50));
    painter_.fill({column().x, bottom, column().w, 1}, theme_->line);
    return bottom;
}

// The target is taller than the word: it reaches into the row's padding.
void Kit::change_link(const SummaryRow& row, std::string_view change_text, const Rect& place) {
    const TextBlock block{sizes_.body, theme_->link, change_text, place.x, place.y, place.w};
    paint_text(block);
    underline(block);
    const float slack = u(44) - sizes_.body.line_height();
    const float extra = std::max(0.0F, slack / 2);
    const float widen = std::max(0.0F, (u(44) - place.w) / 2);
    sem::Node node{.role = Role::link, .rect = {place.x - widen, place.y - extra, place.w + 2 * widen, sizes_.body.line_height() + 2 * extra},
                   .key = "change/" + row.key, .text = std::string(change_text), .font = sizes_.body, .tone = "link", .href = "#change/" + row.key,
                   .pad_x = widen, .pad_y = extra};
    node.hidden_text = " " + row.change_hidden;
    node.wrapped = Wrapped::description;
    tree_.add(std::move(node));
}

float Kit::tag_width(std::string_view text) const { return std::ceil(text_width(*fonts_, tag_style(), text)) + u(20); }

TextStyle Kit::tag_style() const {
    TextStyle style = sizes_.small;
    style.size = u(15);
    style.weight = Weight::bold;
    return style;
}

// A coloured word with a ground of its own; returns its height.
float Kit::paint_tag(std::string_view text, Tone tone, float x, float y) {
    const TextStyle style = tag_style();
    const float h = style.line_height() + u(6);
    painter_.fill({x, y, tag_width(text), h}, soft_colour(tone), u(6));
    painter_.text_line(style, tone_colour(tone), text, x + u(10), y + u(3));
    return h;
}

std::string Kit::task_list(std::span<const TaskRow> rows) {
    std::string chosen;
    float y = before(4);
    tree_.open({.role = Role::bullets});
    painter_.fill({column().x, y, column().w, 1}, theme_->line);
    y += 1;
    for (const TaskRow& row : rows) {
        y = task_row(row, y);
        if (!row.href.empty() && pressed(row.key)) chosen = row.key;
    }
    tree_.close();
    after(y, 28);
    return chosen;
}

Tone Kit::task_tone(TaskStatus status) {
    switch (status) {
        case TaskStatus::done: return Tone::success;
        case TaskStatus::problem: return Tone::error;
        case TaskStatus::not_yet: return Tone::muted;
        case TaskStatus::incomplete: break;
    }
    return Tone::accent;
}

float Kit::task_row(const TaskRow& row, float y) {
    const bool open = !row.href.empty();
    const float status_w = tag_width(row.status_text);
    const bool stacked = column().w - status_w < u(200);
    const float title_w = stacked ? column().w - u(16) : column().w - status_w - u(28);
    const float x = column().x + u(8);
    const TextBlock title{sizes_.body, open ? theme_->link : theme_->muted, row.title, x, y + u(14), title_w};
    float text_h = paint_text(title);
    if (open) underline(title);
    if (!row.hint.empty()) text_h += u(2) + paint_text({sizes_.small, theme_->muted, row.hint, x, y + u(14) + text_h + u(2), title_w});
    const float status_y = stacked ? y + u(14) + text_h + u(6) : y + u(14) + (sizes_.body.line_height() - tag_style().line_height() - u(6)) / 2;
    const float status_x = stacked ? x : column().right() - status_w - u(8);
    const float tag_h = paint_tag(row.status_text, task_tone(row.status), status_x, status_y);
    const float bottom = std::max(stacked ? status_y + tag_h + u(14) : y + text_h + u(28), y + u(56));
    task_nodes(row, {column().x, y, column().w, bottom - y}, {x, y + u(14), title_w, text_h}, {status_x, status_y, status_w, tag_h});
    painter_.fill({column().x, bottom, column().w, 1}, theme_->line);
    return bottom + 1;
}

// The whole row is the link; its status and hint describe it.
void Kit::task_nodes(const TaskRow& row, const Rect& whole, const Rect& text, const Rect& status) {
    const std::string status_key = row.key + "/status";
    const std::string hint_key = row.key + "/hint";
    tree_.open({.role = Role::holder, .rect = whole});
    std::string described = status_key;
    if (!row.hint.empty()) described = hint_key + " " + status_key;
    const float title_h = text_height(sizes_.body, row.title, text.w);
    if (row.href.empty()) {
        tree_.add({.role = Role::text, .rect = {text.x, text.y, text.w, title_h}, .key = row.key, .text = row.title, .font = sizes_.body, .tone = "muted"});
    } else {
        tree_.add({.role = Role::link, .rect = whole, .key = row.key, .text = row.title, .font = sizes_.body, .tone = "link", .look = "row", .href = row.href,
                   .pad_x = text.x - whole.x, .pad_y = text.y - whole.y, .attributes = {{"aria-describedby", described}}});
    }
    if (!row.hint.empty()) {
        tree_.add({.role = Role::hint, .rect = {text.x, text.y + title_h + u(2), text.w, text.h - title_h}, .key = hint_key, .text = row.hint, .font = sizes_.small, .tone = "muted"});
    }
    tree_.add({.role = Role::text, .rect = status, .key = status_key, .text = row.status_text, .font = tag_style(), .tone = tone_name(task_tone(row.status)),
               .look = "tag", .pad_x = u(10), .pad_y = u(3)});
    tree_.close();
}

void Kit::notification(std::string_view key, std::string_view title, std::string_view body, Tone tone) {
    const float y = before(8);
    const float padding = u(18);
    const float x = column().x + u(6) + padding;
    const float w = column().w - u(6) - 2 * padding;
    tree_.open({.role = tone == Tone::error ? Role::alert : Role::region, .key = std::string(key), .attributes = {{"aria-labelledby", std::string(key) + "/title"}}});
    float at = y + u(14);
    at += text_node({.role = Role::heading, .key = std::string(key) + "/title", .tone = tone_name(tone), .level = 2}, {sizes_.h3, tone_colour(tone), title, x, at, w});
    if (!body.empty()) at += u(4) + text_node({.role = Role::text, .tone = "ink"}, {sizes_.body, theme_->ink, body, x, at + u(4), w});
    tree_.close();
    const Rect rect{column().x, y, column().w, at + u(16) - y};
    panel(rect, soft_colour(tone), 0);
    bar(rect.x, rect.y, rect.bottom(), tone_colour(tone), u(6));
    after(rect.bottom(), 24);
}

void Kit::confirmation_panel(std::string_view title, std::string_view body) {
    const float y = before(0);
    const float padding = u(column().w <= 480 ? 24 : 36);
    const float x = column().x + padding;
    const float w = column().w - 2 * padding;
    const float tick = u(26);
    float at = y + padding;
    const Point centre{column().x + column().w / 2, at + tick};
    at += 2 * tick + u(14);
    at += text_node({.role = Role::heading, .tone = "on-success", .level = 1}, {sizes_.h1, theme_->on_success, title, x, at, w, Align::centre});
    if (!body.empty()) at += u(8) + text_node({.role = Role::text, .tone = "on-success"}, {sizes_.lead, theme_->on_success, body, x, at + u(8), w, Align::centre});
    const Rect rect{column().x, y, column().w, at + padding - y};
    panel(rect, theme_->success, u(10));
    painter_.disc(centre, tick, theme_->on_success);
    painter_.polyline({{centre.x - u(11), centre.y + u(0.5F)}, {centre.x - u(3), centre.y + u(8.5F)}, {centre.x + u(12), centre.y - u(9)}}, theme_->success, u(5));
    after(rect.bottom(), 28);
}

void Kit::details(std::string_view key, std::string_view summary, const std::function<void(View&)>& body) {
    const std::uint32_t id = sem::id_of(key);
    if (pressed(key)) {
        if (open_details_.erase(id) == 0) open_details_.insert(id);
    }
    const bool open = open_details_.contains(id);
    const float y = before(0);
    const float indent = u(22);
    const Rect rect = link_block({.role = Role::button, .key = std::string(key), .tone = "link", .look = "disclosure"},
                                 {sizes_.body, theme_->link, summary, column().x + indent, y, column().w - indent}, u(44));
    sem::Node& node = tree_.nodes().back();
    node.rect = {column().x, rect.y, rect.w + indent, rect.h};
    node.pad_x = indent;
    node.attributes.emplace_back("aria-expanded", open ? "true" : "false");
    const Point centre{column().x + u(8), y + rect.h / 2};
    const float s = u(5.5F);
    if (open) painter_.polygon({{centre.x - s, centre.y - s * 0.6F}, {centre.x + s, centre.y - s * 0.6F}, {centre.x, centre.y + s * 0.8F}}, theme_->link);
    else painter_.polygon({{centre.x - s * 0.6F, centre.y - s}, {centre.x + s * 0.8F, centre.y}, {centre.x - s * 0.6F, centre.y + s}}, theme_->link);
    after(rect.bottom(), open ? 8.0F : 16.0F);
    if (open) details_body(body);
}

void Kit::details_body(const std::function<void(View&)>& body) {
    const float y = before(0);
    const float indent = u(24);
    columns_.push_back({.x = column().x + indent, .w = column().w - indent, .y = y, .pending = -1});
    body(*this);
    const float bottom = column().y;
    columns_.pop_back();
    painter_.fill({column().x, y, u(4), bottom - y}, theme_->line);
    after(bottom, 24);
}

void Kit::progress(std::string_view key, std::string_view text, float share) {
    const float y = before(8);
    const float h = text_node({.role = Role::status, .key = std::string(key) + "/text", .tone = "ink"}, {sizes_.body, theme_->ink, text, column().x, y, column().w});
    const Rect track{column().x, y + h + u(8), std::min(column().w, u(420)), u(8)};
    painter_.fill(track, theme_->line, u(4));
    sem::Node node{.role = Role::progress, .rect = track, .key = std::string(key), .text = std::string(text)};
    if (share >= 0) {
        const float part = std::clamp(share, 0.0F, 1.0F);
        painter_.fill({track.x, track.y, std::max(track.w * part, track.h), track.h}, theme_->accent, u(4));
        node.attributes.emplace_back("aria-valuenow", std::to_string(static_cast<int>(part * 100)));
        node.attributes.emplace_back("aria-valuemin", "0");
        node.attributes.emplace_back("aria-valuemax", "100");
    } else {
        node.look = "busy";  // the style sheet moves a stripe: no frames are drawn for it
    }
    tree_.add(std::move(node));
    after(track.bottom(), 24);
}

}  // namespace motcua::ui
