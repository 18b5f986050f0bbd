#include "server/staff/codes.hpp"

#include "server/staff/totp.hpp"
#include "server/store/staff.hpp"

namespace motcua::staff {

bool take_code(const store::Transaction& tx, std::string_view staff, std::string_view secret, std::string_view code) {
    const auto last = static_cast<std::uint64_t>(tx.staff().last_code(staff));
    const auto step = match_totp(secret, code, tx.now(), last);
    if (!step) return false;
    tx.staff().code_used(staff, static_cast<std::int64_t>(*step));
    return true;
}

}  // namespace motcua::staff
