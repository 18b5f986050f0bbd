// Where things stand in each machine-readable zone (ICAO Doc 9303 parts 4-7). Shared by reading, writing and correcting.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/identity/mrz.hpp"

namespace motcua::identity::layout {

/// Places [from, to) of a line.
struct Slot {
    int line = 0;
    int from = 0, to = 0;
};

struct Layout {
    int lines = 2, width = 44;
    std::string_view first_letters;  ///< of the document code
    Slot document_code, issuer, name, number, number_check, nationality, birth, birth_check, sex, expiry, expiry_check, optional;
    std::optional<Slot> optional_check{}, optional_2{}, composite_check{};
    std::span<const Slot> composite{};
    bool number_goes_on = false;  ///< long document numbers continue in the optional data
};

[[nodiscard]] const Layout& of(MrzFormat format);
[[nodiscard]] std::string_view at(const std::vector<std::string>& lines, const Slot& slot);
/// The places that the composite check digit covers, joined.
[[nodiscard]] std::string composite(const std::vector<std::string>& lines, const Layout& layout);
/// 0-9, A-Z as 10-35, '<' and everything else as 0.
[[nodiscard]] int value(char c);

}  // namespace motcua::identity::layout
