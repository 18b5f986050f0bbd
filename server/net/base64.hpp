// Base64 (RFC 4648, section 4, with padding), as JSON and headers carry binary data.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace motcua::net {

[[nodiscard]] std::string encode_base64(std::string_view bytes);
/// Strict: no spaces, padding due. nullopt when malformed.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);
/// The same of section 5 without padding, as WebAuthn's JSON carries bytes.
[[nodiscard]] std::optional<std::string> decode_base64url(std::string_view text);

}  // namespace motcua::net
