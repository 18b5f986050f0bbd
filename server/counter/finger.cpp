#include <algorithm>

#include "server/counter/desk.hpp"
#include "server/counter/tries.hpp"
#include "server/keys/keyring.hpp"
#include "shared/finger/judge.hpp"
#include "shared/finger/match.hpp"
#include "shared/finger/template.hpp"
#include "shared/picture/picture.hpp"

namespace motcua::counter {
namespace {

/// The same finger twice is taken for certain only where chance is ten in a million: ten fingers make 45 comparisons.
constexpr int repeated_ppm = 10;

Result<finger::Position> position_of(std::string_view name) {
    const auto position = finger::parse_position(name);
    if (!position || *position == finger::Position::unknown)
        return Error{.code = ErrorCode::capture_position, .field = "position"};
    return *position;
}

/// No finger takes more: 1,000 pixels at 500 ppi (finger::normalise) from the finest reader it takes, of 1,200 ppi.
constexpr int largest_side = 2400;

Result<finger::GreyImage> read_image(const http::Services& services, const sandbox::Sender& sender, std::string_view bytes) {
    MOTCUA_TRY(info, picture::inspect(bytes));
    if (std::max(info.width, info.height) > largest_side) return ErrorCode::finger_image_large;
    MOTCUA_TRY(opened, sandbox::open(services, sender, bytes, {.colour = picture::Colour::grey}));
    auto& picture = opened.picture;
    // readers that state no resolution deliver 500 ppi (ISO/IEC 19794-4); 72 and 96 are what image programs write in their place
    const int ppi = info.dpi == 0 || info.dpi == 72 || info.dpi == 96 ? finger::standard_ppi : info.dpi;
    return finger::normalise({.width = picture.width, .height = picture.height, .ppi = ppi, .pixels = std::move(picture.pixels)});
}

std::string text_of(const finger::Bytes& bytes) { return {bytes.begin(), bytes.end()}; }
std::span<const std::uint8_t> bytes_of(const std::string& text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

Result<Captured> examine(std::string_view name, finger::Position position, const finger::GreyImage& image) {
    const auto examination = finger::examine(image, position);
    MOTCUA_TRY(png, picture::encode_png({.width = image.width, .height = image.height, .channels = 1, .pixels = image.pixels},
                                        finger::standard_ppi));
    MOTCUA_TRY(quality, parse_json(finger::to_json(examination.verdict)));
    Captured out{.position = std::string(name), .image = std::move(png), .quality = std::move(quality)};
    if (examination.minutiae) out.minutiae = text_of(finger::write_compact(*examination.minutiae));
    return out;
}

Result<void> refuse_repeated(const std::vector<Captured>& others, const Captured& now) {
    if (now.minutiae.empty()) return {};
    MOTCUA_TRY(probe, finger::read_compact(bytes_of(now.minutiae)));
    for (const auto& other : others) {
        if (other.position == now.position || other.minutiae.empty()) continue;
        MOTCUA_TRY(candidate, finger::read_compact(bytes_of(other.minutiae)));
        if (finger::false_match_ppm(finger::compare(probe, candidate).score) <= repeated_ppm)
            return Error{.code = ErrorCode::capture_repeated, .field = "position", .detail = other.position};
    }
    return {};
}

}  // namespace

Result<void> capture_finger(const http::Services& services, const Officer& officer, std::string_view reference,
                            std::string_view name, std::string_view image) {
    const auto& keys = *services.keys;
    MOTCUA_TRY(position, position_of(name));
    // only who may work on the file learns anything from its other fingers
    MOTCUA_TRY(others, services.db->read<std::vector<Captured>>([&](store::Transaction& tx) -> Result<std::vector<Captured>> {
        MOTCUA_TRY(file, open_for_work(tx, keys, officer, reference));
        return load_captures(tx, keys, file.reference);
    }));
    MOTCUA_TRY(print, read_image(services, sender_of(officer, reference), image));
    MOTCUA_TRY(now, examine(name, position, print));
    MOTCUA_CHECK(refuse_repeated(others, now));
    return services.db->write<void>([&](store::Transaction& tx) -> Result<void> {
        MOTCUA_TRY(file, open_for_work(tx, keys, officer, reference));
        MOTCUA_TRY(before, load_capture(tx, keys, file.reference, name));
        const Captured kept = better_of(before, now);
        save_capture(tx, keys, officer, file.reference, kept);
        audit(tx, officer, "file.finger_captured", file.reference,
              {{"position", name}, {"valid", is_true(now.quality, "valid")}, {"tries", kept.quality["tries"]}});
        return {};
    });
}

Result<void> mark_missing(const http::Services& services, const Officer& officer, std::string_view reference,
                          std::string_view name, std::string_view reason) {
    MOTCUA_CHECK(position_of(name));
    if (!is_missing_reason(reason)) return Error{.code = ErrorCode::capture_missing_reason, .field = "reason"};
    return services.db->write<void>([&](store::Transaction& tx) -> Result<void> {
        MOTCUA_TRY(file, open_for_work(tx, *services.keys, officer, reference));
        save_capture(tx, *services.keys, officer, file.reference,
                     {.position = std::string(name), .missing = std::string(reason)});
        audit(tx, officer, "file.finger_missing", file.reference, {{"position", name}, {"reason", reason}});
        return {};
    });
}

}  // namespace motcua::counter
