// The permission table: who may call a route, of whose things it speaks, and whether the caller must have shown the second factor
// just now. The middleware asks it about the caller, the services hold to its reach, OpenAPI shows it, the authorisation matrix of
// the tests is made from it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "server/intake/session.hpp"

namespace motcua::http {

using intake::Role;

/// The rows of the table. A route names exactly one.
enum class Access : std::uint8_t {
    everybody,  ///< nothing personal in it, or it is how one signs in
    peer,       ///< another system: its signature is checked by the handler, sessions mean nothing
    applicant,  ///< applicants, on what hangs on their own session
    owner,      ///< applicants, on what the path or body names, if it is theirs
    officer,    ///< officers and supervisors, on lists of their own office
    office,     ///< officers and supervisors, on a file of their office or of none yet
    concerned,  ///< the owner, and the officers of the office that has the file
    decision,   ///< as office, for acts that bind: what others rely on is decided or sent
    second,     ///< as decision, for supervisors only: what one officer proposed, another person decides
    account,    ///< officers and supervisors, on their own account
    factors,    ///< as account, on what they sign in with
};

/// Of whose things a route speaks. What is not in reach is not there: 404, word for word that of a thing that does not exist.
enum class Reach : std::uint8_t { nothing, own, office, own_or_office };

/// Whether the table lets this role call. Whatever the table does not name is refused.
[[nodiscard]] bool may_call(Access access, Role role);
[[nodiscard]] Reach reach(Access access);
/// Whether the second factor must be fresh (staff::fresh_for): a session left open at a desk is not enough for this.
[[nodiscard]] bool needs_fresh_factor(Access access);
/// Who may call, for the document: "anyone", "applicant", "officer", "supervisor"; nobody by session: empty.
[[nodiscard]] std::vector<std::string_view> callers(Access access);
[[nodiscard]] std::string_view text(Access access);
[[nodiscard]] std::string_view text(Reach reach);

/// What stands in a route's row. It has no default: a row that does not say who may call it does not compile.
class Permission {
public:
    constexpr Permission(Access access) : access_(access) {}  // NOLINT: a row says `.access = Access::owner`
    constexpr operator Access() const { return access_; }     // NOLINT

private:
    Access access_;
};

}  // namespace motcua::http
