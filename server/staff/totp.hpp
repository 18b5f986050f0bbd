// Time-based one-time passwords of the officers (RFC 6238): HMAC-SHA-1, 30 s, 6 digits, as every authenticator app speaks them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/date.hpp"

namespace motcua::staff {

/// 160 bits, the length RFC 4226 section 4 (R6) recommends.
inline constexpr std::size_t totp_secret_bytes = 20;

/// The number of the 30-second step an instant lies in.
[[nodiscard]] std::uint64_t totp_step(Millis at);

/// The six (or eight, for the vectors of RFC 6238) digits of a step. Empty when the secret is.
[[nodiscard]] std::string totp_code(std::string_view secret, std::uint64_t step, unsigned digits = 6);

/// Which step a code belongs to, if it is the one of now, the step before or the step after (clocks differ by some seconds).
/// Steps up to and including `last_used` are refused: a code seen over a shoulder is worth nothing (RFC 6238 section 5.2).
[[nodiscard]] std::optional<std::uint64_t> match_totp(std::string_view secret, std::string_view code, Millis now,
                                                      std::uint64_t last_used);

/// The secret as it is typed into an app that cannot scan: base32.
[[nodiscard]] std::string totp_text(std::string_view secret);

/// "otpauth://totp/…" for the QR code an authenticator app scans.
[[nodiscard]] std::string totp_uri(std::string_view secret, std::string_view user);

}  // namespace motcua::staff
