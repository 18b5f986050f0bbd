#include "server/store/staff.hpp"

#include "server/store/sqlite/gateway.hpp"

namespace motcua::store {
namespace {

#define MOTCUA_ACCOUNTS "SELECT id, user, name, office, role, demo, language, disabled, password_hash <> '' FROM staff "
constexpr std::string_view all_accounts = MOTCUA_ACCOUNTS "ORDER BY office, user";
constexpr std::string_view one_account = MOTCUA_ACCOUNTS "WHERE id=?";
#undef MOTCUA_ACCOUNTS

StaffAccount read(const Statement& row) {
    return {.id = row.text(0),
            .user = row.text(1),
            .name = row.text(2),
            .office = row.text(3),
            .role = row.text(4),
            .language = row.text(6),
            .demo = row.integer(5) != 0,
            .disabled = row.integer(7) != 0,
            .active = row.integer(8) != 0};
}

class SqliteStaff final : public On<Staff> {
public:
    using On::On;

    void add(const StaffAccount& account, const StaffSecrets& secrets) override {
        sql("INSERT INTO staff(id, user, name, office, role, password_hash, totp, language, demo, disabled, created_at) "
            "VALUES(?,?,?,?,?,?,?,?,?,?,?)")
            .bind(1, account.id)
            .bind(2, account.user)
            .bind(3, account.name)
            .bind(4, account.office)
            .bind(5, account.role)
            .bind(6, secrets.password_hash)
            .bind_blob(7, secrets.totp)
            .bind(8, account.language)
            .bind(9, account.demo ? 1 : 0)
            .bind(10, account.disabled ? 1 : 0)
            .bind(11, now())
            .run();
    }
    [[nodiscard]] std::optional<StaffAccount> find(std::string_view id) const override {
        auto row = sql(one_account);
        if (!row.bind(1, id).step()) return std::nullopt;
        return read(row);
    }
    [[nodiscard]] std::optional<std::string> id_of(std::string_view user) const override {
        auto row = sql("SELECT id FROM staff WHERE user=?");
        return row.bind(1, user).step() ? std::optional(row.text(0)) : std::nullopt;
    }
    [[nodiscard]] std::optional<StaffSecrets> secrets_of(std::string_view id) const override {
        auto row = sql("SELECT password_hash, totp FROM staff WHERE id=?");
        if (!row.bind(1, id).step()) return std::nullopt;
        return StaffSecrets{.password_hash = row.text(0), .totp = row.text(1)};
    }
    [[nodiscard]] std::vector<StaffAccount> all() const override {
        auto rows = sql(all_accounts);
        return read_all(rows, read);
    }
    void set_secrets(std::string_view id, const StaffSecrets& secrets) override {
        sql("UPDATE staff SET password_hash=?, totp=? WHERE id=?").bind(1, secrets.password_hash).bind_blob(2, secrets.totp).bind(3, id).run();
    }
    void disable(std::string_view id) override { sql("UPDATE staff SET disabled=1 WHERE id=?").bind(1, id).run(); }
    [[nodiscard]] std::int64_t last_code(std::string_view id) const override {
        auto last = sql("SELECT COALESCE(MAX(counter),0) FROM totp_used WHERE staff=?");
        last.bind(1, id).step();
        return last.integer(0);
    }
    void code_used(std::string_view id, std::int64_t code) override {
        sql("INSERT INTO totp_used(staff, counter, at) VALUES(?,?,?)").bind(1, id).bind(2, code).bind(3, now()).run();
    }
};

}  // namespace

template <>
std::unique_ptr<Staff> make_gateway<Staff>(const SqliteTransaction& tx) {
    return std::make_unique<SqliteStaff>(tx);
}

}  // namespace motcua::store
