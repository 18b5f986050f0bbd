#include "server/registry/protocol.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include "server/net/secret_file.hpp"

namespace motcua::registry {
namespace {

constexpr std::size_t token_bytes = 32;

std::string new_token() {
    unsigned char bytes[token_bytes];
    randombytes_buf(bytes, sizeof bytes);
    std::string out;
    for (const auto byte : bytes) out += fmt::format("{:02x}", byte);
    return out + "\n";
}

}  // namespace

Result<std::string> shared_token(const std::string& data_dir) {
    if (sodium_init() < 0) return ErrorCode::request_internal;
    MOTCUA_TRY(text, net::read_or_make(fmt::format("{}/{}", data_dir, token_file), new_token));
    text.erase(std::min(text.find_first_of("\r\n"), text.size()));
    if (text.size() < token_bytes) return Error{.code = ErrorCode::file_unusable, .detail = std::string(token_file)};
    return std::move(text);
}

}  // namespace motcua::registry
