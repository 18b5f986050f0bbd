// A security key made of OpenSSL: makes and signs what a browser would hand over, and what a cheat would.
#pragma once

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <sodium.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "server/keys/keyring.hpp"
#include "server/staff/webauthn.hpp"

namespace motcua::test {

/// Flags of the authenticator data: user present, user verified, a new key attached.
inline constexpr int present = 0x01, verified = 0x04, attached = 0x40;

class Token {
public:
    std::string relying_party = "motcua.example.vn", origin = "https://motcua.example.vn";
    std::string credential = keys::random_bytes(32);
    std::uint32_t counter = 0;
    int flags = present | verified;

    [[nodiscard]] std::string client_data(std::string_view type, std::string_view challenge) const {
        return nlohmann::json{{"type", type}, {"challenge", keys::base64url(challenge)}, {"origin", origin}, {"crossOrigin", false}}.dump();
    }
    [[nodiscard]] std::string new_key_data() const {
        return head(flags | attached) + std::string(16, '\0') + big_endian(credential.size(), 2) + credential + cose_key();
    }
    [[nodiscard]] staff::Registration make(std::string_view challenge) const {
        return {.client_data = client_data("webauthn.create", challenge), .attestation_object = attestation(new_key_data())};
    }
    /// Every signature counts one.
    [[nodiscard]] staff::Assertion sign(std::string_view challenge) {
        ++counter;
        staff::Assertion out{.credential = credential, .client_data = client_data("webauthn.get", challenge), .authenticator_data = head(flags)};
        out.signature = signature_of(out.authenticator_data + sha256(out.client_data));
        return out;
    }
    [[nodiscard]] static std::string attestation(const std::string& data) {
        const std::vector<std::uint8_t> bytes(data.begin(), data.end());
        const auto cbor = nlohmann::json::to_cbor(
            {{"fmt", "none"}, {"attStmt", nlohmann::json::object()}, {"authData", nlohmann::json::binary(bytes)}});
        return {cbor.begin(), cbor.end()};
    }
    [[nodiscard]] static std::string sha256(std::string_view text) {
        std::string out(crypto_hash_sha256_BYTES, '\0');
        crypto_hash_sha256(reinterpret_cast<unsigned char*>(out.data()), reinterpret_cast<const unsigned char*>(text.data()), text.size());
        return out;
    }
    [[nodiscard]] std::string head(int with) const {
        return sha256(relying_party) + static_cast<char>(with) + big_endian(counter, 4);
    }
    [[nodiscard]] static std::string big_endian(std::size_t value, int bytes) {
        std::string out;
        for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(value >> (8 * i) & 0xFFU);
        return out;
    }

private:
    [[nodiscard]] std::string point() const {
        std::string out(65, '\0');
        std::size_t length = 0;
        EVP_PKEY_get_octet_string_param(key_.get(), OSSL_PKEY_PARAM_PUB_KEY, reinterpret_cast<unsigned char*>(out.data()), out.size(), &length);
        return out;
    }
    /// {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
    [[nodiscard]] std::string cose_key() const {
        const std::string at = point();
        return std::string("\xA5\x01\x02\x03\x26\x20\x01\x21\x58\x20", 10) + at.substr(1, 32) + std::string("\x22\x58\x20", 3) + at.substr(33, 32);
    }
    [[nodiscard]] std::string signature_of(const std::string& message) const {
        const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
        EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get());
        std::string out(80, '\0');
        std::size_t length = out.size();
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.data()), &length,
                       reinterpret_cast<const unsigned char*>(message.data()), message.size());
        out.resize(length);
        return out;
    }

    std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key_{EVP_EC_gen("P-256"), EVP_PKEY_free};
};

}  // namespace motcua::test
