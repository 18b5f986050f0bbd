// What the slip's QR holds: "MC1.MC-7K3M-9QTX-K.<22 characters>". The version, the reference, and the server's seal over it in
// base64url. Reading says whether the text has this shape; whether the seal is ours only the key knows (server/keys).
#pragma once

#include <string>
#include <string_view>

#include "shared/base/result.hpp"

namespace motcua {

/// Characters of the seal: 16 bytes in base64url without padding.
inline constexpr int slip_seal_length = 22;

struct SlipToken {
    std::string reference;  ///< canonical
    std::string seal;       ///< not verified
};

/// Whether a scanned text means to be a token at all (else it is read as a reference).
[[nodiscard]] bool looks_like_slip_token(std::string_view text);
/// Error: slip.unknown. Only the one writing that write_slip_token gives is read: a QR is scanned, not typed.
[[nodiscard]] Result<SlipToken> parse_slip_token(std::string_view text);
[[nodiscard]] std::string write_slip_token(const SlipToken& token);

}  // namespace motcua
