#include "server/counter/desk.hpp"
#include "server/counter/tries.hpp"
#include "server/keys/keyring.hpp"
#include "shared/portrait/judge.hpp"

namespace motcua::counter {
namespace {

/// Longest side kept, in pixels: four times the eye distance the portrait rules ask for, and small enough for the registry.
constexpr int longest_side = 1600;

/// The picture as it is kept: upright, without metadata, with our own judgement.
Result<Captured> examine(const http::Services& services, const sandbox::Sender& sender, std::string_view image) {
    if (!services.models) return ErrorCode::portrait_model;
    MOTCUA_TRY(opened, sandbox::open(services, sender, image, {.largest_side = longest_side}));
    const auto& picture = opened.picture;
    MOTCUA_TRY(verdict, portrait::judge(picture, *services.models, portrait::policy_vn(date_in_vietnam(services.clock()))));
    if (verdict.faces == 0) return ErrorCode::portrait_no_face;
    MOTCUA_TRY(jpeg, picture::encode_jpeg(picture));
    MOTCUA_TRY(quality, parse_json(portrait::to_json(verdict)));
    return Captured{.position = "face", .image = std::move(jpeg), .quality = std::move(quality)};
}

}  // namespace

Result<void> capture_face(const http::Services& services, const Officer& officer, std::string_view reference,
                          std::string_view image) {
    const auto& keys = *services.keys;
    // judged before the writer is taken: it is slow; and only for who may work on the file
    MOTCUA_CHECK(services.db->read<File>([&](store::Transaction& tx) { return open_for_work(tx, keys, officer, reference); }));
    MOTCUA_TRY(now, examine(services, sender_of(officer, reference), image));
    return services.db->write<void>([&](store::Transaction& tx) -> Result<void> {
        MOTCUA_TRY(file, open_for_work(tx, keys, officer, reference));
        MOTCUA_TRY(before, load_capture(tx, keys, file.reference, "face"));
        const Captured kept = better_of(before, now);
        save_capture(tx, keys, officer, file.reference, kept);
        audit(tx, officer, "file.face_captured", file.reference,
              {{"valid", is_true(now.quality, "valid")}, {"tries", kept.quality["tries"]}});
        return {};
    });
}

}  // namespace motcua::counter
