// The rules of single fields and between fields, one function a rule. validate() decides which are asked and in what order.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/json.hpp"
#include "shared/base/result.hpp"
#include "shared/form/fields.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::form {

/// A filing under judgement: the day and the rules it is judged by.
struct Case {
    const Json& json;
    Date on{};
    const rules::Rulebook& book;
};

/// The first thing wrong with one answer, given the others; nothing when it may stand.
[[nodiscard]] std::optional<Error> judge(const Case& filing, const Field& field, int row);
/// What looks odd but may be right: unknown phone prefix, card against passport, words of abolished districts.
[[nodiscard]] std::vector<Error> doubts(const Case& filing);
/// "integration[2].number" -> 2.
[[nodiscard]] int row_of(std::string_view path);

}  // namespace motcua::form
