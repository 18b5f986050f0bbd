// Security keys (W3C WebAuthn level 2) without a store: reads what navigator.credentials gave and judges it. Signatures and
// authenticator data are libfido2's work; origin, challenge and counter are ours. Attestation is not asked for ("none"): which
// make of key an officer uses is the office's own affair.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/result.hpp"

namespace motcua::staff {

/// staff_key_refused; `by` says which check refused it (detail, for the log).
[[nodiscard]] Error refused(std::string_view by);

/// For whom keys are made: the host of the service, and the origin its pages are opened at.
struct RelyingParty {
    std::string id;      ///< "motcua.example.vn"
    std::string origin;  ///< "https://motcua.example.vn"
};
/// From the public URL. A key belongs to a name, never to an address: for 127.0.0.1 and [::1] it is "localhost".
[[nodiscard]] RelyingParty relying_party(std::string_view public_url);

/// COSE names of the signature algorithms taken (RFC 9053, RFC 8812), the wanted one first: ES256, EdDSA, RS256.
inline constexpr int algorithms[] = {-7, -8, -257};

/// A key as it is kept.
struct PublicKey {
    int algorithm = 0;
    std::string bytes;  ///< ES256: x and y; EdDSA: the point; RS256: modulus and exponent
};
struct Credential {
    std::string id;
    PublicKey key;
    std::uint32_t counter = 0;  ///< of signatures; 0 for ever where the key does not count
};

/// What navigator.credentials.create and .get give, as bytes.
struct Registration {
    std::string client_data, attestation_object;
};
struct Assertion {
    std::string credential, client_data, authenticator_data, signature;
};

/// What the browser says it asked the key for.
struct ClientData {
    std::string type, challenge, origin;
    bool framed = false;  ///< asked by a page inside another site's
};
inline constexpr std::size_t largest_client_data = 4096, largest_attestation = 4096, challenge_bytes = 32;
/// None when it is no such JSON.
[[nodiscard]] std::optional<ClientData> read_client_data(std::string_view json);
/// The authenticator data inside an attestation object (CBOR); none when it is malformed.
[[nodiscard]] std::optional<std::string> read_attestation(std::string_view cbor);

/// Judges a new key against the challenge that was given out. Error: staff_key_refused, detail says by what: "client-data",
/// "origin", "challenge", "attestation", "relying-party", "user-verification", "algorithm".
[[nodiscard]] Result<Credential> judge_registration(const RelyingParty& party, std::string_view challenge, const Registration& given);
/// Judges a signature of a known key; gives the counter to keep. Error: staff_key_refused, detail as above and "credential",
/// "signature", "counter" (it went back: two keys answer to one name, WebAuthn section 6.1.1).
[[nodiscard]] Result<std::uint32_t> judge_assertion(const RelyingParty& party, std::string_view challenge, const Credential& known,
                                                    const Assertion& given);

}  // namespace motcua::staff
