#include "server/intake/pictures.hpp"

#include "server/store/applications.hpp"

namespace motcua::intake {
namespace {

constexpr int largest_side = 2000;  // more is of no use to a 1:1 comparison or a reader and costs 10 times the room

}  // namespace

Result<sandbox::Opened> open_picture(const http::Services& services, const Caller& caller, std::string_view bytes) {
    return sandbox::open(services, {.actor = "applicant:" + caller.subject, .subject = "picture"}, bytes,
                         {.largest_side = largest_side});
}

bool may_see(const store::Transaction& tx, const Caller& caller, std::string_view owner, std::string_view reference) {
    if (caller.role == Role::applicant) return caller.subject == owner;
    if (caller.role != Role::officer && caller.role != Role::supervisor) return false;
    return tx.applications().is_open_to(reference, caller.office);
}

}  // namespace motcua::intake
