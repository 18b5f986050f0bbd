// Addresses in Vietnam since 1 July 2025: province or city, then commune, ward or special zone; no districts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/base/date.hpp"
#include "shared/base/result.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::identity {

/// A province by code or by name in any usual writing ("79", "TP. Hồ Chí Minh", "thua thien hue" -> code). Names from before
/// the merger give the province they belong to now. Error: address.province.
[[nodiscard]] Result<std::string> parse_province(std::string_view text, const rules::Rulebook& book);
/// The former provinces that are part of this one now, other than itself.
[[nodiscard]] std::vector<const rules::FormerProvince*> former_provinces(std::string_view code, const rules::Rulebook& book);
/// "Thành phố Hồ Chí Minh", "tỉnh Lâm Đồng"; English: "Ho Chi Minh City", "Lam Dong Province".
[[nodiscard]] std::string province_title(std::string_view code, const rules::Rulebook& book, std::string_view language, Date on);

}  // namespace motcua::identity
