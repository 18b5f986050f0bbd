#include "server/http/security_keys.hpp"

#include "server/http/sides.hpp"
#include "server/keys/keyring.hpp"
#include "server/net/base64.hpp"
#include "shared/base/json.hpp"

namespace motcua::http {
namespace {

Result<std::string> bytes_at(const Request& request, std::string_view name) {
    auto bytes = net::decode_base64url(text_at(request.json, name));
    if (!bytes) return Error{.code = ErrorCode::request_malformed, .field = std::string(name)};
    return std::move(*bytes);
}

Member bytes_member(std::string name) { return {.name = std::move(name), .type = "string", .description = "base64url"}; }

}  // namespace

staff::RelyingParty relying_party(const Services& services) {
    const bool alone = !services.edges.officer_url.empty();
    return staff::relying_party(origin_of(services, alone ? Side::officers : Side::shared));
}

Json question_json(const Services& services, const staff::KeyQuestion& question) {
    Json credentials = Json::array();
    for (const auto& id : question.credentials) credentials.push_back(keys::base64url(id));
    return {{"challenge", keys::base64url(question.challenge)},
            {"expiresIn", staff::challenge_life / 1000},
            {"relyingParty", relying_party(services).id},
            {"credentials", std::move(credentials)}};
}

std::vector<Member> assertion_members() {
    return {bytes_member("credential"), bytes_member("clientData"), bytes_member("authenticatorData"), bytes_member("signature")};
}

Result<staff::Assertion> assertion_of(const Request& request) {
    MOTCUA_TRY(credential, bytes_at(request, "credential"));
    MOTCUA_TRY(client_data, bytes_at(request, "clientData"));
    MOTCUA_TRY(authenticator_data, bytes_at(request, "authenticatorData"));
    MOTCUA_TRY(signature, bytes_at(request, "signature"));
    return staff::Assertion{.credential = std::move(credential),
                            .client_data = std::move(client_data),
                            .authenticator_data = std::move(authenticator_data),
                            .signature = std::move(signature)};
}

std::vector<Member> registration_members() { return {bytes_member("clientData"), bytes_member("attestationObject")}; }

Result<staff::Registration> registration_of(const Request& request) {
    MOTCUA_TRY(client_data, bytes_at(request, "clientData"));
    MOTCUA_TRY(attestation, bytes_at(request, "attestationObject"));
    return staff::Registration{.client_data = std::move(client_data), .attestation_object = std::move(attestation)};
}

}  // namespace motcua::http
