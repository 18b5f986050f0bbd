// Fields: label, hint and error above; the control's box; the DOM's input lies over the box and shows the value while it
// has the focus, the canvas while it has not.
#include <algorithm>
#include <cmath>

#include "client/ui/kit.hpp"

namespace motcua::ui {

using sem::Role;

namespace {

std::string join(std::string_view key, std::string_view part) {
    std::string joined(key);
    joined += '/';
    joined += part;
    return joined;
}

std::size_t count_characters(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) static_cast<void>(next_code_point(text, at));
    return count;
}

bool is_multiline(InputKind kind) { return kind == InputKind::multiline || kind == InputKind::monospace_multiline; }
bool is_monospace(InputKind kind) { return kind == InputKind::monospace || kind == InputKind::monospace_multiline; }

std::string cut_to(std::string text, int most) {
    std::size_t at = 0;
    for (int count = 0; count < most && at < text.size(); ++count) static_cast<void>(next_code_point(text, at));
    text.resize(at);
    return text;
}

}  // namespace

float Kit::field_width(Width width) const {
    const float digit = sizes_.body.size * 0.63F;
    const float padding = u(28);
    float characters = 0;
    switch (width) {
        case Width::full: return column().w;
        case Width::chars_2: characters = 2.6F; break;
        case Width::chars_4: characters = 4.6F; break;
        case Width::chars_10: characters = 11; break;
        case Width::chars_20: characters = 21; break;
        case Width::chars_30: characters = 31; break;
    }
    return std::min(column().w, std::ceil(characters * digit + padding));
}

// Label, hint and error; returns what the control needs to name and describe itself.
Kit::FieldFrame Kit::open_field(const FieldHead& head) {
    FieldFrame frame{.key = std::string(head.key), .top = before(head.style == LabelStyle::compact ? 8.0F : 12.0F), .error = !head.error.empty()};
    frame.left = column().x;
    if (frame.error) {
        column().x += u(18);
        column().w -= u(18);
    }
    float y = frame.top;
    if (head.group) tree_.open({.role = head.group_role, .key = std::string(head.key)});
    y = field_label(head, frame, y);
    if (!head.hint.empty()) {
        const TextStyle& style = head.style == LabelStyle::compact ? sizes_.small : sizes_.body;
        y += text_node({.role = Role::hint, .key = join(head.key, "hint"), .tone = "muted"}, {style, theme_->muted, head.hint, column().x, y, column().w});
        y += u(4);
        frame.described_by = join(head.key, "hint");
    }
    if (frame.error) {
        y += text_node({.role = Role::error, .key = join(head.key, "error"), .tone = "error"}, {sizes_.strong, theme_->error, head.error, column().x, y, column().w});
        y += u(4);
        frame.described_by += (frame.described_by.empty() ? "" : " ") + join(head.key, "error");
    }
    if (head.group && !frame.described_by.empty()) group_described(frame);
    column().y = y + u(4);
    return frame;
}

void Kit::group_described(const FieldFrame& frame) {
    sem::Node& group = tree_.nodes()[static_cast<std::size_t>(tree_.current())];
    group.attributes.emplace_back("aria-describedby", frame.described_by);
}

float Kit::field_label(const FieldHead& head, FieldFrame& frame, float y) {
    if (head.label.empty()) return y;
    const bool as_heading = head.style == LabelStyle::page_heading;
    const TextStyle& style = as_heading ? sizes_.h1 : sizes_.strong;
    sem::Node node{.role = as_heading ? Role::heading : (head.group ? Role::legend : Role::label), .key = join(head.key, "label"), .tone = "ink",
                   .level = as_heading ? 1 : 0};
    if (node.role == Role::label) node.attributes.emplace_back("for", std::string(head.key));
    frame.labelled_by = node.key;
    const float w = as_heading ? balanced_width(style, head.label, column().w) : column().w;
    y += text_node(std::move(node), {style, theme_->ink, head.label, column().x, y, w});
    if (head.group) tree_.nodes()[static_cast<std::size_t>(tree_.current())].attributes.emplace_back("aria-labelledby", frame.labelled_by);
    return y + u(as_heading ? 12 : 4);
}

void Kit::close_field(const FieldFrame& frame, float bottom, LabelStyle style) {
    if (frame.error) {
        column().w += column().x - frame.left;
        column().x = frame.left;
        bar(frame.left, frame.top, bottom, theme_->error, u(5));
    }
    after(bottom, style == LabelStyle::compact ? 14.0F : 26.0F);
}

void Kit::paint_box(const Rect& rect, bool error, bool disabled) {
    const float radius = u(6);
    painter_.fill(rect, disabled ? theme_->surface : theme_->field, radius);
    painter_.frame(rect, error ? theme_->error : (disabled ? theme_->line : theme_->border), u(error ? 3 : 2), radius);
}

sem::Node Kit::control_node(const FieldSpec& spec, Role role, const Rect& rect, const std::string& value, const FieldFrame& frame) const {
    sem::Node node{.role = role, .rect = rect, .key = std::string(spec.key), .text = {}, .value = value, .font = sizes_.body, .tone = "ink",
                   .pad_x = u(14), .disabled = spec.disabled, .invalid = frame.error};
    const auto set = [&node](std::string_view name, std::string_view text) {
        if (!text.empty()) node.attributes.emplace_back(name, text);
    };
    set("name", spec.key);
    set("aria-describedby", frame.described_by);
    if (spec.label_style == LabelStyle::page_heading) set("aria-labelledby", frame.labelled_by);
    set("autocomplete", spec.autocomplete);
    if (role == Role::select) return node;
    set("inputmode", spec.input_mode == "text" ? std::string_view{} : spec.input_mode);
    set("autocapitalize", spec.autocapitalize);
    set("spellcheck", "false");
    set("lang", spec.lang);
    set("maxlength", std::to_string(spec.max_length));
    return node;
}

void Kit::paint_value(const Rect& rect, std::string_view value) {
    if (value.empty()) return;
    painter_.clip({rect.x + u(3), rect.y, rect.w - u(6), rect.h});
    const TextStyle& style = sizes_.body;
    if (!needs_shaping(value)) painter_.text_line(style, theme_->ink, value, rect.x + u(14), rect.y + (rect.h - style.line_height()) / 2);
    painter_.unclip();
}

void Kit::paint_lines(const Rect& rect, std::string_view value) {
    painter_.clip({rect.x + u(3), rect.y + u(3), rect.w - u(6), rect.h - u(6)});
    paint_text({sizes_.body, theme_->ink, value, rect.x + u(14), rect.y + u(10), rect.w - u(28)});
    painter_.unclip();
}

void Kit::text_control(const FieldSpec& spec, const Rect& rect, const std::string& value, const FieldFrame& frame) {
    paint_box(rect, frame.error, spec.disabled);
    const bool monospace = is_monospace(spec.kind);
    const bool focused = focused_ == sem::id_of(spec.key);
    const Role role = is_multiline(spec.kind) ? Role::textarea : (spec.kind == InputKind::password ? Role::password : Role::textbox);
    if (!focused && !monospace) {
        if (role == Role::textarea) paint_lines(rect, value);
        else if (role == Role::password) paint_dots(rect, count_characters(value));
        else paint_value(rect, value);
    }
    sem::Node node = control_node(spec, role, rect, value, frame);
    if (role == Role::textarea) node.pad_y = u(10);
    // the kit has no monospace face: the browser paints code
    if (monospace) node.look = "mono";
    node.solid = monospace;
    tree_.add(std::move(node));
}

void Kit::paint_dots(const Rect& rect, std::size_t count) {
    painter_.clip({rect.x + u(3), rect.y, rect.w - u(6), rect.h});
    for (std::size_t i = 0; i < count; ++i) painter_.disc({rect.x + u(14) + u(5) + static_cast<float>(i) * u(11), rect.y + rect.h / 2}, u(4), theme_->ink);
    painter_.unclip();
}

bool Kit::text_field(const FieldSpec& spec, std::string& value) {
    bool changed = false;
    if (const auto typed = take_text(Event::Kind::input, sem::id_of(spec.key)); typed.has_value() && !spec.disabled) {
        std::string composed = cut_to(to_nfc(*typed), spec.max_length);
        changed = composed != value;
        value = std::move(composed);
    }
    const FieldFrame frame = open_field({.key = spec.key, .label = spec.label, .hint = spec.hint, .error = spec.error, .style = spec.label_style});
    const float height = is_multiline(spec.kind) ? sizes_.body.line_height() * (spec.kind == InputKind::multiline ? 4.0F : 3.0F) + u(20) : sizes_.target;
    const Rect rect{column().x, column().y, field_width(spec.width), height};
    text_control(spec, rect, value, frame);
    close_field(frame, rect.bottom(), spec.label_style);
    return changed;
}

bool Kit::date_part(const DatePart& part, std::string& value, const FieldFrame& frame, float& x) {
    const std::string key = join(frame.key, part.name);
    bool changed = false;
    if (const auto typed = take_text(Event::Kind::input, sem::id_of(key))) {
        changed = *typed != value;
        value = to_nfc(*typed);
    }
    const std::string label(word(part.label, tree_.lang));
    const float label_width = std::ceil(text_width(*fonts_, sizes_.body, label)) + 1;
    const float w = std::max(field_width(part.width), label_width);
    if (x > column().x && x + w > column().right() + 0.5F) {  // large text on a small screen
        x = column().x;
        column().y += sizes_.body.line_height() + u(16) + sizes_.target;
    }
    const float y = column().y;
    text_node({.role = Role::label, .key = join(key, "label"), .tone = "ink", .attributes = {{"for", key}}}, {sizes_.body, theme_->ink, label, x, y, w});
    FieldFrame own{.key = key, .error = frame.error};
    own.described_by = frame.described_by;
    const std::string complete = part.autocomplete.empty() ? "off" : std::string(part.autocomplete) + "-" + part.name;
    const FieldSpec spec{.key = key, .autocomplete = complete, .input_mode = "numeric", .max_length = 12};
    text_control(spec, {x, y + sizes_.body.line_height() + u(4), field_width(part.width), sizes_.target}, value, own);
    x += w + u(18);
    return changed;
}

bool Kit::date_field(std::string_view key, std::string_view legend, std::string_view hint, std::string_view error, DateParts& value,
                     std::string_view autocomplete_prefix, LabelStyle style) {
    const FieldFrame frame = open_field({.key = key, .label = legend, .hint = hint, .error = error, .style = style, .group = true, .group_role = Role::group});
    float x = column().x;
    bool changed = date_part({"day", Word::day, Width::chars_2, autocomplete_prefix}, value.day, frame, x);
    changed = date_part({"month", Word::month, Width::chars_2, autocomplete_prefix}, value.month, frame, x) || changed;
    changed = date_part({"year", Word::year, Width::chars_4, autocomplete_prefix}, value.year, frame, x) || changed;
    tree_.close();
    focus_targets_[sem::id_of(key)] = join(key, "day");
    close_field(frame, column().y + sizes_.body.line_height() + u(4) + sizes_.target, style);
    return changed;
}

// --- rows to choose from: the whole row is the target

float Kit::choice_row(sem::Node control, const ChoiceLook& look) {
    const float y = column().y;
    const float mark = u(26);
    const float text_x = column().x + u(14) + mark + u(12);
    const float text_w = column().right() - text_x - u(14);
    const float label_h = text_height(sizes_.body, look.text, text_w);
    const float hint_h = look.hint.empty() ? 0 : text_height(sizes_.small, look.hint, text_w) + u(2);
    const float h = std::max(u(52), label_h + hint_h + u(22));
    const Rect rect{column().x, y, column().w, h};
    const float text_y = y + (h - label_h - hint_h) / 2;
    paint_choice(rect, {rect.x + u(14) + mark / 2, text_y + sizes_.body.line_height() / 2}, look);
    control.rect = rect;
    const std::string key = control.key;
    std::string described(look.described_by);
    if (!look.hint.empty()) described += (described.empty() ? "" : " ") + join(key, "hint");
    if (!described.empty()) control.attributes.emplace_back("aria-describedby", described);
    control.checked = look.chosen;
    control.invalid = look.error;
    tree_.add(std::move(control));
    text_node({.role = Role::label, .key = join(key, "label"), .tone = "ink", .attributes = {{"for", key}}}, {sizes_.body, theme_->ink, look.text, text_x, text_y, text_w});
    if (!look.hint.empty()) {
        text_node({.role = Role::hint, .key = join(key, "hint"), .tone = "muted"}, {sizes_.small, theme_->muted, look.hint, text_x, text_y + label_h + u(2), text_w});
    }
    column().y = rect.bottom() + u(10);
    return rect.bottom();
}

void Kit::paint_choice(const Rect& rect, Point centre, const ChoiceLook& look) {
    const float radius = u(8);
    const Colour edge = look.error ? theme_->error : theme_->border;
    const Colour ground = look.chosen ? theme_->accent_soft : theme_->field;
    painter_.fill(rect, ground, radius);
    painter_.frame(rect, look.chosen ? theme_->accent : theme_->line, look.chosen ? u(2) : 1, radius);
    const Colour mark = look.chosen ? theme_->accent : edge;
    if (look.round) {
        painter_.disc(centre, u(13), theme_->field);
        painter_.ring(centre, u(13), mark, u(2));
        if (look.chosen) painter_.disc(centre, u(7), theme_->accent);
        return;
    }
    const Rect box{centre.x - u(13), centre.y - u(13), u(26), u(26)};
    painter_.fill(box, look.chosen ? theme_->accent : theme_->field, u(5));
    painter_.frame(box, mark, u(2), u(5));
    if (look.chosen) painter_.polyline({{centre.x - u(6.5F), centre.y + u(0.3F)}, {centre.x - u(1.8F), centre.y + u(5)}, {centre.x + u(6.8F), centre.y - u(5)}}, theme_->on_accent, u(3));
}

bool Kit::radios(std::string_view key, std::string_view legend, std::string_view hint, std::string_view error, std::span<const Option> options,
                 std::string& value, LabelStyle style) {
    bool changed = false;
    for (const Option& option : options) {
        if (!take(Event::Kind::input, sem::id_of(join(key, option.value)))) continue;
        changed = changed || value != option.value;
        value = option.value;
    }
    const FieldFrame frame = open_field({.key = key, .label = legend, .hint = hint, .error = error, .style = style, .group = true, .group_role = Role::radios});
    float bottom = column().y;
    for (const Option& option : options) {
        const std::string row_key = join(key, option.value);
        if (&option == &options.front()) focus_targets_[sem::id_of(key)] = row_key;
        if (option.value == value) focus_targets_[sem::id_of(key)] = row_key;
        bottom = choice_row({.role = Role::radio, .key = row_key, .value = option.value, .attributes = {{"name", std::string(key)}}},
                            {.text = option.text, .hint = option.hint, .chosen = option.value == value, .round = true, .error = frame.error});
    }
    tree_.close();
    close_field(frame, bottom, style);
    return changed;
}

bool Kit::checkbox(std::string_view key, std::string_view text, std::string_view hint, std::string_view error, bool& value) {
    bool changed = false;
    if (const auto ticked = take_text(Event::Kind::input, sem::id_of(key))) {
        changed = value != (*ticked == "1");
        value = *ticked == "1";
    }
    const FieldFrame frame = open_field({.key = key, .label = {}, .hint = {}, .error = error, .style = LabelStyle::compact});
    sem::Node node{.role = Role::checkbox, .key = std::string(key), .attributes = {{"name", std::string(key)}}};
    const float bottom = choice_row(std::move(node), {.text = text, .hint = hint, .described_by = frame.described_by, .chosen = value, .round = false, .error = frame.error});
    close_field(frame, bottom, LabelStyle::compact);
    column().pending = u(20);
    return changed;
}

bool Kit::select(const FieldSpec& spec, std::span<const Option> options, std::string& value) {
    bool changed = false;
    if (const auto chosen = take_text(Event::Kind::input, sem::id_of(spec.key)); chosen.has_value() && !spec.disabled) {
        changed = value != *chosen;
        value = *chosen;
    }
    const FieldFrame frame = open_field({.key = spec.key, .label = spec.label, .hint = spec.hint, .error = spec.error, .style = spec.label_style});
    const Rect rect{column().x, column().y, field_width(spec.width), sizes_.target};
    paint_box(rect, frame.error, spec.disabled);
    sem::Node node = control_node(spec, Role::select, rect, value, frame);
    const bool known = std::any_of(options.begin(), options.end(), [&](const Option& option) { return option.value == value; });
    if (!known) node.choices.push_back({value, std::string(word(Word::select_one, tree_.lang))});
    for (const Option& option : options) node.choices.push_back({option.value, option.text});
    for (const sem::Choice& choice : node.choices) {
        if (choice.value == value) paint_value({rect.x, rect.y, rect.w - u(30), rect.h}, choice.text);
    }
    const Point tip{rect.right() - u(20), rect.y + rect.h / 2 + u(3)};
    painter_.polyline({{tip.x - u(6), tip.y - u(6)}, tip, {tip.x + u(6), tip.y - u(6)}}, spec.disabled ? theme_->muted : theme_->ink, u(2.4F));
    tree_.add(std::move(node));
    close_field(frame, rect.bottom(), spec.label_style);
    return changed;
}

}  // namespace motcua::ui
