// Colours by what they mean. Two themes; every pair of text and ground that the kit paints is listed in pairs() with the
// contrast it owes (WCAG 2.2: 1.4.3 and 1.4.11), and a unit test holds both themes to it: no browser tool can see the
// contrast of a canvas.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace motcua::ui {

struct Colour {
    std::uint8_t r, g, b;
    bool operator==(const Colour&) const = default;
};

struct Theme {
    Colour paper;         ///< the page
    Colour surface;       ///< strips, footers, chosen rows: a shade off the page
    Colour field;         ///< inside of inputs
    Colour ink;           ///< text
    Colour muted;         ///< hints, captions
    Colour line;          ///< decorative rules
    Colour border;        ///< edges one must see to find a control
    Colour accent;        ///< primary buttons, what is chosen
    Colour on_accent;
    Colour accent_soft;   ///< ground of what is chosen
    Colour link;
    Colour error;
    Colour on_error;
    Colour error_soft;
    Colour success;
    Colour on_success;
    Colour success_soft;
    Colour warning;
    Colour warning_soft;
    Colour focus;         ///< ring and ground of the focused element
    Colour focus_ink;     ///< text and inner ring on it
    Colour band;          ///< the header's band
    Colour on_band;
};

enum class Scheme : std::uint8_t { light, dark };

[[nodiscard]] const Theme& theme(Scheme scheme);

/// Contrast ratio of WCAG 2.2 (1 to 21), from relative luminance.
[[nodiscard]] double contrast(Colour a, Colour b);
[[nodiscard]] double luminance(Colour colour);

struct Pair {
    std::string_view what;
    Colour Theme::*front;
    Colour Theme::*ground;
    double least;  ///< 4.5 for text, 3 for the edge of a control or a meaningful picture
};
[[nodiscard]] std::span<const Pair> pairs();

/// The tokens as CSS custom properties ("--ink:#10212b;…"), for the DOM half.
[[nodiscard]] std::string css_variables(const Theme& tokens);

}  // namespace motcua::ui
