// Lenient reading of JSON that came from outside, and access by the form's dotted paths. Beside shared/base/json.hpp, whose
// member(), text_at() and is_true() the client uses as they are.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/json.hpp"

namespace motcua::client {

/// Parses what came from outside; null when it is no JSON.
[[nodiscard]] inline Json read_json(std::string_view text) { return parse_json(text, {.bytes = 4 * 1024 * 1024}).value_or(Json{}); }
/// The member's text as a string of its own; empty when absent.
[[nodiscard]] inline std::string text_of(const Json& object, std::string_view key) { return std::string(text_at(object, key)); }
[[nodiscard]] std::int64_t number_of(const Json& object, std::string_view key, std::int64_t otherwise = 0);
/// The text in the wanted language of {"vi": …, "en": …}; falls back to English, then to Vietnamese.
[[nodiscard]] std::string localised(const Json& texts, std::string_view language);
[[nodiscard]] std::vector<std::string> texts_of(const Json& object, std::string_view key);

/// The value at a form path ("applicant.familyName", "integration[0].number"); null when there is none.
[[nodiscard]] const Json* value_at(const Json& root, std::string_view path);
[[nodiscard]] std::string answer_at(const Json& root, std::string_view path);
/// Writes a value, making the objects on the way; an index may grow an array by one, further ones are ignored.
void set_at(Json& root, std::string_view path, Json value);

}  // namespace motcua::client
