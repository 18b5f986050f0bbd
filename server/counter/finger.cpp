#include <algorithm>

#include "server/counter/desk.hpp"
#include "server/counter/tries.hpp"
#include "server/counter/verified.hpp"
#include "server/keys/keyring.hpp"
#include "shared/finger/input/read.hpp"
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

/// The picture of a file, or the record's picture of this finger: a reader's record must not say that it is another one.
Result<finger::Print> print_in(std::string_view file, finger::Position position) {
    MOTCUA_TRY(prints, finger::inspect_prints(finger::bytes_of(file)));
    const auto fits = [&](const finger::Print& p) {
        return p.capture == finger::Capture::single && (p.position == position || p.position == finger::Position::unknown);
    };
    const auto found = std::find_if(prints.begin(), prints.end(), fits);
    if (found != prints.end()) return std::move(*found);
    if (prints.front().capture != finger::Capture::single) return ErrorCode::finger_image_large;
    return Error{.code = ErrorCode::capture_position, .field = "position", .detail = std::string(finger::text(prints.front().position))};
}

std::string_view text_of(std::span<const std::uint8_t> bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

/// Plain pixels of a record need no decoder.
Result<finger::GreyImage> pixels_of(const http::Services& services, const sandbox::Sender& sender, const finger::Print& print) {
    if (!print.format) return finger::decode_print(print);
    auto opened = sandbox::open(services, sender, text_of(print.data), {.kind = sandbox::Kind::finger, .colour = picture::Colour::grey});
    if (!opened.ok()) return finger::as_finger_error(opened.error());
    auto& picture = opened->picture;
    return finger::GreyImage{.width = picture.width, .height = picture.height, .ppi = print.ppi, .pixels = std::move(picture.pixels)};
}

Result<finger::GreyImage> read_image(const http::Services& services, const sandbox::Sender& sender, std::string_view file, finger::Position position) {
    MOTCUA_TRY(print, print_in(file, position));
    if (std::max(print.width, print.height) > largest_side) return ErrorCode::finger_image_large;
    MOTCUA_TRY(image, pixels_of(services, sender, print));
    if (image.ppi == 0) image.ppi = finger::likely_ppi(image);
    return finger::normalise(image);
}

std::string text_of(const finger::Bytes& bytes) { return {bytes.begin(), bytes.end()}; }

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
    MOTCUA_TRY(probe, finger::read_compact(finger::bytes_of(now.minutiae)));
    for (const auto& other : others) {
        if (other.position == now.position || other.minutiae.empty()) continue;
        MOTCUA_TRY(candidate, finger::read_compact(finger::bytes_of(other.minutiae)));
        if (finger::false_match_ppm(finger::compare(probe, candidate).score) <= repeated_ppm)
            return Error{.code = ErrorCode::capture_repeated, .field = "position", .detail = other.position};
    }
    return {};
}

/// Forgets the captures that the last verification found to be other fingers than they were taken for: swapped hands could not be
/// taken again one after the other, if each were refused because the other place still has it.
Result<std::vector<Captured>> without_swapped(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference,
                                              std::vector<Captured> captures) {
    MOTCUA_TRY(verified, load_verified(tx, keys, reference));
    if (!verified) return captures;
    for (const Json& each : member(member(verified->result, "search"), "swapped"))
        std::erase_if(captures, [&](const Captured& c) { return c.position == text_at(each, "position") && c.at <= verified->at; });
    return captures;
}

}  // namespace

Result<void> capture_finger(const http::Services& services, const Officer& officer, std::string_view reference,
                            std::string_view name, std::string_view image) {
    const auto& keys = *services.keys;
    MOTCUA_TRY(position, position_of(name));
    // only who may work on the file learns anything from its other fingers
    MOTCUA_TRY(others, services.db->read<std::vector<Captured>>([&](store::Transaction& tx) -> Result<std::vector<Captured>> {
        MOTCUA_TRY(file, open_for_work(tx, keys, officer, reference));
        MOTCUA_TRY(all, load_captures(tx, keys, file.reference));
        return without_swapped(tx, keys, file.reference, std::move(all));
    }));
    MOTCUA_TRY(print, read_image(services, sender_of(officer, reference), image, position));
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
