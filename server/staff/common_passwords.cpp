#include "server/staff/common_passwords.hpp"

#include <algorithm>
#include <array>
#include <string>

#include <sodium.h>

#include "shared/base/text.hpp"

namespace motcua::staff {
namespace {

/// Folded, without spaces and marks ("Một Cửa" -> "motcua"). The order is that of taking away: longer ones first.
constexpr std::array<std::string_view, 14> context{"dinhdanhdientu", "xuatnhapcanh", "nguoinuocngoai", "congdan", "password", "matkhau", "passwort",
                                                   "congan",         "vietnam",      "dinhdanh",       "motcua",  "vneid",    "admin",   "canbo"};
constexpr std::size_t least_beside = 8;  // bytes that must be left when those words are taken away

std::uint64_t hash_of(std::string_view text) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
    std::uint64_t out = 0;
    for (std::size_t i = 0; i < 8; ++i) out = out << 8 | hash[i];
    return out;
}

std::string letters(std::string_view text) {
    auto out = text::folded(text);
    std::erase_if(out, [](char c) { return c == ' ' || c == '.' || c == '-' || c == '_'; });
    return out;
}

void take_away(std::string& from, std::string_view word) {
    if (word.size() < 3) return;
    for (auto at = from.find(word); at != std::string::npos; at = from.find(word)) from.erase(at, word.size());
}

}  // namespace

bool is_common(std::string_view password) {
    const auto list = common_password_hashes();
    return std::binary_search(list.begin(), list.end(), hash_of(text::lower_ascii(password)));
}

bool is_of_this_place(std::string_view password, std::span<const std::string_view> own) {
    const auto whole = letters(password);
    auto left = whole;
    for (const auto& each : own) take_away(left, letters(each));
    for (const auto& each : context) take_away(left, each);
    return left.size() < whole.size() && left.size() < least_beside;
}

}  // namespace motcua::staff
