#include "server/store/comparisons.hpp"

#include "server/store/sqlite/gateway.hpp"

namespace motcua::store {
namespace {

class SqliteComparisons final : public On<Comparisons> {
public:
    using On::On;

    [[nodiscard]] std::optional<Comparison> find(std::string_view reference) const override {
        auto row = sql("SELECT mrz, result FROM comparisons WHERE reference=?");
        if (!row.bind(1, reference).step()) return std::nullopt;
        return Comparison{.mrz = row.text(0), .result = row.text(1)};
    }
    void save(std::string_view reference, std::string_view officer, const Comparison& comparison) override {
        sql("INSERT INTO comparisons(reference, mrz, result, officer, at) VALUES(?,?,?,?,?) ON CONFLICT(reference) DO UPDATE SET "
            "mrz=excluded.mrz, result=excluded.result, officer=excluded.officer, at=excluded.at")
            .bind(1, reference)
            .bind_blob(2, comparison.mrz)
            .bind_blob(3, comparison.result)
            .bind(4, officer)
            .bind(5, now())
            .run();
    }
    [[nodiscard]] std::vector<Choice> choices(std::string_view reference) const override {
        auto rows = sql("SELECT field, accept, reason FROM differences WHERE reference=? ORDER BY field");
        rows.bind(1, reference);
        return read_all(rows, [](const Statement& row) {
            return Choice{.field = row.text(0), .source = row.text(1), .reason = row.text(2)};
        });
    }
    void choose(std::string_view reference, std::string_view officer, const Choice& choice) override {
        sql("INSERT INTO differences(reference, field, accept, reason, officer, at) VALUES(?,?,?,?,?,?) ON CONFLICT(reference, "
            "field) "
            "DO UPDATE SET accept=excluded.accept, reason=excluded.reason, officer=excluded.officer, at=excluded.at")
            .bind(1, reference)
            .bind(2, choice.field)
            .bind(3, choice.source)
            .bind_blob(4, choice.reason)
            .bind(5, officer)
            .bind(6, now())
            .run();
    }
    void forget_choice(std::string_view reference, std::string_view field) override {
        sql("DELETE FROM differences WHERE reference=? AND field=?").bind(1, reference).bind(2, field).run();
    }
    [[nodiscard]] std::string mark(std::string_view reference) const override {
        auto row = sql("SELECT group_concat(field || accept || at) FROM differences WHERE reference=?");
        row.bind(1, reference).step();
        return row.text(0);
    }
    void erase(std::string_view reference) override {
        sql("DELETE FROM comparisons WHERE reference=?").bind(1, reference).run();
        sql("DELETE FROM differences WHERE reference=?").bind(1, reference).run();
    }
};

}  // namespace

template <>
std::unique_ptr<Comparisons> make_gateway<Comparisons>(const SqliteTransaction& tx) {
    return std::make_unique<SqliteComparisons>(tx);
}

}  // namespace motcua::store
