#include "server/staff/activation.hpp"

#include "server/intake/session.hpp"
#include "server/keys/keyring.hpp"
#include "server/staff/activation_code.hpp"
#include "server/staff/codes.hpp"
#include "server/staff/password.hpp"
#include "server/staff/totp.hpp"
#include "server/staff/verdict.hpp"
#include "server/store/activations.hpp"
#include "server/store/security_keys.hpp"
#include "server/store/staff.hpp"
#include "shared/base/json.hpp"

namespace motcua::staff {
namespace {

/// Of the code and whose it is: another account's code is worth nothing.
std::string hashed(const keys::Keyring& keys, std::string_view staff, std::string_view code) {
    return keys::hex(keys.mac("activation", std::string(staff) + ":" + std::string(code)));
}

keys::Place place(const std::string& record, std::string_view staff) {
    return {.record = record, .table = "activations", .column = "totp", .row = staff};
}

std::string issue(const store::Transaction& tx, const keys::Keyring& keys, std::string_view staff) {
    tx.activations().forget_ended();
    std::string code = make_activation_code();
    tx.activations().put({.staff = std::string(staff),
                          .code = hashed(keys, staff, read_activation_code(code)),
                          .expires_at = tx.now() + activation_life});
    return code;
}

Result<Account> open_account(const store::Transaction& tx, std::string_view user) {
    const auto id = tx.staff().id_of(user);
    if (!id) return ErrorCode::staff_user_unknown;
    auto account = *find(tx, *id);
    return account.disabled ? Result<Account>(ErrorCode::staff_disabled) : Result<Account>(std::move(account));
}

Result<Account> checker_of(const store::Transaction& tx, std::string_view user, const Account& lost) {
    const auto account = open_account(tx, user);
    const bool fit = account.ok() && account->active && account->role == StaffRole::supervisor && account->id != lost.id;
    return fit ? account : Result<Account>(ErrorCode::staff_checker);
}

void note(const store::Transaction& tx, std::string_view actor, std::string_view action, std::string_view staff, std::string detail = {}) {
    tx.audit({.actor = std::string(actor), .action = std::string(action), .subject = std::string(staff), .detail = std::move(detail)});
}

// --- judging a code
/// The account and what it has chosen so far, if the code is its own and alive. Finding out costs the same whatever is wrong.
struct Holder {
    std::string id{"unknown"};
    std::optional<Account> account{};  ///< none: the code is not good
    store::StaffSecrets chosen{};
};
Holder judge(const store::Transaction& tx, const keys::Keyring& keys, const Activating& who) {
    Holder out{.id = tx.staff().id_of(who.user).value_or("unknown")};
    const auto account = find(tx, out.id);
    const auto kept = tx.activations().of(out.id);
    const std::string typed = read_activation_code(who.code), given = hashed(keys, out.id, typed), none = hashed(keys, out.id, "none");
    const bool fits = keys::same_secret(kept ? kept->code : none, given);
    if (!fits || !kept || typed.empty() || tx.now() >= kept->expires_at || !account || account->disabled) return out;
    out.account = account;
    out.chosen = kept->chosen;
    return out;
}

void refuse(const store::Transaction& tx, const Buckets& buckets, std::string_view id) {
    count_failure(tx, buckets);
    note(tx, "anyone", "staff.activation_failed", id);
}

Result<void> counted(store::Store& db, const Buckets& buckets, Limits limits) {
    return db.write<void>([&](store::Transaction& tx) { return count_attempt(tx, buckets, limits); });
}

// --- the halves
/// The secret that the account will have, kept aside with the password.
std::string set_aside(const store::Transaction& tx, const keys::Keyring& keys, const std::string& staff, const std::string& password_hash) {
    std::string secret = keys::random_bytes(totp_secret_bytes);
    const std::string record = record_of(staff);
    tx.activations().choose(staff, {.password_hash = password_hash, .totp = keys.seal(tx, place(record, staff), secret)});
    return secret;
}

Account make_active(const store::Transaction& tx, const keys::Keyring& keys, const Holder& holder, std::string_view totp) {
    put_secrets(tx, keys, holder.id, holder.chosen.password_hash, totp);
    tx.activations().remove(holder.id);
    note(tx, "officer:" + holder.id, "staff.activated", holder.id);
    return *find(tx, holder.id);
}

}  // namespace

Result<Invited> invite(store::Store& db, const keys::Keyring& keys, const rules::Rulebook& book, const NewAccount& account) {
    MOTCUA_TRY(added, add(db, keys, book, account));
    MOTCUA_TRY(code, reissue(db, keys, added.user));
    return Invited{.account = std::move(added), .code = std::move(code)};
}

Result<std::string> reissue(store::Store& db, const keys::Keyring& keys, std::string_view user) {
    return db.write<std::string>([&](store::Transaction& tx) -> Result<std::string> {
        MOTCUA_TRY(account, open_account(tx, user));
        if (account.active) return ErrorCode::staff_active;
        note(tx, "admin", "staff.code_issued", account.id);
        return issue(tx, keys, account.id);
    });
}

Result<std::string> recover(store::Store& db, const keys::Keyring& keys, std::string_view user, std::string_view checker) {
    return db.write<std::string>([&](store::Transaction& tx) -> Result<std::string> {
        MOTCUA_TRY(account, open_account(tx, user));
        MOTCUA_TRY(checked_by, checker_of(tx, checker, account));
        put_secrets(tx, keys, account.id, {}, {});
        tx.security_keys().remove_all(account.id);
        intake::end_sessions_of(tx, keys, account.id);
        note(tx, "admin", "staff.recovered", account.id, dump_json({{"identityCheckedBy", checked_by.id}}));
        return issue(tx, keys, account.id);
    });
}

Result<std::string> begin_activation(store::Store& db, const keys::Keyring& keys, const Activating& who, std::string_view password,
                                     Limits limits) {
    MOTCUA_CHECK(judge_password(password, who.user));  // tells nothing about accounts: it looks at what was typed only
    const Buckets buckets = buckets_of(keys, who.user, who.remote_address);
    MOTCUA_CHECK(counted(db, buckets, limits));
    MOTCUA_TRY(hash, hash_password(password));  // the costly part, before anybody knows whether the code is right
    return outcome(db.write<Verdict<std::string>>([&](store::Transaction& tx) -> Result<Verdict<std::string>> {
        tx.activations().forget_ended();
        const Holder holder = judge(tx, keys, who);
        if (!holder.account) {
            refuse(tx, buckets, holder.id);
            return deny<std::string>({.code = ErrorCode::staff_activation});
        }
        if (const auto fit = judge_password(password, who.user, holder.account->name); !fit.ok())
            return deny<std::string>(fit.error());
        note(tx, "anyone", "staff.activation_begun", holder.id);
        return grant(set_aside(tx, keys, holder.id, hash));
    }));
}

Result<Account> activate(store::Store& db, const keys::Keyring& keys, const Activating& who, std::string_view totp, Limits limits) {
    const Buckets buckets = buckets_of(keys, who.user, who.remote_address);
    MOTCUA_CHECK(counted(db, buckets, limits));
    return outcome(db.write<Verdict<Account>>([&](store::Transaction& tx) -> Result<Verdict<Account>> {
        const Holder holder = judge(tx, keys, who);
        if (!holder.account || holder.chosen.password_hash.empty()) {
            refuse(tx, buckets, holder.id);
            return deny<Account>({.code = ErrorCode::staff_activation});
        }
        const std::string record = record_of(holder.id);
        MOTCUA_TRY(secret, keys.unseal(tx, place(record, holder.id), holder.chosen.totp));
        if (!take_code(tx, holder.id, secret, totp)) {
            refuse(tx, buckets, holder.id);
            return deny<Account>({.code = ErrorCode::staff_code});
        }
        forgive(tx, buckets);
        return grant(make_active(tx, keys, holder, secret));
    }));
}

}  // namespace motcua::staff
