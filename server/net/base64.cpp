#include "server/net/base64.hpp"

#include <sodium.h>

namespace motcua::net {

std::string encode_base64(std::string_view bytes) {
    std::string out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    out.pop_back();  // the terminating NUL
    return out;
}

namespace {

std::optional<std::string> decode(std::string_view text, int variant) {
    std::string out(text.size() / 4 * 3 + 3, '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(), text.size(), nullptr, &size, &end,
                          variant) != 0 ||
        end != text.data() + text.size())
        return std::nullopt;
    out.resize(size);
    return out;
}

}  // namespace

std::optional<std::string> decode_base64(std::string_view text) { return decode(text, sodium_base64_VARIANT_ORIGINAL); }

std::optional<std::string> decode_base64url(std::string_view text) { return decode(text, sodium_base64_VARIANT_URLSAFE_NO_PADDING); }

}  // namespace motcua::net
