#include "client/ui/theme.hpp"

#include <array>
#include <cmath>
#include <utility>

namespace motcua::ui {
namespace {

constexpr Theme light_theme{
    .paper = {255, 255, 255}, .surface = {242, 246, 246}, .field = {255, 255, 255},
    .ink = {16, 33, 41}, .muted = {71, 92, 102}, .line = {201, 211, 214}, .border = {84, 107, 117},
    .accent = {11, 86, 96}, .on_accent = {255, 255, 255}, .accent_soft = {230, 242, 242}, .link = {8, 88, 122},
    .error = {176, 32, 24}, .on_error = {255, 255, 255}, .error_soft = {253, 239, 237},
    .success = {15, 104, 62}, .on_success = {255, 255, 255}, .success_soft = {230, 244, 236},
    .warning = {122, 74, 0}, .warning_soft = {255, 243, 214},
    .focus = {255, 221, 0}, .focus_ink = {11, 22, 28}, .band = {9, 56, 66}, .on_band = {255, 255, 255}};

constexpr Theme dark_theme{
    .paper = {13, 22, 27}, .surface = {21, 33, 40}, .field = {9, 16, 20},
    .ink = {232, 239, 241}, .muted = {168, 185, 193}, .line = {49, 67, 76}, .border = {130, 152, 162},
    .accent = {104, 200, 206}, .on_accent = {5, 32, 38}, .accent_soft = {22, 50, 56}, .link = {126, 200, 235},
    .error = {255, 152, 141}, .on_error = {52, 8, 5}, .error_soft = {52, 24, 23},
    .success = {125, 215, 157}, .on_success = {5, 38, 21}, .success_soft = {18, 46, 32},
    .warning = {242, 196, 92}, .warning_soft = {50, 39, 16},
    .focus = {255, 221, 0}, .focus_ink = {11, 22, 28}, .band = {8, 42, 50}, .on_band = {255, 255, 255}};

constexpr std::array all_pairs{
    Pair{"text on the page", &Theme::ink, &Theme::paper, 4.5},
    Pair{"text on a surface", &Theme::ink, &Theme::surface, 4.5},
    Pair{"text in a field", &Theme::ink, &Theme::field, 4.5},
    Pair{"text on what is chosen", &Theme::ink, &Theme::accent_soft, 4.5},
    Pair{"text on an error's ground", &Theme::ink, &Theme::error_soft, 4.5},
    Pair{"text on a success's ground", &Theme::ink, &Theme::success_soft, 4.5},
    Pair{"text on a warning's ground", &Theme::ink, &Theme::warning_soft, 4.5},
    Pair{"hint on the page", &Theme::muted, &Theme::paper, 4.5},
    Pair{"hint on a surface", &Theme::muted, &Theme::surface, 4.5},
    Pair{"hint on what is chosen", &Theme::muted, &Theme::accent_soft, 4.5},
    Pair{"link on the page", &Theme::link, &Theme::paper, 4.5},
    Pair{"link on a surface", &Theme::link, &Theme::surface, 4.5},
    Pair{"accent text on the page", &Theme::accent, &Theme::paper, 4.5},
    Pair{"accent text on its ground", &Theme::accent, &Theme::accent_soft, 4.5},
    Pair{"accent text on a surface", &Theme::accent, &Theme::surface, 4.5},
    Pair{"text on a primary button", &Theme::on_accent, &Theme::accent, 4.5},
    Pair{"error on the page", &Theme::error, &Theme::paper, 4.5},
    Pair{"error on its ground", &Theme::error, &Theme::error_soft, 4.5},
    Pair{"error on a surface", &Theme::error, &Theme::surface, 4.5},
    Pair{"text on a warning button", &Theme::on_error, &Theme::error, 4.5},
    Pair{"success on the page", &Theme::success, &Theme::paper, 4.5},
    Pair{"success on its ground", &Theme::success, &Theme::success_soft, 4.5},
    Pair{"text on the confirmation panel", &Theme::on_success, &Theme::success, 4.5},
    Pair{"warning on the page", &Theme::warning, &Theme::paper, 4.5},
    Pair{"warning on its ground", &Theme::warning, &Theme::warning_soft, 4.5},
    Pair{"text under focus", &Theme::focus_ink, &Theme::focus, 4.5},
    Pair{"text on the band", &Theme::on_band, &Theme::band, 4.5},
    Pair{"edge of a field on the page", &Theme::border, &Theme::paper, 3},
    Pair{"edge of a field on a surface", &Theme::border, &Theme::surface, 3},
    Pair{"edge of a field against its inside", &Theme::border, &Theme::field, 3},
    Pair{"what is chosen against the page", &Theme::accent, &Theme::field, 3},
    Pair{"edge of an error's field", &Theme::error, &Theme::field, 3},
    Pair{"inner ring of focus against the ring", &Theme::focus_ink, &Theme::focus, 3},
};

double linear(std::uint8_t channel) {
    const double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

void append_variable(std::string& css, std::string_view name, Colour colour) {
    constexpr std::string_view digits = "0123456789abcdef";
    css.append("--").append(name).append(":#");
    for (const std::uint8_t channel : {colour.r, colour.g, colour.b}) {
        css += digits[channel >> 4U];
        css += digits[channel & 15U];
    }
    css += ';';
}

}  // namespace

const Theme& theme(Scheme scheme) { return scheme == Scheme::dark ? dark_theme : light_theme; }

double luminance(Colour colour) { return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b); }

double contrast(Colour a, Colour b) {
    double high = luminance(a);
    double low = luminance(b);
    if (high < low) std::swap(high, low);
    return (high + 0.05) / (low + 0.05);
}

std::span<const Pair> pairs() { return all_pairs; }

std::string css_variables(const Theme& tokens) {
    struct Named {
        std::string_view name;
        Colour Theme::*token;
    };
    constexpr std::array names{
        Named{"paper", &Theme::paper}, Named{"surface", &Theme::surface}, Named{"field", &Theme::field},
        Named{"ink", &Theme::ink}, Named{"muted", &Theme::muted}, Named{"line", &Theme::line},
        Named{"border", &Theme::border}, Named{"accent", &Theme::accent}, Named{"on-accent", &Theme::on_accent},
        Named{"link", &Theme::link}, Named{"error", &Theme::error}, Named{"on-error", &Theme::on_error},
        Named{"success", &Theme::success}, Named{"on-success", &Theme::on_success}, Named{"warning", &Theme::warning},
        Named{"focus", &Theme::focus}, Named{"focus-ink", &Theme::focus_ink}, Named{"band", &Theme::band},
        Named{"on-band", &Theme::on_band}};
    std::string css;
    for (const Named& named : names) append_variable(css, named.name, tokens.*named.token);
    return css;
}

}  // namespace motcua::ui
