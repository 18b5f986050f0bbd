#include "server/counter/lookup.hpp"

#include "server/keys/keyring.hpp"

namespace motcua::counter {

verification::Query query_of(const Json& applicant) {
    return {.passport_number = std::string(text_at(applicant, "documentNumber")),
            .nationality = std::string(text_at(applicant, "nationality")),
            .birth_date = std::string(text_at(applicant, "birthDate"))};
}

std::string transaction_id(const http::Services& services) { return keys::hex(services.random_bytes(16)); }

Result<std::optional<verification::Record>> look_up(const http::Services& services, const verification::Query& query) {
    if (query.passport_number.empty()) return std::optional<verification::Record>{};
    if (!services.registry) return ErrorCode::registry_unavailable;
    return services.registry->find(query, transaction_id(services));
}

}  // namespace motcua::counter
