// The way of a request, in one place: request id -> route -> session -> origin and CSRF -> role -> body -> handler ->
// problem+json -> headers -> log and figures. Front calls handle() on a worker.
#pragma once

#include <atomic>
#include <memory>

#include "server/http/front.hpp"
#include "server/http/router.hpp"
#include "server/http/services.hpp"

namespace motcua::http {

class AddressLimit;
class Assets;
class Metrics;

/// Everything a request meets on its way. Lives as long as the front.
struct Chain {
    Services& services;
    const RouteTable& routes;
    const Assets& assets;
    Metrics& metrics;
    AddressLimit& addresses;
    std::string trusted_proxy{};  ///< address whose X-Forwarded-For is believed (its last entry); empty: nobody's
    std::function<FrontFigures()> front_figures{};
};

[[nodiscard]] Response handle(const Chain& chain, const Incoming& incoming);
/// The largest body a head may announce: the route's limit; 0 where there is no such route on that host.
[[nodiscard]] Result<std::size_t> body_limit(const Services& services, const RouteTable& routes, const Head& head);
/// Headers that every answer has; also given to answers that never met the chain.
void finish(const Services& services, Response& response);

}  // namespace motcua::http
