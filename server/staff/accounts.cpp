#include "server/staff/accounts.hpp"

#include <algorithm>

#include "server/keys/keyring.hpp"
#include "server/staff/password.hpp"
#include "server/staff/totp.hpp"

namespace motcua::staff {
namespace {

constexpr std::string_view columns = "SELECT id, user, name, office, role, demo, language, disabled FROM staff ";

Account read_account(const store::Statement& row) {
    return {.id = row.text(0),
            .user = row.text(1),
            .name = row.text(2),
            .office = row.text(3),
            .role = parse_role(row.text(4)).value_or(StaffRole::officer),
            .origin = row.integer(5) != 0 ? Origin::demo : Origin::real,
            .language = row.text(6),
            .disabled = row.integer(7) != 0};
}

// No capitals and no accents: two accounts must not look alike in an audit row.
bool good_user(std::string_view user) {
    return user.size() >= 3 && user.size() <= 40 && std::all_of(user.begin(), user.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
           });
}

std::string record_of(std::string_view id) { return "staff:" + std::string(id); }

keys::Place totp_place(std::string_view record, std::string_view id) {
    return {.record = record, .table = "staff", .column = "totp", .row = id};
}

Result<Account> insert(store::Transaction& tx, const keys::Keyring& keys, const NewAccount& account, std::string_view hash) {
    auto taken = tx.sql("SELECT 1 FROM staff WHERE user=?");
    if (taken.bind(1, account.user).step()) return ErrorCode::staff_user_exists;
    const std::string id = keys::hex(keys::random_bytes(8));
    const std::string secret = account.totp_secret.empty() ? keys::random_bytes(totp_secret_bytes) : account.totp_secret;
    const std::string record = record_of(id);
    const std::string sealed = keys.seal(tx, totp_place(record, id), secret);
    tx.sql(
          "INSERT INTO staff(id, user, name, office, role, password_hash, totp, language, demo, created_at) "
          "VALUES(?,?,?,?,?,?,?,?,?,?)")
        .bind(1, id)
        .bind(2, account.user)
        .bind(3, account.name)
        .bind(4, account.office)
        .bind(5, text(account.role))
        .bind(6, hash)
        .bind_blob(7, sealed)
        .bind(8, account.language)
        .bind(9, account.origin == Origin::demo ? 1 : 0)
        .bind(10, tx.now())
        .run();
    tx.audit({.actor = "admin", .action = "staff.added", .subject = id});
    return *find(tx, id);
}

void end_sessions(const store::Transaction& tx, const keys::Keyring& keys, const std::string& id) {
    auto rows = tx.sql("SELECT id FROM sessions WHERE subject=?");
    rows.bind(1, id);
    while (rows.step()) keys.destroy(tx, "session:" + rows.text(0));
    tx.sql("DELETE FROM sessions WHERE subject=?").bind(1, id).run();
}

}  // namespace

std::string_view text(StaffRole role) { return role == StaffRole::supervisor ? "supervisor" : "officer"; }

std::optional<StaffRole> parse_role(std::string_view name) {
    if (name == "officer") return StaffRole::officer;
    if (name == "supervisor") return StaffRole::supervisor;
    return std::nullopt;
}

Result<Account> add(store::Database& db, const keys::Keyring& keys, const rules::Rulebook& book, const NewAccount& account) {
    if (!good_user(account.user)) return ErrorCode::staff_user_format;
    if (!rules::find_office(book, account.office)) return ErrorCode::staff_office_unknown;
    MOTCUA_CHECK(judge_password(account.password, account.user, account.name));
    MOTCUA_TRY(hash, hash_password(account.password));
    return db.write<Account>([&](store::Transaction& tx) { return insert(tx, keys, account, hash); });
}

Result<std::vector<Account>> list(store::Database& db) {
    return db.read<std::vector<Account>>([](store::Transaction& tx) -> Result<std::vector<Account>> {
        std::vector<Account> out;
        auto rows = tx.sql(std::string(columns) + "ORDER BY office, user");
        while (rows.step()) out.push_back(read_account(rows));
        return out;
    });
}

Result<void> disable(store::Database& db, const keys::Keyring& keys, std::string_view user) {
    return db.write<void>([&](store::Transaction& tx) -> Result<void> {
        auto row = tx.sql("SELECT id FROM staff WHERE user=?");
        if (!row.bind(1, user).step()) return ErrorCode::staff_user_unknown;
        const std::string id = row.text(0);
        tx.sql("UPDATE staff SET disabled=1 WHERE id=?").bind(1, id).run();
        end_sessions(tx, keys, id);
        tx.audit({.actor = "admin", .action = "staff.disabled", .subject = id});
        return {};
    });
}

std::optional<Account> find(const store::Transaction& tx, std::string_view id) {
    auto row = tx.sql(std::string(columns) + "WHERE id=?");
    if (!row.bind(1, id).step()) return std::nullopt;
    return read_account(row);
}

Result<Secret> secret_of(store::Database& db, const keys::Keyring& keys, std::string_view user) {
    return db.read<Secret>([&](store::Transaction& tx) -> Result<Secret> {
        auto row = tx.sql("SELECT id, totp FROM staff WHERE user=?");
        if (!row.bind(1, user).step()) return ErrorCode::staff_user_unknown;
        const std::string id = row.text(0), record = record_of(id);
        MOTCUA_TRY(totp, keys.unseal(tx, totp_place(record, id), row.text(1)));
        return Secret{.account = *find(tx, id), .totp = std::move(totp)};
    });
}

}  // namespace motcua::staff
