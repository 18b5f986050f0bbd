// What a browser hands over for a security key: attestation object (CBOR), client data (JSON), base64url. Nothing crashes, what is
// accepted is what was given out, and nobody's signature is made up.
#include <sodium.h>

#include "server/net/base64.hpp"
#include "server/staff/webauthn.hpp"
#include "tests/fuzz/target.hpp"

using namespace motcua;
using namespace motcua::staff;

namespace {

const RelyingParty party{.id = "localhost", .origin = "http://localhost:8080"};
const std::string challenge(challenge_bytes, '\x2A');

/// Client data as a browser writes them for our challenge.
std::string client_data(std::string_view type) {
    return std::string(R"({"type":"webauthn.)") + std::string(type) +
           R"(","challenge":"KioqKioqKioqKioqKioqKioqKioqKioqKioqKioqKio","origin":"http://localhost:8080","crossOrigin":false})";
}

void judge_new_key(std::string_view bytes) {
    const auto made = judge_registration(party, challenge, {.client_data = client_data("create"), .attestation_object = std::string(bytes)});
    if (!made.ok()) return;
    fuzz::require(!made->id.empty() && made->id.size() <= 1023, "a credential has an id of lawful length");
    fuzz::require(!made->key.bytes.empty(), "a credential has a key");
    const auto data = read_attestation(bytes);
    fuzz::require(data && data->find(made->id) != std::string::npos, "the id stands in the data");
}

void judge_signature(std::string_view bytes) {
    const std::size_t half = bytes.size() / 2;
    const Credential known{.id = "id", .key = {.algorithm = algorithms[bytes.size() % 3], .bytes = std::string(64, '\x01')}};
    const Assertion given{.credential = "id",
                          .client_data = client_data("get"),
                          .authenticator_data = std::string(bytes.substr(0, half)),
                          .signature = std::string(bytes.substr(half))};
    fuzz::require(!judge_assertion(party, challenge, known, given).ok(), "a signature cannot be guessed");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const bool ready = sodium_init() >= 0;
    fuzz::require(ready, "libsodium is there");
    const std::string_view bytes = fuzz::text_of(data, size);
    if (const auto said = read_client_data(bytes)) fuzz::require(bytes.size() <= largest_client_data, "client data have a limit");
    if (const auto read = net::decode_base64url(bytes)) fuzz::require(read->size() * 4 / 3 <= bytes.size() + 1, "base64url is longer than what it holds");
    judge_new_key(bytes);
    judge_signature(bytes);
    return 0;
}
