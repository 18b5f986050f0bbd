#include "server/store/keys.hpp"

#include "server/store/sqlite/gateway.hpp"

namespace motcua::store {
namespace {

/// A row that must be there.
void must(Statement& row, std::string_view what) {
    if (!row.step()) throw StoreFailure(std::string(what));
}

Kek kek_of(const Statement& row) {
    return {.id = row.text(0),
            .proof = row.text(1),
            .made_at = row.integer(2),
            .retired_at = row.is_null(3) ? std::nullopt : std::optional(row.integer(3))};
}

class SqliteKeys final : public On<Keys> {
public:
    using On::On;

    [[nodiscard]] std::vector<Kek> keks() const override {
        auto rows = before_034() ? sql("SELECT kek_id, proof, 0, NULL FROM key_check")
                                 : sql("SELECT id, proof, made_at, retired_at FROM key_encryption_keys ORDER BY number");
        return read_all(rows, kek_of);
    }
    void add_kek(std::string_view id, std::string_view proof) override {
        sql("INSERT INTO key_encryption_keys(id, proof, made_at) VALUES(?,?,?)").bind(1, id).bind_blob(2, proof).bind(3, now()).run();
    }
    void retire_kek(std::string_view id) override {
        auto row = sql("UPDATE key_encryption_keys SET retired_at = ? WHERE id = ? RETURNING id");
        must(row.bind(1, now()).bind(2, id), "this key-encryption key is not known");
    }
    [[nodiscard]] std::size_t wrapped_by(std::string_view kek) const override {
        auto row = before_034() ? sql("SELECT count(*) FROM data_keys, key_check WHERE kek_id = ?")
                                : sql("SELECT count(*) FROM data_keys WHERE kek = ?");
        return row.bind(1, kek).step() ? static_cast<std::size_t>(row.integer(0)) : 0;
    }

    [[nodiscard]] std::optional<WrappedKey> purpose_key(std::string_view name) const override {
        auto row = sql("SELECT kek, wrapped FROM purpose_keys WHERE name = ?");
        if (!row.bind(1, name).step()) return std::nullopt;
        return WrappedKey{.kek = row.text(0), .wrapped = row.text(1)};
    }
    void add_purpose_key(std::string_view name, const WrappedKey& key) override {
        sql("INSERT INTO purpose_keys(name, kek, wrapped) VALUES(?,?,?)")
            .bind(1, name)
            .bind(2, key.kek)
            .bind_blob(3, key.wrapped)
            .run();
    }
    void rewrap_purpose_key(std::string_view name, const WrappedKey& key) override {
        sql("UPDATE purpose_keys SET kek = ?, wrapped = ? WHERE name = ?")
            .bind(1, key.kek)
            .bind_blob(2, key.wrapped)
            .bind(3, name)
            .run();
    }

    [[nodiscard]] std::optional<DataKey> data_key(std::string_view record) const override {
        auto row = sql("SELECT key_id, kek, wrapped FROM data_keys WHERE record = ?");
        if (!row.bind(1, record).step()) return std::nullopt;
        return DataKey{.id = row.text(0), .kek = row.text(1), .wrapped = row.text(2)};
    }
    void add_data_key(std::string_view record, const DataKey& key) override {
        sql("INSERT INTO data_keys(record, key_id, kek, wrapped, created_at) VALUES(?,?,?,?,?)")
            .bind(1, record)
            .bind(2, key.id)
            .bind(3, key.kek)
            .bind_blob(4, key.wrapped)
            .bind(5, now())
            .run();
    }
    [[nodiscard]] std::vector<RecordKey> data_keys_by(std::string_view kek, std::size_t most) const override {
        auto rows = sql("SELECT record, key_id, kek, wrapped FROM data_keys WHERE kek = ? ORDER BY record LIMIT ?");
        rows.bind(1, kek).bind(2, static_cast<std::int64_t>(most));
        return read_all(rows, [](const Statement& row) {
            return RecordKey{.record = row.text(0), .key = {.id = row.text(1), .kek = row.text(2), .wrapped = row.text(3)}};
        });
    }
    void rewrap_data_key(std::string_view record, const WrappedKey& key) override {
        sql("UPDATE data_keys SET kek = ?, wrapped = ? WHERE record = ?")
            .bind(1, key.kek)
            .bind_blob(2, key.wrapped)
            .bind(3, record)
            .run();
    }
    void destroy(std::string_view record) override { sql("DELETE FROM data_keys WHERE record = ?").bind(1, record).run(); }

private:
    // A back-up of an older program is proved before the next start brings it up to date.
    [[nodiscard]] bool before_034() const {
        return sql("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'key_check'").step();
    }
};

}  // namespace

template <>
std::unique_ptr<Keys> make_gateway<Keys>(const SqliteTransaction& tx) {
    return std::make_unique<SqliteKeys>(tx);
}

}  // namespace motcua::store
