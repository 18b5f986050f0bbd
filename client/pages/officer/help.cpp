// How fingerprints are read: what the program sees in a print, what it compares, and what spoils it. The pictures are made at build
// time by the code that judges at the counter (client/help/finger_pictures.cpp).
#include <array>
#include <span>
#include <vector>

#include "client/pages/officer/room.hpp"

namespace motcua::client::pages::officer {
namespace {

constexpr float print_aspect = 374.0F / 388, pair_aspect = 374.0F / (2 * 388 + 12);
constexpr float print_width = 420, pair_width = 860, flaw_width = 240;

ui::Figure figure(const Room& room, std::string_view name) {
    const std::string key = "officer.help." + std::string(name);
    return {.key = name, .url = "finger-" + std::string(name) + ".jpg", .alt = room.t(key + "_alt"), .caption = room.t(key + "_caption")};
}

/// One thing the program looks at: its name, what it is good for, its picture.
void part(Room& room, std::string_view name, float width, float aspect) {
    const std::string key = "officer.help." + std::string(name);
    room.view.heading(room.t(key), 2);
    room.view.paragraph(room.t(key + "_text"));
    const std::array<ui::Figure, 1> figures{figure(room, name)};
    room.view.figures(figures, width, aspect);
}

/// Two in a row also fit a telephone.
void flaws(Room& room) {
    room.view.heading(room.t("officer.help.flaws"), 2);
    room.view.paragraph(room.t("officer.help.flaws_text"));
    const std::array<ui::Figure, 4> figures{figure(room, "good"), figure(room, "dry"), figure(room, "wet"), figure(room, "partial")};
    room.view.figures(std::span(figures).first(2), flaw_width, print_aspect);
    room.view.figures(std::span(figures).last(2), flaw_width, print_aspect);
}

}  // namespace

void help_page(Room& room) {
    room.view.heading(room.t("officer.help.title"));
    room.view.paragraph(room.t("officer.help.intro"));
    flaws(room);
    part(room, "flow", print_width, print_aspect);
    part(room, "minutiae", print_width, print_aspect);
    part(room, "pairs", pair_width, pair_aspect);
    room.view.inset(room.t("officer.help.made"));
}

}  // namespace motcua::client::pages::officer
