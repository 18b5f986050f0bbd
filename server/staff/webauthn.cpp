#include "server/staff/webauthn.hpp"

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>
#include <sodium.h>

#include <algorithm>
#include <memory>

#include "server/net/base64.hpp"
#include "server/staff/cbor_sequence.hpp"
#include "shared/base/json.hpp"

namespace motcua::staff {
namespace {

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
std::string text(const unsigned char* at, std::size_t length) {
    return at == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(at), length);
}

std::string sha256(std::string_view message) {
    std::string out(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256(reinterpret_cast<unsigned char*>(out.data()), bytes(message), message.size());
    return out;
}

bool same(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

// --- CBOR: an attestation object is a map of three members, of which one is read
/// Follows nlohmann's reader and keeps the byte string behind "authData"; stops at the third level of what it need not know, so
/// that nested input cannot use up the stack.
class AttestationReader final : public nlohmann::json_sax<Json> {
public:
    std::optional<std::string> authenticator_data{};

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t& value) override {
        const bool wanted = depth_ == 1 && key_ == "authData";
        if (wanted) authenticator_data.emplace(value.begin(), value.end());
        return true;
    }
    bool start_object(std::size_t) override { return ++depth_ <= deepest; }
    bool key(string_t& name) override {
        if (depth_ != 1) return true;
        key_ = name;
        return name != "authData" || !authenticator_data;  // named twice: one of the two is a lie
    }
    bool end_object() override { return --depth_ >= 0; }
    bool start_array(std::size_t) override { return depth_ > 0 && ++depth_ <= deepest; }
    bool end_array() override { return --depth_ >= 0; }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

private:
    static constexpr int deepest = 3;  // {attStmt: {x5c: […]}}
    int depth_ = 0;
    std::string key_;
};

// --- what is common to both judgements
// WebAuthn section 6.1: hash of the relying party's id 32, flags 1, counter 4, then, if so flagged, the new key (AAGUID 16, length
// of its id 2, the id, the key in CBOR) and the extensions (CBOR)
constexpr std::size_t flags_at = 32, head_bytes = 37, key_head_bytes = 18;
constexpr unsigned key_flag = 0x40U, extensions_flag = 0x80U;

unsigned byte_at(std::string_view data, std::size_t at) { return static_cast<unsigned char>(data[at]); }

/// libfido2's reader reserves memory for as many members as a count of the data promises, gigabytes for 180 bytes: nothing is given
/// to it before every count has been compared with what is there.
bool has_lawful_tail(std::string_view data) {
    if (data.size() < head_bytes) return false;
    const unsigned flags = byte_at(data, flags_at);
    const std::size_t extensions = (flags & extensions_flag) != 0 ? 1 : 0;
    std::string_view tail = data.substr(head_bytes);
    if ((flags & key_flag) == 0) return is_cbor_sequence(tail, extensions);
    if (tail.size() < key_head_bytes) return false;
    const std::size_t id = byte_at(tail, key_head_bytes - 2) << 8U | byte_at(tail, key_head_bytes - 1);
    tail.remove_prefix(key_head_bytes);
    return tail.size() >= id && is_cbor_sequence(tail.substr(id), 1 + extensions);
}

Result<void> judge_client_data(const RelyingParty& party, std::string_view challenge, std::string_view json,
                               std::string_view type) {
    const auto said = read_client_data(json);
    if (!said || said->type != type) return refused("client-data");
    if (said->origin != party.origin || said->framed) return refused("origin");
    if (challenge.size() < 16 || !same(said->challenge, challenge)) return refused("challenge");
    return {};
}

Result<void> judge_authenticator_data(const RelyingParty& party, std::string_view data) {
    if (data.size() < head_bytes) return refused("authenticator-data");
    if (!same(data.substr(0, flags_at), sha256(party.id))) return refused("relying-party");
    constexpr unsigned wanted = 0x01U | 0x04U;  // user present, user verified
    if ((byte_at(data, flags_at) & wanted) != wanted) return refused("user-verification");
    return has_lawful_tail(data) ? Result<void>{} : Result<void>{refused("authenticator-data")};
}

// --- libfido2
template <class T, void (*release)(T**)>
struct Release {
    void operator()(T* thing) const { release(&thing); }
};
template <class T, void (*release)(T**)>
using Held = std::unique_ptr<T, Release<T, release>>;
using HeldCredential = Held<fido_cred_t, fido_cred_free>;
using HeldAssertion = Held<fido_assert_t, fido_assert_free>;

/// The key in the data, if it is of this algorithm.
std::optional<Credential> read_credential(std::string_view data, int algorithm) {
    const HeldCredential held(fido_cred_new());
    if (!held || fido_cred_set_type(held.get(), algorithm) != FIDO_OK) return std::nullopt;
    if (fido_cred_set_authdata_raw(held.get(), bytes(data), data.size()) != FIDO_OK) return std::nullopt;
    Credential out{
        .id = text(fido_cred_id_ptr(held.get()), fido_cred_id_len(held.get())),
        .key = {.algorithm = algorithm, .bytes = text(fido_cred_pubkey_ptr(held.get()), fido_cred_pubkey_len(held.get()))},
        .counter = fido_cred_sigcount(held.get())};
    return out.id.empty() || out.key.bytes.empty() ? std::nullopt : std::optional{std::move(out)};
}

/// libfido2 has a type of its own for each algorithm, made and read in the same way; it also refuses points off the curve.
template <class Key, Key* (*make)(), void (*release)(Key**), int (*read)(Key*, const void*, std::size_t)>
bool verify_with(const fido_assert_t* assertion, const PublicKey& key) {
    const Held<Key, release> held(make());
    return held && read(held.get(), key.bytes.data(), key.bytes.size()) == FIDO_OK &&
           fido_assert_verify(assertion, 0, key.algorithm, held.get()) == FIDO_OK;
}

bool verify(const fido_assert_t* assertion, const PublicKey& key) {
    switch (key.algorithm) {
        case COSE_ES256: return verify_with<es256_pk_t, es256_pk_new, es256_pk_free, es256_pk_from_ptr>(assertion, key);
        case COSE_EDDSA: return verify_with<eddsa_pk_t, eddsa_pk_new, eddsa_pk_free, eddsa_pk_from_ptr>(assertion, key);
        case COSE_RS256: return verify_with<rs256_pk_t, rs256_pk_new, rs256_pk_free, rs256_pk_from_ptr>(assertion, key);
        default: return false;
    }
}

/// libfido2 looks once more at the relying party and at both flags.
HeldAssertion make_assertion(const RelyingParty& party, const Assertion& given) {
    HeldAssertion held(fido_assert_new());
    if (!held) return nullptr;
    auto* raw = held.get();
    const bool fits =
        fido_assert_set_clientdata(raw, bytes(given.client_data), given.client_data.size()) == FIDO_OK &&
        fido_assert_set_rp(raw, party.id.c_str()) == FIDO_OK && fido_assert_set_count(raw, 1) == FIDO_OK &&
        fido_assert_set_up(raw, FIDO_OPT_TRUE) == FIDO_OK && fido_assert_set_uv(raw, FIDO_OPT_TRUE) == FIDO_OK &&
        fido_assert_set_authdata_raw(raw, 0, bytes(given.authenticator_data), given.authenticator_data.size()) == FIDO_OK &&
        fido_assert_set_sig(raw, 0, bytes(given.signature), given.signature.size()) == FIDO_OK;
    return fits ? std::move(held) : nullptr;
}

}  // namespace

Error refused(std::string_view by) { return {.code = ErrorCode::staff_key_refused, .detail = std::string(by)}; }

RelyingParty relying_party(std::string_view public_url) {
    const auto scheme = public_url.find("://");
    const auto begin = scheme == std::string_view::npos ? 0 : scheme + 3;
    const auto authority = public_url.substr(begin, std::min(public_url.find('/', begin), public_url.size()) - begin);
    const auto port = authority.find(':', authority.starts_with('[') ? authority.find(']') : 0);
    std::string host(authority.substr(0, port));
    if (host == "127.0.0.1" || host == "[::1]" || host == "0.0.0.0") host = "localhost";
    std::string_view tail = port == std::string_view::npos ? std::string_view() : authority.substr(port);
    if (tail == (public_url.starts_with("https:") ? ":443" : ":80")) tail = {};  // browsers leave the scheme's own port out
    return {.id = host, .origin = std::string(public_url.substr(0, begin)) + host + std::string(tail)};
}

std::optional<ClientData> read_client_data(std::string_view json) {
    const auto value = parse_json(json, {.bytes = largest_client_data, .depth = 4});
    if (!value.ok() || !value->is_object()) return std::nullopt;
    auto challenge = net::decode_base64url(text_at(*value, "challenge"));
    if (!challenge) return std::nullopt;
    return ClientData{.type = std::string(text_at(*value, "type")),
                      .challenge = std::move(*challenge),
                      .origin = std::string(text_at(*value, "origin")),
                      .framed = is_true(*value, "crossOrigin") || value->contains("topOrigin")};
}

std::optional<std::string> read_attestation(std::string_view cbor) {
    if (cbor.size() > largest_attestation) return std::nullopt;
    AttestationReader reader;
    const bool whole = Json::sax_parse(cbor.begin(), cbor.end(), &reader, Json::input_format_t::cbor);
    return whole ? std::move(reader.authenticator_data) : std::nullopt;
}

Result<Credential> judge_registration(const RelyingParty& party, std::string_view challenge, const Registration& given) {
    MOTCUA_CHECK(judge_client_data(party, challenge, given.client_data, "webauthn.create"));
    const auto data = read_attestation(given.attestation_object);
    if (!data) return refused("attestation");
    MOTCUA_CHECK(judge_authenticator_data(party, *data));
    for (const int algorithm : algorithms)
        if (auto credential = read_credential(*data, algorithm)) return std::move(*credential);
    return refused("algorithm");
}

Result<std::uint32_t> judge_assertion(const RelyingParty& party, std::string_view challenge, const Credential& known,
                                      const Assertion& given) {
    if (!same(known.id, given.credential)) return refused("credential");
    MOTCUA_CHECK(judge_client_data(party, challenge, given.client_data, "webauthn.get"));
    MOTCUA_CHECK(judge_authenticator_data(party, given.authenticator_data));
    const auto held = make_assertion(party, given);
    if (!held || !verify(held.get(), known.key)) return refused("signature");
    const std::uint32_t counter = fido_assert_sigcount(held.get(), 0);
    const bool counts = counter != 0 || known.counter != 0;
    if (counts && counter <= known.counter) return refused("counter");
    return counter;
}

}  // namespace motcua::staff
