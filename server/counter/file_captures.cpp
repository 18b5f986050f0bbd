// The captures of a file in the store: pictures and templates sealed, quality in the open (it says nothing about a person).
#include <fmt/format.h>

#include "server/counter/file.hpp"
#include "server/keys/keyring.hpp"
#include "server/store/captures.hpp"

namespace motcua::counter {
namespace {

std::string row_of(std::string_view reference, std::string_view position) { return fmt::format("{}/{}", reference, position); }

Result<std::string> open_column(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference,
                                std::string_view column, std::string_view row, const std::string& sealed) {
    if (sealed.empty()) return std::string{};
    return unseal(tx, keys, reference, "captures", column, row, sealed);
}

Result<Captured> opened(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference,
                        const store::Capture& from) {
    Captured out{.position = from.position, .missing = from.missing, .at = from.at};
    const std::string place = row_of(reference, out.position);
    MOTCUA_TRY(image, open_column(tx, keys, reference, "image", place, from.image));
    MOTCUA_TRY(minutiae, open_column(tx, keys, reference, "template", place, from.minutiae));
    MOTCUA_TRY(quality, parse_json(from.quality));
    out.image = std::move(image);
    out.minutiae = std::move(minutiae);
    out.quality = std::move(quality);
    return out;
}

}  // namespace

Result<std::vector<Captured>> load_captures(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference) {
    std::vector<Captured> out;
    for (const auto& each : tx.captures().all_of(reference)) {
        MOTCUA_TRY(capture, opened(tx, keys, reference, each));
        out.push_back(std::move(capture));
    }
    return out;
}

Result<std::optional<Captured>> load_capture(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference,
                                             std::string_view position) {
    const auto found = tx.captures().find(reference, position);
    if (!found) return std::optional<Captured>{};
    MOTCUA_TRY(capture, opened(tx, keys, reference, *found));
    return std::optional<Captured>{std::move(capture)};
}

Result<std::string> open_minutiae(const store::Transaction& tx, const keys::Keyring& keys, const store::TakenFinger& finger) {
    return open_column(tx, keys, finger.reference, "template", row_of(finger.reference, finger.position), finger.minutiae);
}

void save_capture(const store::Transaction& tx, const keys::Keyring& keys, const Officer& officer, std::string_view reference,
                  const Captured& captured) {
    const std::string place = row_of(reference, captured.position);
    const auto sealed = [&](std::string_view column, const std::string& plain) {
        return plain.empty() ? std::string() : seal(tx, keys, reference, "captures", column, place, plain);
    };
    tx.captures().save(reference, officer.id,
                       {.position = captured.position,
                        .image = sealed("image", captured.image),
                        .minutiae = sealed("template", captured.minutiae),
                        .quality = dump_json(captured.quality),
                        .missing = captured.missing});
}

std::vector<CaptureState> capture_states(const store::Transaction& tx, std::string_view reference) {
    std::vector<CaptureState> out;
    for (auto& each : tx.captures().states(reference))
        out.push_back({.position = std::move(each.position),
                       .quality = parse_json(each.quality).value_or(Json::object()),
                       .missing = std::move(each.missing),
                       .at = each.at});
    return out;
}

}  // namespace motcua::counter
