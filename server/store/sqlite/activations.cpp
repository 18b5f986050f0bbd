#include "server/store/activations.hpp"

#include "server/store/sqlite/gateway.hpp"

namespace motcua::store {
namespace {

class SqliteActivations final : public On<Activations> {
public:
    using On::On;

    void put(const Activation& activation) override {
        sql("INSERT INTO activations(staff, code, expires_at, password_hash, totp) VALUES(?,?,?,?,?) ON CONFLICT(staff) DO UPDATE SET "
            "code = excluded.code, expires_at = excluded.expires_at, password_hash = excluded.password_hash, totp = excluded.totp")
            .bind(1, activation.staff)
            .bind(2, activation.code)
            .bind(3, activation.expires_at)
            .bind(4, activation.chosen.password_hash)
            .bind_blob(5, activation.chosen.totp)
            .run();
    }
    [[nodiscard]] std::optional<Activation> of(std::string_view staff) const override {
        auto row = sql("SELECT staff, code, expires_at, password_hash, totp FROM activations WHERE staff = ?");
        if (!row.bind(1, staff).step()) return std::nullopt;
        return Activation{.staff = row.text(0),
                          .code = row.text(1),
                          .expires_at = row.integer(2),
                          .chosen = {.password_hash = row.text(3), .totp = row.text(4)}};
    }
    void choose(std::string_view staff, const StaffSecrets& chosen) override {
        sql("UPDATE activations SET password_hash = ?, totp = ? WHERE staff = ?")
            .bind(1, chosen.password_hash)
            .bind_blob(2, chosen.totp)
            .bind(3, staff)
            .run();
    }
    void remove(std::string_view staff) override { sql("DELETE FROM activations WHERE staff = ?").bind(1, staff).run(); }
    void forget_ended() override { sql("DELETE FROM activations WHERE expires_at <= ?").bind(1, now()).run(); }
};

}  // namespace

template <>
std::unique_ptr<Activations> make_gateway<Activations>(const SqliteTransaction& tx) {
    return std::make_unique<SqliteActivations>(tx);
}

}  // namespace motcua::store
