// The captures of a file in the store: pictures and templates sealed, quality in the open (it says nothing about a person).
#include <fmt/format.h>

#include "server/counter/file.hpp"
#include "server/keys/keyring.hpp"

namespace motcua::counter {
namespace {

std::string row_of(std::string_view reference, std::string_view position) { return fmt::format("{}/{}", reference, position); }

Result<std::string> open_column(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference,
                                std::string_view column, std::string_view row, const std::string& sealed) {
    if (sealed.empty()) return std::string{};
    return unseal(tx, keys, reference, "captures", column, row, sealed);
}

Result<Captured> read_capture(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference,
                              const store::Statement& row) {
    Captured out{.position = row.text(0), .missing = row.text(4), .at = row.integer(5)};
    const std::string place = row_of(reference, out.position);
    MOTCUA_TRY(image, open_column(tx, keys, reference, "image", place, row.text(1)));
    MOTCUA_TRY(minutiae, open_column(tx, keys, reference, "template", place, row.text(2)));
    MOTCUA_TRY(quality, parse_json(row.text(3)));
    out.image = std::move(image);
    out.minutiae = std::move(minutiae);
    out.quality = std::move(quality);
    return out;
}

constexpr std::string_view columns = "SELECT position, image, template, quality, missing, at FROM captures WHERE reference=?";

}  // namespace

Result<std::vector<Captured>> load_captures(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference) {
    std::vector<Captured> out;
    auto rows = tx.sql(std::string(columns) + " ORDER BY position");
    rows.bind(1, reference);
    while (rows.step()) {
        MOTCUA_TRY(capture, read_capture(tx, keys, reference, rows));
        out.push_back(std::move(capture));
    }
    return out;
}

Result<std::optional<Captured>> load_capture(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference,
                                             std::string_view position) {
    auto row = tx.sql(std::string(columns) + " AND position=?");
    if (!row.bind(1, reference).bind(2, position).step()) return std::optional<Captured>{};
    MOTCUA_TRY(capture, read_capture(tx, keys, reference, row));
    return std::optional<Captured>{std::move(capture)};
}

void save_capture(const store::Transaction& tx, const keys::Keyring& keys, const Officer& officer, std::string_view reference,
                  const Captured& captured) {
    const std::string place = row_of(reference, captured.position);
    auto row = tx.sql(
        "INSERT INTO captures(reference, position, image, template, quality, missing, officer, at) VALUES(?,?,?,?,?,?,?,?) "
        "ON CONFLICT(reference, position) DO UPDATE SET image=excluded.image, template=excluded.template, "
        "quality=excluded.quality, missing=excluded.missing, officer=excluded.officer, at=excluded.at");
    row.bind(1, reference).bind(2, captured.position).bind(5, dump_json(captured.quality)).bind(7, officer.id).bind(8, tx.now());
    // unbound places are NULL
    if (!captured.image.empty()) row.bind_blob(3, seal(tx, keys, reference, "captures", "image", place, captured.image));
    if (!captured.minutiae.empty()) row.bind_blob(4, seal(tx, keys, reference, "captures", "template", place, captured.minutiae));
    if (!captured.missing.empty()) row.bind(6, captured.missing);
    row.run();
}

std::vector<CaptureState> capture_states(const store::Transaction& tx, std::string_view reference) {
    std::vector<CaptureState> out;
    auto rows = tx.sql("SELECT position, quality, missing FROM captures WHERE reference=? ORDER BY position");
    rows.bind(1, reference);
    while (rows.step())
        out.push_back(
            {.position = rows.text(0), .quality = parse_json(rows.text(1)).value_or(Json::object()), .missing = rows.text(2)});
    return out;
}

}  // namespace motcua::counter
