// Portraits and attachments: the same questions to two tables.
#include "server/store/attachments.hpp"
#include "server/store/portraits.hpp"
#include "server/store/sqlite/gateway.hpp"

namespace motcua::store {
namespace {

std::optional<Picture> read_picture(Statement row, std::string_view id) {
    row.bind(1, id);
    if (!row.step()) return std::nullopt;
    return Picture{.owner = row.text(0),
                   .image = row.text(1),
                   .width = static_cast<int>(row.integer(2)),
                   .height = static_cast<int>(row.integer(3)),
                   .reference = row.text(4)};
}

bool has_row(Statement row, std::string_view id, std::string_view owner, std::string_view reference) {
    row.bind(1, id).bind(2, owner).bind(3, reference);
    return row.step();
}

class SqlitePortraits final : public On<Portraits> {
public:
    using On::On;

    void keep(std::string_view id, const Picture& picture, std::string_view verdict) override {
        sql("INSERT INTO portraits(id, owner, image, verdict, width, height, created_at) VALUES(?,?,?,?,?,?,?)")
            .bind(1, id)
            .bind(2, picture.owner)
            .bind_blob(3, picture.image)
            .bind(4, verdict)
            .bind(5, picture.width)
            .bind(6, picture.height)
            .bind(7, now())
            .run();
    }
    [[nodiscard]] std::optional<Picture> find(std::string_view id) const override {
        return read_picture(sql("SELECT owner, image, width, height, reference FROM portraits WHERE id = ?"), id);
    }
    [[nodiscard]] std::string verdict(std::string_view id) const override {
        auto row = sql("SELECT verdict FROM portraits WHERE id = ?");
        row.bind(1, id);
        return row.step() ? row.text(0) : std::string();
    }
    [[nodiscard]] bool may_file(std::string_view id, std::string_view owner, std::string_view reference) const override {
        return has_row(sql("SELECT 1 FROM portraits WHERE id = ? AND owner = ? AND (reference IS NULL OR reference = ?)"), id,
                       owner, reference);
    }
    void file(std::string_view id, std::string_view reference) override {
        sql("UPDATE portraits SET reference = ? WHERE id = ?").bind(1, reference).bind(2, id).run();
    }
    [[nodiscard]] std::vector<std::string> surplus(std::string_view owner, int kept) const override {
        auto rows =
            sql("SELECT id FROM portraits WHERE owner = ? AND reference IS NULL ORDER BY created_at DESC LIMIT -1 OFFSET ?");
        rows.bind(1, owner).bind(2, kept);
        return texts(rows);
    }
    [[nodiscard]] std::vector<std::string> unfiled_since(Millis instant) const override {
        auto rows = sql("SELECT id FROM portraits WHERE reference IS NULL AND created_at < ? ORDER BY id");
        rows.bind(1, instant);
        return texts(rows);
    }
    [[nodiscard]] std::vector<std::string> filed_with(std::string_view reference) const override {
        auto rows = sql("SELECT id FROM portraits WHERE reference = ? ORDER BY id");
        rows.bind(1, reference);
        return texts(rows);
    }
    void erase(std::string_view id) override { sql("DELETE FROM portraits WHERE id = ?").bind(1, id).run(); }
};

class SqliteAttachments final : public On<Attachments> {
public:
    using On::On;

    void keep(std::string_view id, const Picture& picture) override {
        sql("INSERT INTO attachments(id, owner, image, width, height, created_at) VALUES(?,?,?,?,?,?)")
            .bind(1, id)
            .bind(2, picture.owner)
            .bind_blob(3, picture.image)
            .bind(4, picture.width)
            .bind(5, picture.height)
            .bind(6, now())
            .run();
    }
    [[nodiscard]] std::optional<Picture> find(std::string_view id) const override {
        return read_picture(sql("SELECT owner, image, width, height, reference FROM attachments WHERE id = ?"), id);
    }
    [[nodiscard]] std::optional<bool> is_filed(std::string_view id, std::string_view owner) const override {
        auto row = sql("SELECT reference IS NOT NULL FROM attachments WHERE id = ? AND owner = ?");
        row.bind(1, id).bind(2, owner);
        return row.step() ? std::optional(row.integer(0) != 0) : std::nullopt;
    }
    [[nodiscard]] bool may_file(std::string_view id, std::string_view owner, std::string_view reference) const override {
        return has_row(sql("SELECT 1 FROM attachments WHERE id = ? AND owner = ? AND (reference IS NULL OR reference = ?)"), id,
                       owner, reference);
    }
    void file(std::string_view id, std::string_view reference) override {
        sql("UPDATE attachments SET reference = ? WHERE id = ?").bind(1, reference).bind(2, id).run();
    }
    [[nodiscard]] std::vector<Unfiled> unfiled(std::string_view owner) const override {
        auto rows = sql("SELECT id, created_at FROM attachments WHERE owner = ? AND reference IS NULL ORDER BY created_at");
        rows.bind(1, owner);
        return read_all(rows, [](const Statement& row) { return Unfiled{.id = row.text(0), .created_at = row.integer(1)}; });
    }
    [[nodiscard]] std::vector<Filed> unfiled_since(Millis instant) const override {
        auto rows = sql("SELECT id, owner FROM attachments WHERE reference IS NULL AND created_at < ? ORDER BY id");
        rows.bind(1, instant);
        return read_all(rows, [](const Statement& row) { return Filed{.id = row.text(0), .owner = row.text(1)}; });
    }
    [[nodiscard]] std::vector<Filed> filed_with(std::string_view reference) const override {
        auto rows = sql("SELECT id, owner FROM attachments WHERE reference = ?");
        rows.bind(1, reference);
        return read_all(rows, [](const Statement& row) { return Filed{.id = row.text(0), .owner = row.text(1)}; });
    }
    void erase(std::string_view id) override { sql("DELETE FROM attachments WHERE id = ?").bind(1, id).run(); }
};

}  // namespace

template <>
std::unique_ptr<Portraits> make_gateway<Portraits>(const SqliteTransaction& tx) {
    return std::make_unique<SqlitePortraits>(tx);
}
template <>
std::unique_ptr<Attachments> make_gateway<Attachments>(const SqliteTransaction& tx) {
    return std::make_unique<SqliteAttachments>(tx);
}

}  // namespace motcua::store
