#include "shared/identity/mrz_layout.hpp"

#include <array>

#include "shared/base/text.hpp"

namespace motcua::identity::layout {
namespace {

constexpr Slot td1_composite[] = {{0, 5, 30}, {1, 0, 7}, {1, 8, 15}, {1, 18, 29}};
constexpr Slot td2_composite[] = {{1, 0, 10}, {1, 13, 20}, {1, 21, 35}};
constexpr Slot td3_composite[] = {{1, 0, 10}, {1, 13, 20}, {1, 21, 43}};

/// TD2, TD3 and the visas share their second line up to the optional data.
constexpr Layout two_lines(int width, std::string_view first_letters) {
    return {.lines = 2, .width = width, .first_letters = first_letters,
            .document_code = {0, 0, 2}, .issuer = {0, 2, 5}, .name = {0, 5, width},
            .number = {1, 0, 9}, .number_check = {1, 9, 10}, .nationality = {1, 10, 13},
            .birth = {1, 13, 19}, .birth_check = {1, 19, 20}, .sex = {1, 20, 21},
            .expiry = {1, 21, 27}, .expiry_check = {1, 27, 28}, .optional = {1, 28, width}};
}

constexpr Layout td1() {
    Layout layout{.lines = 3, .width = 30, .first_letters = "ACI",
                  .document_code = {0, 0, 2}, .issuer = {0, 2, 5}, .name = {2, 0, 30},
                  .number = {0, 5, 14}, .number_check = {0, 14, 15}, .nationality = {1, 15, 18},
                  .birth = {1, 0, 6}, .birth_check = {1, 6, 7}, .sex = {1, 7, 8},
                  .expiry = {1, 8, 14}, .expiry_check = {1, 14, 15}, .optional = {0, 15, 30}};
    layout.optional_2 = Slot{1, 18, 29};
    layout.composite_check = Slot{1, 29, 30};
    layout.composite = td1_composite;
    layout.number_goes_on = true;
    return layout;
}

constexpr Layout td2() {
    Layout layout = two_lines(36, "ACIP");
    layout.optional = {1, 28, 35};
    layout.composite_check = Slot{1, 35, 36};
    layout.composite = td2_composite;
    layout.number_goes_on = true;
    return layout;
}

constexpr Layout td3() {
    Layout layout = two_lines(44, "P");
    layout.optional = {1, 28, 42};
    layout.optional_check = Slot{1, 42, 43};
    layout.composite_check = Slot{1, 43, 44};
    layout.composite = td3_composite;
    return layout;
}

constexpr std::array layouts{td1(), td2(), td3(), two_lines(44, "V"), two_lines(36, "V")};

}  // namespace

const Layout& of(MrzFormat format) { return layouts[static_cast<std::size_t>(format)]; }

std::string_view at(const std::vector<std::string>& lines, const Slot& slot) {
    return std::string_view(lines[static_cast<std::size_t>(slot.line)])
        .substr(static_cast<std::size_t>(slot.from), static_cast<std::size_t>(slot.to - slot.from));
}

std::string composite(const std::vector<std::string>& lines, const Layout& layout) {
    std::string out;
    for (const Slot& slot : layout.composite) out += at(lines, slot);
    return out;
}

int value(char c) {
    if (text::is_digit(c)) return c - '0';
    return text::is_upper(c) ? c - 'A' + 10 : 0;
}

}  // namespace motcua::identity::layout
