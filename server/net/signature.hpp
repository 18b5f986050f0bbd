// Detached signatures of HTTP messages between serve and the identity authority: Digest (RFC 3230, SHA-256) and Signature
// (draft-cavage-http-signatures-12, Ed25519) over "(request-target) date digest". The date bounds replay; the receiver
// de-duplicates by enrolmentId and digest besides.
// A side's key is DATA/<who>-signing.key (0600, made at first start); its public half is DATA/<who>-signing.pub, the file to
// hand to the other side (in the demo both live in one data folder).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/base/date.hpp"
#include "shared/base/result.hpp"

namespace motcua::net {

struct PublicKey {
    std::string id;     ///< "serve-" or "authority-" + first 16 hex digits of BLAKE2b(public half)
    std::string bytes;  ///< 32 bytes
};
struct SigningKey {
    PublicKey open;
    std::string secret;  ///< 64 bytes; never logged
};

/// Reads or makes the key of `who` ("serve", "authority", "audit"). Safe when two processes start at once. Errors: file_unusable.
[[nodiscard]] Result<SigningKey> own_key(const std::string& data_dir, std::string_view who);
/// Reads the other side's public half. Errors: file_unusable.
[[nodiscard]] Result<PublicKey> peer_key(const std::string& data_dir, std::string_view who);

/// Reads the public half of `who` from a file of any name. Errors: file_unusable.
[[nodiscard]] Result<PublicKey> read_public_key(const std::string& path, std::string_view who);

/// "SHA-256=<base64>".
[[nodiscard]] std::string digest(std::string_view body);

/// What is signed besides the body.
struct Target {
    std::string_view method;  ///< "POST"
    std::string_view path;    ///< path and query exactly as sent: "/v1/enrollments/…?transactionId=…"
};

/// The headers Date, Digest, Signature of a message.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> sign(const SigningKey& key, const Target& target, std::string_view body,
                                                                    Millis now);

/// Headers with lower-case names. Errors: signature_missing, signature_invalid (also: digest differs, other key),
/// signature_stale (date more than five minutes off).
[[nodiscard]] Result<void> verify(const PublicKey& key, const Target& target, const std::map<std::string, std::string>& headers,
                                  std::string_view body, Millis now);

/// "Tue, 24 Nov 2026 05:00:00 GMT" (RFC 9110 IMF-fixdate) and back.
[[nodiscard]] std::string http_date(Millis at);
[[nodiscard]] Result<Millis> parse_http_date(std::string_view text);

}  // namespace motcua::net
