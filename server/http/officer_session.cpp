#include "server/http/officer_session.hpp"

#include "server/http/sessions.hpp"
#include "server/keys/keyring.hpp"

namespace motcua::http {
namespace {

NewSession session_for(const staff::Account& account) {
    return {.role = account.role == staff::StaffRole::supervisor ? Role::supervisor : Role::officer,
            .subject = account.id,
            .office = account.office,
            .name = account.name,
            .language = account.language};
}

/// Nothing may begin after the account's sessions were ended.
bool still_open(const store::Transaction& tx, const staff::Account& account) {
    const auto present = staff::find(tx, account.id);
    return present && present->active && !present->disabled;
}

}  // namespace

staff::Limits limits_of(const Services& services) { return {.scale = services.settings.rate_scale}; }

Result<Response> answer_with(store::Transaction& tx, const Services& services, const std::string& token) {
    MOTCUA_TRY(session, find_session(tx, services, token));
    if (!session) return ErrorCode::request_internal;
    return signed_in(services, *session, token, tx.now());
}

Result<Response> begin_session(const Request& request, const Services& services, const staff::Account& account) {
    return services.db->write<Response>([&](store::Transaction& tx) -> Result<Response> {
        if (!still_open(tx, account)) return ErrorCode::staff_sign_in;
        // whoever was signed in with this browser is not any more
        if (!request.caller.session_id.empty()) end_session(tx, *services.keys, request.caller.session_id);
        return answer_with(tx, services, start_session(tx, services, session_for(account)));
    });
}

}  // namespace motcua::http
