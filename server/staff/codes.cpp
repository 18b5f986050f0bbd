#include "server/staff/codes.hpp"

#include "server/staff/totp.hpp"

namespace motcua::staff {

bool take_code(const store::Transaction& tx, std::string_view staff, std::string_view secret, std::string_view code) {
    auto last = tx.sql("SELECT COALESCE(MAX(counter),0) FROM totp_used WHERE staff=?");
    last.bind(1, staff).step();
    const auto step = match_totp(secret, code, tx.now(), static_cast<std::uint64_t>(last.integer(0)));
    if (!step) return false;
    tx.sql("INSERT INTO totp_used(staff, counter, at) VALUES(?,?,?)").bind(1, staff).bind(2, *step).bind(3, tx.now()).run();
    return true;
}

}  // namespace motcua::staff
