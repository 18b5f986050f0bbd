// SHA-256 by libsodium natively, by node's crypto in the WebAssembly build (which links no libsodium).
#include <string>
#include <string_view>

#include "server/models/folder.hpp"

#ifdef __EMSCRIPTEN__
#include <emscripten/emscripten.h>

// clang-format off
EM_JS(void, motcua_node_sha256, (const char* bytes, int size, char* out), {
    const digest = require('crypto').createHash('sha256').update(HEAPU8.subarray(bytes, bytes + size)).digest();
    HEAPU8.set(digest, out);
});
// clang-format on
#else
#include <sodium.h>
#endif

namespace motcua::models {
namespace {

constexpr std::size_t digest_size = 32;

void digest(std::string_view bytes, unsigned char (&out)[digest_size]) {
#ifdef __EMSCRIPTEN__
    motcua_node_sha256(bytes.data(), static_cast<int>(bytes.size()), reinterpret_cast<char*>(out));
#else
    crypto_hash_sha256(out, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
#endif
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    unsigned char hash[digest_size];
    digest(bytes, hash);
    std::string out;
    for (const unsigned char byte : hash) {
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return out;
}

}  // namespace motcua::models
