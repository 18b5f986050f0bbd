// What the registry found again of a captured finger, drawn over the print: for whoever has to decide about a doubt.
#include "server/counter/desk.hpp"
#include "server/counter/verified.hpp"
#include "server/keys/keyring.hpp"
#include "server/sandbox/opening.hpp"
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

Result<Seen> load(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference, std::string_view position) {
    MOTCUA_TRY(verified, load_verified(tx, keys, reference));
    MOTCUA_TRY(capture, load_capture(tx, keys, reference, position));
    // the result speaks of the print that was there then
    if (!verified || !capture || capture->minutiae.empty() || capture->at > verified->at) return ErrorCode::request_not_found;
    for (const Json& finger : member(verified->result, "fingers"))
        if (text_at(finger, "position") == position && !member(finger, "paired").empty())
            return Seen{.capture = std::move(*capture), .paired = places_of(finger)};
    return ErrorCode::request_not_found;
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
