#include "server/store/codes.hpp"

#include <array>

#include "server/store/sqlite/gateway.hpp"

namespace motcua::store {
namespace {

constexpr std::array<std::string_view, 4> states{"open", "used", "burnt", "replaced"};

std::string_view text(CodeState state) { return states[static_cast<std::size_t>(state)]; }
CodeState state_from(std::string_view name) {
    for (std::size_t i = 0; i < states.size(); ++i)
        if (states[i] == name) return static_cast<CodeState>(i);
    throw StoreFailure("a code has a state that nobody knows");
}

class SqliteCodes final : public On<Codes> {
public:
    using On::On;

    void add(const Code& code) override {
        sql("INSERT INTO otp(id, phone_index, phone, code_mac, language, created_at, expires_at, tries, state) "
            "VALUES(?,?,?,?,?,?,?,?,?)")
            .bind(1, code.id)
            .bind(2, code.phone_index)
            .bind_blob(3, code.phone)
            .bind_blob(4, code.mac)
            .bind(5, code.language)
            .bind(6, now())
            .bind(7, code.expires_at)
            .bind(8, code.tries)
            .bind(9, text(code.state))
            .run();
    }
    [[nodiscard]] std::optional<Code> find(std::string_view id) const override {
        auto row = sql("SELECT id, phone_index, phone, code_mac, language, expires_at, tries, state FROM otp WHERE id = ?");
        row.bind(1, id);
        if (!row.step()) return std::nullopt;
        return Code{.id = row.text(0),
                    .phone_index = row.text(1),
                    .phone = row.text(2),
                    .mac = row.text(3),
                    .language = row.text(4),
                    .expires_at = row.integer(5),
                    .tries = static_cast<int>(row.integer(6)),
                    .state = state_from(row.text(7))};
    }
    void replace_open(std::string_view phone_index) override {
        sql("UPDATE otp SET state = 'replaced' WHERE phone_index = ? AND state = 'open'").bind(1, phone_index).run();
    }
    void guessed(std::string_view id, int tries, CodeState state) override {
        sql("UPDATE otp SET tries = ?, state = ? WHERE id = ?").bind(1, tries).bind(2, text(state)).bind(3, id).run();
    }
    [[nodiscard]] std::vector<std::string> made_before(Millis instant) const override {
        auto rows = sql("SELECT id FROM otp WHERE created_at < ? LIMIT ?");
        rows.bind(1, instant).bind(2, codes_listed);
        return texts(rows);
    }
    void erase(std::string_view id) override { sql("DELETE FROM otp WHERE id = ?").bind(1, id).run(); }
};

}  // namespace

template <>
std::unique_ptr<Codes> make_gateway<Codes>(const SqliteTransaction& tx) {
    return std::make_unique<SqliteCodes>(tx);
}

}  // namespace motcua::store
