// Reference population registry and ABIS: the operations of protocol.hpp over registry.db.
#pragma once

#include <memory>
#include <string>

#include "server/registry/matcher.hpp"
#include "server/registry/peer_server.hpp"
#include "server/registry/records.hpp"
#include "shared/base/result.hpp"

namespace motcua::registry {

class Service {
public:
    Service(Records& records, std::shared_ptr<const portrait::Models> models, std::string token)
        : records_(records), models_(std::move(models)), token_(std::move(token)) {}

    [[nodiscard]] PeerAnswer answer(const PeerRequest& request);

private:
    [[nodiscard]] bool authorised(const PeerRequest& request) const;
    [[nodiscard]] PeerAnswer find(const PeerRequest& request);
    [[nodiscard]] PeerAnswer identities(const std::string& person, const std::string& identity);
    [[nodiscard]] PeerAnswer verify(const PeerRequest& request, const std::string& gallery_id, const std::string& person);
    [[nodiscard]] PeerAnswer identify(const PeerRequest& request, const std::string& gallery_id);

    Records& records_;
    std::shared_ptr<const portrait::Models> models_;
    std::string token_;
};

/// Reads OSIA Expressions. Errors: request_malformed (field: what is wrong), request_unknown_field.
[[nodiscard]] Result<std::vector<Condition>> parse_expressions(std::string_view body);

}  // namespace motcua::registry
