#include "server/staff/step_up.hpp"

#include "server/keys/keyring.hpp"
#include "server/staff/accounts.hpp"
#include "server/staff/codes.hpp"
#include "shared/base/json.hpp"

namespace motcua::staff {
namespace {

void note(const store::Transaction& tx, const Confirming& who, std::string_view action, std::string_view factor) {
    tx.audit({.actor = "officer:" + who.staff,
              .action = std::string(action),
              .subject = who.staff,
              .detail = dump_json({{"factor", factor}})});
}

Challenge asked(const Confirming& who) { return {.purpose = Purpose::step_up, .staff = who.staff, .session = who.session}; }

Result<Account> account_of(store::Store& db, const Confirming& who) {
    return db.read<Account>([&](store::Transaction& tx) -> Result<Account> {
        const auto account = find(tx, who.staff);
        return account && account->active && !account->disabled ? Result<Account>(*account) : Result<Account>(ErrorCode::session_required);
    });
}

Result<void> counted(store::Store& db, const Buckets& buckets, Limits limits) {
    return db.write<void>([&](store::Transaction& tx) { return count_attempt(tx, buckets, limits); });
}

}  // namespace

Result<void> confirm_by_code(store::Store& db, const keys::Keyring& keys, const Confirming& who, std::string_view code, Limits limits) {
    MOTCUA_TRY(account, account_of(db, who));
    const Buckets buckets = buckets_of(keys, account.user, who.remote_address);
    MOTCUA_CHECK(counted(db, buckets, limits));
    const auto secret = secret_of(db, keys, account.user);
    if (!secret.ok()) return secret.error().code == ErrorCode::staff_inactive ? Result<void>{ErrorCode::session_required} : Result<void>{secret.error()};  // recovered meanwhile
    MOTCUA_TRY(right, db.write<bool>([&](store::Transaction& tx) -> Result<bool> {
        const bool fits = take_code(tx, who.staff, secret->totp, code);
        if (fits) forgive(tx, buckets);
        else count_failure(tx, buckets);
        note(tx, who, fits ? "staff.stepped_up" : "staff.step_up_failed", "code");
        return fits;
    }));
    return right ? Result<void>{} : Result<void>{ErrorCode::staff_code};
}

Result<KeyQuestion> ask_key_to_confirm(store::Store& db, const keys::Keyring& keys, const Confirming& who) {
    return db.write<KeyQuestion>([&](store::Transaction& tx) { return ask_key(tx, keys, asked(who)); });
}

Result<void> confirm_by_key(store::Store& db, const keys::Keyring& keys, const RelyingParty& party, const Confirming& who,
                            const Assertion& given) {
    MOTCUA_TRY(proof, db.write<Proof>([&](store::Transaction& tx) -> Result<Proof> {
        MOTCUA_TRY(found, prove(tx, keys, party, asked(who), given));
        note(tx, who, found.refusal ? "staff.step_up_failed" : "staff.stepped_up", "key");
        return std::move(found);
    }));
    return proof.refusal ? Result<void>{*proof.refusal} : Result<void>{};
}

}  // namespace motcua::staff
