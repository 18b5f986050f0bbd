// Reading JSON strictly and without exceptions, and writing it; reading members leniently. The value is nlohmann's.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "shared/base/result.hpp"

namespace motcua {

using Json = nlohmann::json;

struct JsonLimits {
    std::size_t bytes = 64 * 1024;
    int depth = 16;
};

/// Parses one JSON value. Errors: json.too_large, json.too_deep, json.duplicate_key (field = the key), json.malformed
/// (detail = the byte where reading stopped). A value after the first, comments and invalid UTF-8 are malformed.
[[nodiscard]] Result<Json> parse_json(std::string_view text, JsonLimits limits = {});
/// Compact, keys in order, never throws (bytes that are not UTF-8 become U+FFFD).
[[nodiscard]] std::string dump_json(const Json& value);
/// The text of a member; empty when the value is no object, or the member is absent or no text.
[[nodiscard]] std::string_view text_at(const Json& object, std::string_view key);
/// The member; a null value when absent.
[[nodiscard]] const Json& member(const Json& object, std::string_view key);
/// True only when the member is there and is the literal true.
[[nodiscard]] bool is_true(const Json& object, std::string_view key);

}  // namespace motcua
