#include "server/store/verifications.hpp"

#include "server/store/sqlite/gateway.hpp"

namespace motcua::store {
namespace {

class SqliteVerifications final : public On<Verifications> {
public:
    using On::On;

    void save(std::string_view reference, std::string_view officer, const Verification& verification) override {
        sql("INSERT INTO verifications(reference, result, decision, officer, at) VALUES(?,?,?,?,?) ON CONFLICT(reference) DO "
            "UPDATE SET "
            "result=excluded.result, decision=excluded.decision, officer=excluded.officer, at=excluded.at")
            .bind(1, reference)
            .bind_blob(2, verification.result)
            .bind(3, verification.decision)
            .bind(4, officer)
            .bind(5, now())
            .run();
    }
    [[nodiscard]] std::optional<Verification> find(std::string_view reference) const override {
        auto row = sql("SELECT result, decision, at FROM verifications WHERE reference=?");
        if (!row.bind(1, reference).step()) return std::nullopt;
        return Verification{.result = row.text(0), .decision = row.text(1), .at = row.integer(2)};
    }
    [[nodiscard]] std::optional<std::string> decision_of(std::string_view reference) const override {
        auto row = sql("SELECT decision FROM verifications WHERE reference=?");
        return row.bind(1, reference).step() ? std::optional(row.text(0)) : std::nullopt;
    }
    void erase(std::string_view reference) override {
        sql("DELETE FROM verifications WHERE reference=?").bind(1, reference).run();
    }
};

}  // namespace

template <>
std::unique_ptr<Verifications> make_gateway<Verifications>(const SqliteTransaction& tx) {
    return std::make_unique<SqliteVerifications>(tx);
}

}  // namespace motcua::store
