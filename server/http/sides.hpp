// Officers and applicants on host names of their own (--officer-origin): a route is there on the host it belongs to, and on
// the other there is nothing. Without the option everybody shares one host, as in the demo.
#pragma once

#include <string_view>

#include "server/http/framing.hpp"
#include "server/http/router.hpp"
#include "server/http/services.hpp"

namespace motcua::http {

[[nodiscard]] Side side_of(const Services& services, const Head& head);

/// The row for a request, where its host has it; none of another host's.
[[nodiscard]] Found find_on(Side side, const RouteTable& routes, const Head& head);
/// Whether the route is there on that side.
[[nodiscard]] bool belongs(const Route& route, Side side);
/// Whether somebody of this role is known there: an officer's session counts for nothing on the public host.
[[nodiscard]] bool belongs(Role role, Side side);
/// Whether a path that is no route of the API is there: pages by their language and first word, files on both hosts,
/// figures and the state of the service inside.
[[nodiscard]] bool belongs(std::string_view path, Side side);
/// The origin that pages of this side have.
[[nodiscard]] std::string_view origin_of(const Services& services, Side side);
/// Where the first page of the officers' host leads; empty: the path is itself.
[[nodiscard]] std::string_view first_page(std::string_view path, Side side);

}  // namespace motcua::http
