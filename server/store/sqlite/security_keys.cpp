#include "server/store/security_keys.hpp"

#include "server/store/sqlite/gateway.hpp"

namespace motcua::store {
namespace {

#define MOTCUA_KEYS \
    "SELECT id, staff, handle, credential, public_key, name, algorithm, counter, added_at, used_at FROM security_keys "
constexpr std::string_view one = MOTCUA_KEYS "WHERE handle = ?";
constexpr std::string_view of_one_account = MOTCUA_KEYS "WHERE staff = ? ORDER BY added_at, id";
#undef MOTCUA_KEYS

SecurityKey read(const Statement& row) {
    SecurityKey out{.id = row.text(0),
                    .staff = row.text(1),
                    .handle = row.text(2),
                    .credential = row.text(3),
                    .public_key = row.text(4),
                    .name = row.text(5),
                    .algorithm = static_cast<int>(row.integer(6)),
                    .counter = static_cast<std::uint32_t>(row.integer(7)),
                    .added_at = row.integer(8)};
    if (!row.is_null(9)) out.used_at = row.integer(9);
    return out;
}

class SqliteSecurityKeys final : public On<SecurityKeys> {
public:
    using On::On;

    void add(const SecurityKey& key) override {
        sql("INSERT INTO security_keys(id, staff, handle, credential, public_key, name, algorithm, counter, added_at) "
            "VALUES(?,?,?,?,?,?,?,?,?)")
            .bind(1, key.id)
            .bind(2, key.staff)
            .bind(3, key.handle)
            .bind_blob(4, key.credential)
            .bind_blob(5, key.public_key)
            .bind_blob(6, key.name)
            .bind(7, key.algorithm)
            .bind(8, key.counter)
            .bind(9, now())
            .run();
    }
    [[nodiscard]] std::optional<SecurityKey> find(std::string_view handle) const override {
        auto row = sql(one);
        row.bind(1, handle);
        return row.step() ? std::optional(read(row)) : std::nullopt;
    }
    [[nodiscard]] std::vector<SecurityKey> of_staff(std::string_view staff) const override {
        auto rows = sql(of_one_account);
        rows.bind(1, staff);
        return read_all(rows, read);
    }
    void used(std::string_view id, std::uint32_t counter) override {
        sql("UPDATE security_keys SET counter = ?, used_at = ? WHERE id = ?").bind(1, counter).bind(2, now()).bind(3, id).run();
    }
    [[nodiscard]] bool remove(std::string_view id, std::string_view staff) override {
        auto row = sql("DELETE FROM security_keys WHERE id = ? AND staff = ? RETURNING id");
        row.bind(1, id).bind(2, staff);
        return row.step();
    }
    void remove_all(std::string_view staff) override {
        sql("DELETE FROM security_keys WHERE staff = ?").bind(1, staff).run();
        sql("DELETE FROM key_challenges WHERE staff = ?").bind(1, staff).run();
    }

    void ask(const KeyChallenge& challenge) override {
        sql("INSERT INTO key_challenges(id, purpose, staff, session, expires_at) VALUES(?,?,?,?,?)")
            .bind(1, challenge.id)
            .bind(2, challenge.purpose)
            .bind(3, challenge.staff)
            .bind(4, challenge.session)
            .bind(5, challenge.expires_at)
            .run();
    }
    [[nodiscard]] std::optional<KeyChallenge> take(std::string_view id) override {
        auto row = sql("DELETE FROM key_challenges WHERE id = ? RETURNING id, purpose, staff, session, expires_at");
        row.bind(1, id);
        if (!row.step()) return std::nullopt;
        return KeyChallenge{.id = row.text(0), .purpose = row.text(1), .staff = row.text(2), .session = row.text(3), .expires_at = row.integer(4)};
    }
    void forget_ended() override { sql("DELETE FROM key_challenges WHERE expires_at <= ?").bind(1, now()).run(); }
};

}  // namespace

template <>
std::unique_ptr<SecurityKeys> make_gateway<SecurityKeys>(const SqliteTransaction& tx) {
    return std::make_unique<SqliteSecurityKeys>(tx);
}

}  // namespace motcua::store
