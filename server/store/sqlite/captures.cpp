#include "server/store/captures.hpp"

#include "server/store/sqlite/gateway.hpp"

namespace motcua::store {
namespace {

#define MOTCUA_CAPTURES "SELECT position, image, template, quality, missing, at FROM captures WHERE reference=?"
constexpr std::string_view all = MOTCUA_CAPTURES " ORDER BY position";
constexpr std::string_view one = MOTCUA_CAPTURES " AND position=?";
#undef MOTCUA_CAPTURES

Capture read(const Statement& row) {
    return {.position = row.text(0),
            .image = row.text(1),
            .minutiae = row.text(2),
            .quality = row.text(3),
            .missing = row.text(4),
            .at = row.integer(5)};
}

class SqliteCaptures final : public On<Captures> {
public:
    using On::On;

    void save(std::string_view reference, std::string_view officer, const Capture& capture) override {
        auto row = sql(
            "INSERT INTO captures(reference, position, image, template, quality, missing, officer, at) VALUES(?,?,?,?,?,?,?,?) "
            "ON CONFLICT(reference, position) DO UPDATE SET image=excluded.image, template=excluded.template, "
            "quality=excluded.quality, missing=excluded.missing, officer=excluded.officer, at=excluded.at");
        row.bind(1, reference).bind(2, capture.position).bind(5, capture.quality).bind(7, officer).bind(8, now());
        bind_blob_or_null(row, 3, capture.image);
        bind_blob_or_null(row, 4, capture.minutiae);
        bind_or_null(row, 6, capture.missing);
        row.run();
    }
    [[nodiscard]] std::vector<Capture> all_of(std::string_view reference) const override {
        auto rows = sql(all);
        rows.bind(1, reference);
        return read_all(rows, read);
    }
    [[nodiscard]] std::optional<Capture> find(std::string_view reference, std::string_view position) const override {
        auto row = sql(one);
        if (!row.bind(1, reference).bind(2, position).step()) return std::nullopt;
        return read(row);
    }
    [[nodiscard]] std::vector<Capture> states(std::string_view reference) const override {
        auto rows = sql("SELECT position, quality, missing, at FROM captures WHERE reference=? ORDER BY position");
        rows.bind(1, reference);
        return read_all(rows, [](const Statement& row) {
            return Capture{.position = row.text(0), .quality = row.text(1), .missing = row.text(2), .at = row.integer(3)};
        });
    }
    [[nodiscard]] std::vector<TakenFinger> taken_by(std::string_view officer, Millis since, std::string_view reference, int most) const override {
        auto rows = sql(
            "SELECT c.reference, c.position, c.template FROM captures c JOIN applications a ON a.reference = c.reference "
            "WHERE c.officer = ? AND c.at >= ? AND c.template IS NOT NULL AND c.reference <> ?3 "
            "AND a.document_index <> (SELECT document_index FROM applications WHERE reference = ?3) "
            "ORDER BY c.at DESC, c.reference, c.position LIMIT ?4");
        rows.bind(1, officer).bind(2, since).bind(3, reference).bind(4, most);
        return read_all(rows, [](const Statement& row) { return TakenFinger{.reference = row.text(0), .position = row.text(1), .minutiae = row.text(2)}; });
    }
    [[nodiscard]] std::string mark(std::string_view reference) const override {
        auto row = sql("SELECT group_concat(position || at) FROM captures WHERE reference=?");
        row.bind(1, reference).step();
        return row.text(0);
    }
    void erase(std::string_view reference) override { sql("DELETE FROM captures WHERE reference=?").bind(1, reference).run(); }
};

}  // namespace

template <>
std::unique_ptr<Captures> make_gateway<Captures>(const SqliteTransaction& tx) {
    return std::make_unique<SqliteCaptures>(tx);
}

}  // namespace motcua::store
