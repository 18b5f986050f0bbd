#include "server/staff/sign_in.hpp"

#include "server/keys/keyring.hpp"
#include "server/staff/codes.hpp"
#include "server/staff/password.hpp"
#include "server/staff/totp.hpp"
#include "server/staff/verdict.hpp"
#include "server/store/staff.hpp"
#include "shared/base/json.hpp"

namespace motcua::staff {
namespace {

struct Known {
    std::string id, hash;
    bool usable = false;
};

Known look_up(const store::Transaction& tx, std::string_view user) {
    const auto id = tx.staff().id_of(user);
    if (!id) return {.id = "unknown", .hash = std::string(decoy_hash())};
    const auto account = tx.staff().find(*id);
    if (!account->active) return {.id = *id, .hash = std::string(decoy_hash())};
    return {.id = *id, .hash = tx.staff().secrets_of(*id)->password_hash, .usable = !account->disabled};
}

/// Hashing takes a while: the account may have been closed or recovered meanwhile.
bool still_so(const store::Transaction& tx, std::string_view user, const Known& known) {
    const Known present = look_up(tx, user);
    return known.usable && present.usable && present.id == known.id && present.hash == known.hash;
}

Result<Known> begin(store::Store& db, const SignIn& attempt, const Buckets& buckets, Limits limits) {
    return db.write<Known>([&](store::Transaction& tx) -> Result<Known> {
        MOTCUA_CHECK(count_attempt(tx, buckets, limits));
        return look_up(tx, attempt.user);
    });
}

/// The account's TOTP secret; of one that nobody may use, or that was recovered meanwhile, one that is nobody's.
Result<std::string> secret_for(store::Store& db, const keys::Keyring& keys, std::string_view user, const Known& known) {
    std::string nobodys(totp_secret_bytes, '\0');
    if (!known.usable) return nobodys;
    auto found = secret_of(db, keys, user);
    if (found.ok()) return std::move(found->totp);
    return found.error().code == ErrorCode::staff_inactive ? Result<std::string>(std::move(nobodys)) : Result<std::string>(found.error());
}

Account admit(const store::Transaction& tx, std::string_view id, const Buckets& buckets, std::string_view factor) {
    forgive(tx, buckets);
    tx.audit({.actor = "officer:" + std::string(id),
              .action = "staff.signed_in",
              .subject = std::string(id),
              .detail = dump_json({{"factor", factor}})});
    return *find(tx, id);
}

void refuse(const store::Transaction& tx, std::string_view id, const Buckets& buckets) {
    count_failure(tx, buckets);
    tx.audit({.actor = "anyone", .action = "staff.sign_in_failed", .subject = std::string(id)});
}

}  // namespace

Result<Account> sign_in(store::Store& db, const keys::Keyring& keys, const SignIn& attempt, Limits limits) {
    const Buckets buckets = buckets_of(keys, attempt.user, attempt.remote_address);
    MOTCUA_TRY(known, begin(db, attempt, buckets, limits));
    MOTCUA_TRY(right, verify_password(known.hash, std::string_view(attempt.password).substr(0, max_password)));
    MOTCUA_TRY(secret, secret_for(db, keys, attempt.user, known));
    return outcome(db.write<Verdict<Account>>([&](store::Transaction& tx) -> Result<Verdict<Account>> {
        if (right && still_so(tx, attempt.user, known) && take_code(tx, known.id, secret, attempt.code))
            return grant(admit(tx, known.id, buckets, "code"));
        refuse(tx, known.id, buckets);
        return deny<Account>({.code = ErrorCode::staff_sign_in});
    }));
}

Result<KeyQuestion> ask_key_at_sign_in(store::Store& db, const keys::Keyring& keys, const SignIn& attempt, Limits limits) {
    const Buckets buckets = buckets_of(keys, attempt.user, attempt.remote_address);
    MOTCUA_TRY(known, begin(db, attempt, buckets, limits));
    MOTCUA_TRY(right, verify_password(known.hash, std::string_view(attempt.password).substr(0, max_password)));
    return outcome(db.write<Verdict<KeyQuestion>>([&](store::Transaction& tx) -> Result<Verdict<KeyQuestion>> {
        if (!right || !still_so(tx, attempt.user, known)) {
            refuse(tx, known.id, buckets);
            return deny<KeyQuestion>({.code = ErrorCode::staff_sign_in});
        }
        tx.audit({.actor = "anyone", .action = "staff.key_asked", .subject = known.id});  // the password was right
        auto question = ask_key(tx, keys, {.purpose = Purpose::sign_in, .staff = known.id});
        return question.ok() ? grant(std::move(*question)) : deny<KeyQuestion>(question.error());
    }));
}

Result<Account> sign_in_with_key(store::Store& db, const keys::Keyring& keys, const RelyingParty& party, const Assertion& given,
                                 std::string_view remote_address) {
    return outcome(db.write<Verdict<Account>>([&](store::Transaction& tx) -> Result<Verdict<Account>> {
        MOTCUA_TRY(proof, prove(tx, keys, party, {.purpose = Purpose::sign_in}, given));
        const Error refusal = proof.refusal.value_or(Error{.code = ErrorCode::staff_key_refused});
        const auto account = find(tx, proof.staff);
        if (!account) return deny<Account>(refusal);  // nobody was asked this: there is nothing to count or to write
        const Buckets buckets = buckets_of(keys, account->user, remote_address);
        if (!proof.refusal && !account->disabled && account->active) return grant(admit(tx, account->id, buckets, "key"));
        refuse(tx, account->id, buckets);
        return deny<Account>(refusal);
    }));
}

}  // namespace motcua::staff
