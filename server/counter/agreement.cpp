// What the registry found again of a captured finger, drawn over the print: for whoever has to decide about a doubt.
#include "server/counter/desk.hpp"
#include "server/keys/keyring.hpp"
#include "server/sandbox/opening.hpp"
#include "server/store/verifications.hpp"
#include "shared/finger/input/read.hpp"
#include "shared/finger/template.hpp"
#include "shared/overlay/finger.hpp"

namespace motcua::counter {
namespace {

struct Seen {
    Captured capture;
    std::vector<finger::Place> paired{};
};

std::vector<finger::Place> places_of(const Json& finger) {
    std::vector<finger::Place> out;
    for (const Json& place : member(finger, "paired")) out.push_back({place[0].get<int>(), place[1].get<int>()});
    return out;
}

/// The places of a position in the sealed result; none where it was not compared.
Result<std::vector<finger::Place>> paired_in(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference, std::string_view position,
                                             std::string_view sealed) {
    MOTCUA_TRY(plain, unseal(tx, keys, reference, "verifications", "result", reference, sealed));
    MOTCUA_TRY(result, parse_json(plain));
    for (const Json& finger : member(result, "fingers"))
        if (text_at(finger, "position") == position) return places_of(finger);
    return std::vector<finger::Place>{};
}

Result<Seen> load(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference, std::string_view position) {
    const auto verified = tx.verifications().find(reference);
    MOTCUA_TRY(capture, load_capture(tx, keys, reference, position));
    // the result speaks of the print that was there then
    if (!verified || !capture || capture->minutiae.empty() || capture->at > verified->at) return ErrorCode::request_not_found;
    MOTCUA_TRY(paired, paired_in(tx, keys, reference, position, verified->result));
    if (paired.empty()) return ErrorCode::request_not_found;
    return Seen{.capture = std::move(*capture), .paired = std::move(paired)};
}

}  // namespace

Result<std::string> agreement_picture(const http::Services& services, const Officer& officer, std::string_view reference, std::string_view position) {
    MOTCUA_TRY(seen, services.db->read<Seen>([&](store::Transaction& tx) -> Result<Seen> {
        MOTCUA_TRY(file, open_to_read(tx, *services.keys, officer, reference));
        return load(tx, *services.keys, file.reference, position);
    }));
    MOTCUA_TRY(opened, sandbox::open(services, sender_of(officer, reference), seen.capture.image, {.kind = sandbox::Kind::finger, .colour = picture::Colour::grey}));
    MOTCUA_TRY(minutiae, finger::read_compact(finger::bytes_of(seen.capture.minutiae)));
    auto& picture = opened.picture;
    const finger::GreyImage print{.width = picture.width, .height = picture.height, .pixels = std::move(picture.pixels)};
    return picture::encode_png(overlay::draw_found({print, minutiae}, seen.paired));
}

}  // namespace motcua::counter
