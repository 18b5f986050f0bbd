#include "server/store/keys.hpp"

#include "server/store/sqlite/gateway.hpp"

namespace motcua::store {
namespace {

class SqliteKeys final : public On<Keys> {
public:
    using On::On;

    [[nodiscard]] std::string proof() const override {
        auto row = sql("SELECT proof FROM key_check WHERE id = 1");
        return row.step() ? row.text(0) : std::string();
    }
    void set_proof(std::string_view kek_id, std::string_view proof) override {
        sql("INSERT INTO key_check(id, kek_id, proof) VALUES(1,?,?)").bind(1, kek_id).bind_blob(2, proof).run();
    }
    [[nodiscard]] std::optional<std::string> purpose_key(std::string_view name) const override {
        auto row = sql("SELECT wrapped FROM purpose_keys WHERE name = ?");
        return row.bind(1, name).step() ? std::optional(row.text(0)) : std::nullopt;
    }
    void add_purpose_key(std::string_view name, std::string_view wrapped) override {
        sql("INSERT INTO purpose_keys(name, wrapped) VALUES(?,?)").bind(1, name).bind_blob(2, wrapped).run();
    }
    [[nodiscard]] std::optional<DataKey> data_key(std::string_view record) const override {
        auto row = sql("SELECT key_id, wrapped FROM data_keys WHERE record = ?");
        if (!row.bind(1, record).step()) return std::nullopt;
        return DataKey{.id = row.text(0), .wrapped = row.text(1)};
    }
    void add_data_key(std::string_view record, const DataKey& key) override {
        sql("INSERT INTO data_keys(record, key_id, wrapped, created_at) VALUES(?,?,?,?)")
            .bind(1, record)
            .bind(2, key.id)
            .bind_blob(3, key.wrapped)
            .bind(4, now())
            .run();
    }
    void destroy(std::string_view record) override { sql("DELETE FROM data_keys WHERE record = ?").bind(1, record).run(); }
};

}  // namespace

template <>
std::unique_ptr<Keys> make_gateway<Keys>(const SqliteTransaction& tx) {
    return std::make_unique<SqliteKeys>(tx);
}

}  // namespace motcua::store
