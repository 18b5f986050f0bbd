#include "server/staff/accounts.hpp"

#include <algorithm>

#include "server/intake/session.hpp"
#include "server/keys/keyring.hpp"
#include "server/staff/password.hpp"
#include "server/staff/totp.hpp"
#include "server/store/activations.hpp"
#include "server/store/staff.hpp"

namespace motcua::staff {
namespace {

Account opened(store::StaffAccount&& from) {
    return {.id = std::move(from.id),
            .user = std::move(from.user),
            .name = std::move(from.name),
            .office = std::move(from.office),
            .role = parse_role(from.role).value_or(StaffRole::officer),
            .origin = from.demo ? Origin::demo : Origin::real,
            .language = std::move(from.language),
            .disabled = from.disabled,
            .active = from.active};
}

// No capitals and no accents: two accounts must not look alike in an audit row.
bool good_user(std::string_view user) {
    return user.size() >= 3 && user.size() <= 40 && std::all_of(user.begin(), user.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
           });
}

keys::Place totp_place(std::string_view record, std::string_view id) {
    return {.record = record, .table = "staff", .column = "totp", .row = id};
}

/// Empty for an account that is to be activated.
Result<std::string> hash_of(const NewAccount& account) {
    if (account.password.empty()) return std::string();
    MOTCUA_CHECK(judge_password(account.password, account.user, account.name));
    return hash_password(account.password);
}

Result<Account> insert(store::Transaction& tx, const keys::Keyring& keys, const NewAccount& account, std::string_view hash) {
    if (tx.staff().id_of(account.user)) return ErrorCode::staff_user_exists;
    const std::string id = keys::hex(keys::random_bytes(8));
    tx.staff().add({.id = id,
                    .user = account.user,
                    .name = account.name,
                    .office = account.office,
                    .role = std::string(text(account.role)),
                    .language = account.language,
                    .demo = account.origin == Origin::demo},
                   {});
    if (!hash.empty())
        put_secrets(tx, keys, id, hash, account.totp_secret.empty() ? keys::random_bytes(totp_secret_bytes) : account.totp_secret);
    tx.audit({.actor = "admin", .action = "staff.added", .subject = id});
    return *find(tx, id);
}

}  // namespace

std::string record_of(std::string_view id) { return "staff:" + std::string(id); }

std::string_view text(StaffRole role) { return role == StaffRole::supervisor ? "supervisor" : "officer"; }

std::optional<StaffRole> parse_role(std::string_view name) {
    if (name == "officer") return StaffRole::officer;
    if (name == "supervisor") return StaffRole::supervisor;
    return std::nullopt;
}

Result<Account> add(store::Store& db, const keys::Keyring& keys, const rules::Rulebook& book, const NewAccount& account) {
    if (!good_user(account.user)) return ErrorCode::staff_user_format;
    if (!rules::find_office(book, account.office)) return ErrorCode::staff_office_unknown;
    MOTCUA_TRY(hash, hash_of(account));
    return db.write<Account>([&](store::Transaction& tx) { return insert(tx, keys, account, hash); });
}

Result<std::vector<Account>> list(store::Store& db) {
    return db.read<std::vector<Account>>([](store::Transaction& tx) -> Result<std::vector<Account>> {
        std::vector<Account> out;
        for (auto& account : tx.staff().all()) out.push_back(opened(std::move(account)));
        return out;
    });
}

Result<void> disable(store::Store& db, const keys::Keyring& keys, std::string_view user) {
    return db.write<void>([&](store::Transaction& tx) -> Result<void> {
        const auto id = tx.staff().id_of(user);
        if (!id) return ErrorCode::staff_user_unknown;
        tx.staff().disable(*id);
        tx.activations().remove(*id);
        intake::end_sessions_of(tx, keys, *id);
        tx.audit({.actor = "admin", .action = "staff.disabled", .subject = *id});
        return {};
    });
}

void put_secrets(const store::Transaction& tx, const keys::Keyring& keys, std::string_view id, std::string_view password_hash,
                 std::string_view totp) {
    const std::string record = record_of(id);
    const std::string sealed = totp.empty() ? std::string() : keys.seal(tx, totp_place(record, id), totp);
    tx.staff().set_secrets(id, {.password_hash = std::string(password_hash), .totp = sealed});
}

std::optional<Account> find(const store::Transaction& tx, std::string_view id) {
    auto found = tx.staff().find(id);
    if (!found) return std::nullopt;
    return opened(std::move(*found));
}

Result<Secret> secret_of(store::Store& db, const keys::Keyring& keys, std::string_view user) {
    return db.read<Secret>([&](store::Transaction& tx) -> Result<Secret> {
        const auto id = tx.staff().id_of(user);
        if (!id) return ErrorCode::staff_user_unknown;
        auto account = *find(tx, *id);
        if (!account.active) return ErrorCode::staff_inactive;
        const std::string record = record_of(*id);
        MOTCUA_TRY(totp, keys.unseal(tx, totp_place(record, *id), tx.staff().secrets_of(*id)->totp));
        return Secret{.account = std::move(account), .totp = std::move(totp)};
    });
}

}  // namespace motcua::staff
