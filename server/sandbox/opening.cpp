#include "server/sandbox/opening.hpp"

#include "server/store/note.hpp"
#include "shared/base/json.hpp"
#include "shared/finger/input/read.hpp"

namespace motcua::sandbox {
namespace {

Result<void> note_loss(const http::Services& services, const Sender& sender, const picture::Info& info, std::size_t bytes,
                       const std::string& end) {
    const Json detail{{"end", end}, {"format", picture::media_type(info.format)}, {"bytes", bytes}};
    return store::note(*services.db, {.actor = sender.actor, .action = "picture.unopened", .subject = sender.subject, .detail = dump_json(detail)});
}

Result<picture::Info> inspect(std::string_view bytes, Kind kind) {
    return kind == Kind::finger ? finger::inspect_file(finger::bytes_of(bytes)) : picture::inspect(bytes);
}

}  // namespace

Result<Opened> open(const http::Services& services, const Sender& sender, std::string_view bytes, const Wish& wish) {
    MOTCUA_TRY(info, inspect(bytes, wish.kind));
    if (!services.decoder) return ErrorCode::decoder_missing;
    MOTCUA_TRY(turn, services.decoder->turn());
    auto picture = services.decoder->decode(turn, bytes, info, wish);
    if (picture.ok()) return Opened{.turn = std::move(turn), .picture = *std::move(picture)};
    if (picture.error().code != ErrorCode::picture_unopened) return picture.error();
    MOTCUA_CHECK(note_loss(services, sender, info, bytes.size(), picture.error().detail));
    return ErrorCode::picture_unopened;  // how it ended is for us, not for who sent it
}

}  // namespace motcua::sandbox
