#include "server/staff/totp.hpp"

#include <fmt/format.h>
#include <liboath/oath.h>
#include <sodium.h>

#include <array>
#include <cstdlib>

namespace motcua::staff {
namespace {

constexpr std::uint64_t step_seconds = 30;

bool equal(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string base32(std::string_view bytes) {
    char* text = nullptr;
    std::size_t length = 0;
    if (oath_base32_encode(bytes.data(), bytes.size(), &text, &length) != OATH_OK) return {};
    std::string out(text, length);
    std::free(text);
    return out;
}

}  // namespace

std::uint64_t totp_step(Millis at) { return static_cast<std::uint64_t>(at) / 1000 / step_seconds; }

std::string totp_code(std::string_view secret, std::uint64_t step, unsigned digits) {
    std::array<char, 16> code{};
    const auto at = static_cast<time_t>(step * step_seconds);
    if (oath_totp_generate(secret.data(), secret.size(), at, step_seconds, 0, digits, code.data()) != OATH_OK) return {};
    return code.data();
}

std::optional<std::uint64_t> match_totp(std::string_view secret, std::string_view code, Millis now, std::uint64_t last_used) {
    const std::uint64_t current = totp_step(now);
    std::optional<std::uint64_t> found;
    for (const std::uint64_t step : {current - 1, current, current + 1}) {
        const std::string expected = totp_code(secret, step);
        // every step is computed and compared, so the time does not tell which one was near
        const bool fits = !expected.empty() && equal(expected, code);
        if (fits && step > last_used) found = step;
    }
    return found;
}

std::string totp_text(std::string_view secret) { return base32(secret); }

std::string totp_uri(std::string_view secret, std::string_view user) {
    return fmt::format("otpauth://totp/MotCua:{}?secret={}&issuer=MotCua&algorithm=SHA1&digits=6&period=30", user,
                       base32(secret));
}

}  // namespace motcua::staff
