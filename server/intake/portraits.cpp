#include "server/intake/portraits.hpp"

#include <fmt/format.h>

#include "server/intake/pictures.hpp"
#include "server/intake/throttle.hpp"
#include "server/keys/keyring.hpp"
#include "server/store/portraits.hpp"
#include "server/store/store.hpp"
#include "shared/base/date.hpp"
#include "shared/picture/picture.hpp"
#include "shared/portrait/judge.hpp"

namespace motcua::intake {
namespace {

constexpr Limit uploads_per_hour{3'600'000, 40};
constexpr int kept_per_owner = 20;  // older pictures that no application uses are erased

struct Sealing {
    std::string record, id;
    explicit Sealing(std::string_view of) : record(fmt::format("portrait:{}", of)), id(of) {}
    [[nodiscard]] keys::Place place() const { return {.record = record, .table = "portraits", .column = "image", .row = id}; }
};

struct Judged {
    std::string jpeg, verdict;
    int width = 0, height = 0;
};

Result<Judged> judge(const http::Services& services, const Caller& caller, std::string_view bytes) {
    if (!services.models) return ErrorCode::portrait_model;
    MOTCUA_TRY(opened, open_picture(services, caller, bytes));
    const auto& picture = opened.picture;
    MOTCUA_TRY(verdict, portrait::judge(picture, *services.models, portrait::policy_vn(date_in_vietnam(services.clock()))));
    MOTCUA_TRY(jpeg, picture::encode_jpeg(picture));
    return Judged{.jpeg = std::move(jpeg), .verdict = portrait::to_json(verdict), .width = picture.width, .height = picture.height};
}

void forget_surplus(store::Transaction& tx, const keys::Keyring& keys, std::string_view owner) {
    for (const auto& id : tx.portraits().surplus(owner, kept_per_owner)) erase_portrait(tx, keys, id);
}

}  // namespace

void erase_portrait(const store::Transaction& tx, const keys::Keyring& keys, std::string_view id) {
    tx.portraits().erase(id);
    keys.destroy(tx, Sealing(id).record);
}

Result<Portrait> take_portrait(http::Services& services, const Caller& caller, std::string_view bytes) {
    const auto bucket = fmt::format("portrait|{}", caller.subject);
    MOTCUA_CHECK(services.db->write<void>([&](store::Transaction& tx) -> Result<void> {
        const auto wait = wait_for(tx, bucket, {uploads_per_hour.window, uploads_per_hour.count * services.settings.rate_scale});
        if (wait > 0) return Error{.code = ErrorCode::portrait_quota, .detail = std::to_string(wait / 1000 + 1)};
        note_event(tx, bucket);
        return {};
    }));
    MOTCUA_TRY(judged, judge(services, caller, bytes));
    const auto id = keys::hex(services.random_bytes(16));
    MOTCUA_CHECK(services.db->write<void>([&](store::Transaction& tx) -> Result<void> {
        const Sealing sealing(id);
        tx.portraits().keep(id,
                            {.owner = caller.subject,
                             .image = services.keys->seal(tx, sealing.place(), judged.jpeg),
                             .width = judged.width,
                             .height = judged.height},
                            judged.verdict);
        forget_surplus(tx, *services.keys, caller.subject);
        tx.audit({.actor = "applicant:" + caller.subject, .action = "portrait.taken", .subject = "portrait:" + id});
        return {};
    }));
    return Portrait{.id = id, .verdict = judged.verdict};
}

Result<std::string> portrait_image(http::Services& services, const Caller& caller, std::string_view id) {
    return services.db->read<std::string>([&](store::Transaction& tx) -> Result<std::string> {
        const auto found = tx.portraits().find(id);
        if (!found || !may_see(tx, caller, found->owner, found->reference)) return ErrorCode::request_not_found;
        const Sealing sealing(id);
        return services.keys->unseal(tx, sealing.place(), found->image);
    });
}

}  // namespace motcua::intake
