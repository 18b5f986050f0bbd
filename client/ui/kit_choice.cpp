// A text field with suggestions (WAI-ARIA combobox with a list), for nationalities, communes and other long lists.
#include <algorithm>
#include <array>
#include <cmath>

#include "client/ui/kit.hpp"

namespace motcua::ui {

using sem::Role;

namespace {

constexpr std::size_t most_shown = 7;

std::string option_key(std::string_view key, std::string_view value) {
    std::string joined(key);
    joined.append("/option/").append(value);
    return joined;
}

// Beginnings first, then beginnings of words, then anywhere.
int rank(const std::string& folded, const std::string& wanted) {
    const std::size_t at = folded.find(wanted);
    if (at == std::string::npos) return -1;
    if (at == 0) return 0;
    return folded.find(" " + wanted) != std::string::npos ? 1 : 2;
}

std::vector<const Option*> matches(std::span<const Option> options, std::string_view typed) {
    const std::string wanted = fold_for_search(typed);
    std::array<std::vector<const Option*>, 3> ranked;
    for (const Option& option : options) {
        const int at = rank(fold_for_search(option.text + " " + option.hint + " " + option.value), wanted);
        if (at >= 0) ranked[static_cast<std::size_t>(at)].push_back(&option);
    }
    std::vector<const Option*> found = std::move(ranked[0]);
    found.insert(found.end(), ranked[1].begin(), ranked[1].end());
    found.insert(found.end(), ranked[2].begin(), ranked[2].end());
    if (found.size() > most_shown) found.resize(most_shown);
    return found;
}

const Option* with_value(std::span<const Option> options, std::string_view value) {
    const auto found = std::find_if(options.begin(), options.end(), [&](const Option& option) { return option.value == value; });
    return found == options.end() ? nullptr : &*found;
}

// What is typed in full counts as chosen, so that nobody has to touch the list.
const Option* with_text(std::span<const Option> options, std::string_view text) {
    const std::string wanted = fold_for_search(text);
    if (wanted.empty()) return nullptr;
    const auto found = std::find_if(options.begin(), options.end(), [&](const Option& option) { return fold_for_search(option.text) == wanted; });
    return found == options.end() ? nullptr : &*found;
}

}  // namespace

void Kit::choose(Combobox& state, const Option* option, std::string& value) {
    value = option == nullptr ? std::string{} : option->value;
    if (option != nullptr) state.typed = option->text;
    state.shown_for = value;
    state.open = false;
    state.active = -1;
}

void Kit::combobox_keys(std::string_view key, const std::vector<const Option*>& found, Combobox& state, std::string& value) {
    const int count = static_cast<int>(found.size());
    if (key == "Escape") state.open = false;
    if (key == "ArrowDown" || key == "ArrowUp") {
        const int step = key == "ArrowDown" ? 1 : -1;
        if (!state.open) state.active = -1;
        state.open = true;
        if (count > 0) state.active = state.active < 0 ? (step > 0 ? 0 : count - 1) : (state.active + step + count) % count;
    }
    if (key == "Enter" && state.open && state.active >= 0 && state.active < count) choose(state, found[static_cast<std::size_t>(state.active)], value);
}

void Kit::combobox_events(const FieldSpec& spec, std::span<const Option> options, Combobox& state, std::string& value) {
    const std::uint32_t id = sem::id_of(spec.key);
    if (const auto typed = take_text(Event::Kind::input, id)) {
        state.typed = to_nfc(*typed);
        state.active = -1;
        const Option* exact = with_text(options, state.typed);
        value = exact == nullptr ? std::string{} : exact->value;
        state.shown_for = value;
        state.open = !state.typed.empty() && exact == nullptr;
    }
    if (const auto key = take_text(Event::Kind::key, id)) combobox_keys(*key, matches(options, state.typed), state, value);
    if (batch_.empty()) return;
    for (const Option* option : matches(options, state.typed)) {
        if (pressed(option_key(spec.key, option->value))) choose(state, option, value);
    }
    if (take(Event::Kind::blur, id)) {
        // leaving with one suggestion left takes it: "Việt" then Tab
        const auto found = matches(options, state.typed);
        if (value.empty() && found.size() == 1 && !state.typed.empty()) choose(state, found.front(), value);
        state.open = false;
    }
}

bool Kit::search_select(const FieldSpec& spec, std::span<const Option> options, std::string& value) {
    Combobox& state = comboboxes_[sem::id_of(spec.key)];
    if (state.shown_for != value) {  // the model chose: show its text
        const Option* chosen = with_value(options, value);
        state.typed = chosen == nullptr ? std::string{} : chosen->text;
        state.shown_for = value;
    }
    const std::string old = value;
    if (!spec.disabled) combobox_events(spec, options, state, value);
    if (const Option* chosen = with_value(options, value)) {
        if (!state.open && focused_ != sem::id_of(spec.key)) state.typed = chosen->text;  // in the page's language of now
    }
    const FieldFrame frame = open_field({.key = spec.key, .label = spec.label, .hint = spec.hint, .error = spec.error, .style = spec.label_style});
    const Rect rect{column().x, column().y, field_width(spec.width), sizes_.target};
    combobox_control(spec, rect, frame, state);
    if (state.open) popup_under(spec, rect, options, state);
    close_field(frame, rect.bottom(), spec.label_style);
    return value != old;
}

void Kit::combobox_control(const FieldSpec& spec, const Rect& rect, const FieldFrame& frame, const Combobox& state) {
    paint_box(rect, frame.error, spec.disabled);
    if (focused_ != sem::id_of(spec.key)) paint_value({rect.x, rect.y, rect.w - u(36), rect.h}, state.typed);
    const Point glass{rect.right() - u(25), rect.y + rect.h / 2 - u(2)};
    painter_.ring(glass, u(6.5F), theme_->muted, u(2));
    painter_.line({glass.x + u(4.6F), glass.y + u(4.6F)}, {glass.x + u(10), glass.y + u(10)}, theme_->muted, u(2.4F));
    sem::Node node = control_node(spec, Role::combobox, rect, state.typed, frame);
    node.attributes.emplace_back("aria-autocomplete", "list");
    node.attributes.emplace_back("aria-expanded", state.open ? "true" : "false");
    // the list exists only while it is open
    if (state.open) node.attributes.emplace_back("aria-controls", std::string(spec.key) + "/list");
    active_node_ = tree_.nodes().size();
    tree_.add(std::move(node));
}

void Kit::popup_under(const FieldSpec& spec, const Rect& rect, std::span<const Option> options, Combobox& state) {
    Popup popup{.rect = rect, .key = std::string(spec.key), .active = state.active};
    for (const Option* option : matches(options, state.typed)) popup.options.emplace_back(option_key(spec.key, option->value), option->text);
    if (popup.options.empty()) popup.options.emplace_back("", word(Word::no_match, tree_.lang));
    if (state.active >= 0 && state.active < static_cast<int>(popup.options.size())) {
        tree_.nodes()[active_node_].attributes.emplace_back("aria-activedescendant", popup.options[static_cast<std::size_t>(state.active)].first);
    }
    popups_.push_back(std::move(popup));
}

// Over everything, hence painted last; in the DOM it follows the page's content.
void Kit::paint_popups() {
    painter_.layer(Layer::popup);
    for (const Popup& popup : popups_) {
        const float row = u(46);
        const Rect list{popup.rect.x, popup.rect.bottom() + u(6), popup.rect.w, row * static_cast<float>(popup.options.size()) + u(4)};
        painter_.fill({list.x - u(2), list.y - u(1), list.w + u(4), list.h + u(5)}, theme_->line, u(8));
        painter_.fill(list, theme_->field, u(6));
        painter_.frame(list, theme_->border, u(2), u(6));
        tree_.open({.role = Role::listbox, .rect = list, .key = popup.key + "/list", .look = "popup", .attributes = {{"aria-labelledby", popup.key + "/label"}}});
        for (std::size_t i = 0; i < popup.options.size(); ++i) {
            const Rect rect{list.x + u(2), list.y + u(2) + row * static_cast<float>(i), list.w - u(4), row};
            popup_row(popup, i, rect);
        }
        tree_.close();
        page_height_needed_ = std::max(page_height_needed_, list.bottom() + u(24));
    }
    painter_.layer(Layer::content);
}

void Kit::popup_row(const Popup& popup, std::size_t index, const Rect& rect) {
    const auto& [key, text] = popup.options[index];
    const bool active = popup.active == static_cast<int>(index);
    if (active) {
        painter_.fill(rect, theme_->accent_soft, u(4));
        painter_.fill({rect.x, rect.y + u(6), u(4), rect.h - u(12)}, theme_->accent, u(2));
    }
    const float top = rect.y + (rect.h - sizes_.body.line_height()) / 2;
    painter_.clip(rect);
    painter_.text_line(sizes_.body, key.empty() ? theme_->muted : theme_->ink, text, rect.x + u(12), top);
    painter_.unclip();
    tree_.add({.role = Role::option, .rect = rect, .key = key, .text = text, .font = sizes_.body, .tone = "ink", .pad_x = u(12), .pad_y = top - rect.y,
               .checked = active, .disabled = key.empty()});
}

}  // namespace motcua::ui
