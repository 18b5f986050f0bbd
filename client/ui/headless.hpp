// A page on a screen that is not there, for unit tests: lay out, read, press, type. Native only (reads Debian's fonts).
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "client/ui/kit.hpp"

namespace motcua::ui {

/// Noto Sans of fonts-noto-core; empty when the package is missing.
[[nodiscard]] Fonts& test_fonts();

class Headless {
public:
    explicit Headless(float css_width = 390, Scheme scheme = Scheme::light);

    /// Sets the page; it is laid out now and after every act below.
    void show(std::function<void(View&)> page);
    void again() { kit_.frame(page_); }
    /// Presses the node with this key; false when it is not on the page or disabled.
    bool press(std::string_view key);
    /// Types into the field with this key (replacing what was there).
    bool type(std::string_view key, std::string_view text);
    /// Chooses a radio ("key/value"), ticks a box, or picks a select's value.
    bool choose(std::string_view key, std::string_view value = "1");

    [[nodiscard]] const sem::Tree& tree() const { return kit_.tree(); }
    [[nodiscard]] Kit& kit() { return kit_; }
    [[nodiscard]] const sem::Node* find(std::string_view key) const { return kit_.tree().find(key); }
    /// The first node of this role with this name or text.
    [[nodiscard]] const sem::Node* find(sem::Role role, std::string_view text) const;
    /// Whether any node's text contains this.
    [[nodiscard]] bool says(std::string_view text) const;
    /// All texts from top to bottom, one a line.
    [[nodiscard]] std::string text() const;

private:
    bool act(Event::Kind kind, std::string_view key, std::string_view text);
    Kit kit_;
    std::function<void(View&)> page_;
};

/// What is wrong with the page's geometry, one sentence a line; empty when nothing is: everything inside the page,
/// pressables apart from each other and at least `least` CSS px high and wide, ids unique, controls named.
[[nodiscard]] std::string faults(const Kit& kit, float least = 44);

}  // namespace motcua::ui
