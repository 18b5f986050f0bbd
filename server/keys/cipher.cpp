#include "server/keys/cipher.hpp"

#include <sodium.h>

#include "server/keys/keyring.hpp"

namespace motcua::keys {
namespace {

static_assert(key_size == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

}  // namespace

std::string keyed_hash(std::string_view key, std::string_view message, std::size_t size) {
    std::string out(size, '\0');
    crypto_generichash(bytes(out), size, bytes(message), message.size(), bytes(key), key.size());
    return out;
}

std::string encrypt(std::string_view key, std::string_view aad, std::string_view plain) {
    std::string out = random_bytes(nonce_size);
    out.resize(nonce_size + plain.size() + tag_size);
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(out) + nonce_size, nullptr, bytes(plain), plain.size(), bytes(aad),
                                               aad.size(), nullptr, bytes(out), bytes(key));
    return out;
}

std::optional<std::string> decrypt(std::string_view key, std::string_view aad, std::string_view sealed) {
    if (sealed.size() < nonce_size + tag_size) return std::nullopt;
    std::string out(sealed.size() - nonce_size - tag_size, '\0');
    const int result =
        crypto_aead_xchacha20poly1305_ietf_decrypt(bytes(out), nullptr, nullptr, bytes(sealed) + nonce_size,
                                                   sealed.size() - nonce_size, bytes(aad), aad.size(), bytes(sealed), bytes(key));
    if (result != 0) return std::nullopt;
    return out;
}

void forget(std::string& key) { sodium_memzero(key.data(), key.size()); }

// --- small tools
bool start() { return sodium_init() >= 0; }
bool same_secret(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}
std::string random_bytes(std::size_t count) {
    std::string out(count, '\0');
    randombytes_buf(out.data(), out.size());
    return out;
}
std::string hex(std::string_view text) {
    std::string out(text.size() * 2 + 1, '\0');
    sodium_bin2hex(out.data(), out.size(), bytes(text), text.size());
    out.pop_back();
    return out;
}
std::string base64url(std::string_view text) {
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string out(sodium_base64_encoded_len(text.size(), variant), '\0');
    sodium_bin2base64(out.data(), out.size(), bytes(text), text.size(), variant);
    out.pop_back();
    return out;
}

}  // namespace motcua::keys
