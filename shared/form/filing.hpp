// A filing as data: reading it strictly, its one normal writing, and what changed between two of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/base/json.hpp"
#include "shared/base/result.hpp"
#include "shared/form/fields.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::form {

/// Reads a filing from text: at most 64 KiB, 16 levels, no duplicate keys. Beyond parse_json's errors those of check_shape.
[[nodiscard]] Result<Json> parse_filing(std::string_view text);
/// Only members of the field table, each of its type. Errors: form.unknown_field, form.type (field = path).
[[nodiscard]] Result<void> check_shape(const Json& filing);
/// NFC, trimmed, names' blanks, phone to E.164, numbers in capitals, codes canonical. What cannot be read stays as it is.
/// Idempotent: normalise(normalise(x)) == normalise(x).
[[nodiscard]] Json normalise(const Json& filing, const rules::Rulebook& book);
/// The same for one answer.
[[nodiscard]] std::string normal_answer(const Field& field, std::string_view text, const rules::Rulebook& book);

struct Difference {
    std::string field;   ///< path
    std::string before;  ///< empty: was not given
    std::string after;
};
/// In the order of the form; portrait and consents included.
[[nodiscard]] std::vector<Difference> differences(const Json& before, const Json& after);

/// How many rows a table of the filing has.
[[nodiscard]] std::size_t row_count(const Json& filing, Section table);
/// The answer at a path ("applicant.familyName", "integration[1].kind"); empty when absent. Consents read "true".
[[nodiscard]] std::string answer_at(const Json& filing, std::string_view path);

}  // namespace motcua::form
