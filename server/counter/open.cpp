#include "server/counter/desk.hpp"
#include "server/keys/keyring.hpp"
#include "server/store/audit_log.hpp"
#include "shared/base/ids.hpp"
#include "shared/base/slip_token.hpp"

namespace motcua::counter {
namespace {

Result<std::string> reference_of(const http::Services& services, std::string_view code) {
    if (looks_like_slip_token(code)) return services.keys->read_slip_token(code);
    return parse_reference(code);
}

}  // namespace

Result<std::string> open_slip(const http::Services& services, const Officer& officer, std::string_view code) {
    MOTCUA_TRY(reference, reference_of(services, code));
    return services.db->write<std::string>([&](store::Transaction& tx) -> Result<std::string> {
        MOTCUA_TRY(file, open_to_read(tx, *services.keys, officer, reference));
        audit(tx, officer, "file.opened", file.reference);
        return file.reference;
    });
}

Result<void> note_view(const http::Services& services, const Officer& officer, std::string_view reference) {
    return services.db->write<void>([&](store::Transaction& tx) -> Result<void> {
        MOTCUA_TRY(file, open_to_read(tx, *services.keys, officer, reference));
        const auto actor = "officer:" + officer.id;
        if (!tx.audit_log().happened(file.reference, actor, "file.viewed", tx.now() - 15 * 60'000))
            audit(tx, officer, "file.viewed", file.reference);
        return {};
    });
}

}  // namespace motcua::counter
