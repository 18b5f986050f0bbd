// The primitives that this room stands on, in one place: what a sealed value or a wrapped key is made with, and nothing else
// is (server/keys/inventory.cpp names them for people).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace motcua::keys {

/// Bytes of every symmetric key here.
inline constexpr std::size_t key_size = 32;

/// Keyed BLAKE2b.
[[nodiscard]] std::string keyed_hash(std::string_view key, std::string_view message, std::size_t size);
/// XChaCha20-Poly1305 under a random nonce, which stands before what it gives.
[[nodiscard]] std::string encrypt(std::string_view key, std::string_view aad, std::string_view plain);
/// Nothing when it was changed, or is of another key or place.
[[nodiscard]] std::optional<std::string> decrypt(std::string_view key, std::string_view aad, std::string_view sealed);
/// Overwrites a key that is not needed any more.
void forget(std::string& key);

}  // namespace motcua::keys
