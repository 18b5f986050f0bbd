#include "server/intake/attachments.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "server/intake/drafts.hpp"
#include "server/intake/pictures.hpp"
#include "server/intake/throttle.hpp"
#include "server/keys/keyring.hpp"
#include "server/store/attachments.hpp"
#include "shared/form/fields.hpp"
#include "shared/form/filing.hpp"

namespace motcua::intake {
namespace {

constexpr Limit uploads_per_hour{3'600'000, 120};
constexpr std::size_t most_unfiled = 48;           // two forms' worth
constexpr std::int64_t surely_unused = 3'600'000;  // a draft is saved long before: one that does not name it will not

struct Sealing {
    std::string record, id;
    explicit Sealing(std::string_view of) : record(fmt::format("attachment:{}", of)), id(of) {}
    [[nodiscard]] keys::Place place() const { return {.record = record, .table = "attachments", .column = "image", .row = id}; }
};

/// A picture the filing names, and where.
struct Named {
    std::string path, id;
};
std::vector<Named> named_in(const Json& filing) {
    std::vector<Named> out;
    for (const auto& field : form::fields()) {
        if (field.format != form::Format::attachment) continue;
        for (std::size_t row = 0; row < form::row_count(filing, field.section); ++row) {
            auto path = form::path(field, static_cast<int>(row));
            auto id = form::answer_at(filing, path);
            if (!id.empty()) out.push_back({.path = std::move(path), .id = std::move(id)});
        }
    }
    return out;
}

void note(store::Transaction& tx, std::string_view owner, std::string_view action, std::string_view id) {
    tx.audit({.actor = fmt::format("applicant:{}", owner),
              .action = std::string(action),
              .subject = fmt::format("attachment:{}", id)});
}

/// Every erasure leaves a note, whoever asked for it.
void erase(store::Transaction& tx, const keys::Keyring& keys, std::string_view owner, const std::string& id) {
    erase_attachment(tx, keys, id);
    note(tx, owner, "attachment.removed", id);
}

/// Makes room among the owner's unfiled pictures: first go those no draft names.
Result<void> make_room(store::Transaction& tx, const keys::Keyring& keys, std::string_view owner, std::string_view draft) {
    std::vector<std::string> unused;
    const auto pictures = tx.attachments().unfiled(owner);
    for (const auto& each : pictures) {
        const bool named = draft.find(each.id) != std::string_view::npos;
        if (!named && each.created_at < tx.now() - surely_unused) unused.push_back(each.id);
    }
    if (pictures.size() < most_unfiled) return {};
    for (const auto& id : unused) erase(tx, keys, owner, id);
    return pictures.size() - unused.size() < most_unfiled ? Result<void>() : ErrorCode::attachment_too_many;
}

Result<void> admit(http::Services& services, std::string_view owner) {
    const auto draft = load_draft(services, owner);
    // a draft that cannot be read may name them all: nothing is erased then
    if (!draft.ok() && draft.error().code != ErrorCode::draft_none) return draft.error();
    const std::string text = draft.ok() ? dump_json(draft->body) : std::string();
    return services.db->write<void>([&](store::Transaction& tx) -> Result<void> {
        const auto bucket = fmt::format("attachment|{}", owner);
        const auto wait = wait_for(tx, bucket, {uploads_per_hour.window, uploads_per_hour.count * services.settings.rate_scale});
        if (wait > 0) return Error{.code = ErrorCode::attachment_quota, .detail = std::to_string(wait / 1000 + 1)};
        MOTCUA_CHECK(make_room(tx, *services.keys, owner, text));
        note_event(tx, bucket);
        return {};
    });
}

struct Rewritten {
    std::string jpeg;
    int width = 0, height = 0;
};
Result<Rewritten> rewrite(const http::Services& services, const Caller& caller, std::string_view bytes) {
    MOTCUA_TRY(opened, open_picture(services, caller, bytes));
    MOTCUA_TRY(jpeg, picture::encode_jpeg(opened.picture));
    return Rewritten{.jpeg = std::move(jpeg), .width = opened.picture.width, .height = opened.picture.height};
}

}  // namespace

void erase_attachment(const store::Transaction& tx, const keys::Keyring& keys, std::string_view id) {
    tx.attachments().erase(id);
    keys.destroy(tx, Sealing(id).record);
}

Result<std::string> take_attachment(http::Services& services, const Caller& caller, std::string_view bytes) {
    MOTCUA_CHECK(admit(services, caller.subject));
    MOTCUA_TRY(rewritten, rewrite(services, caller, bytes));
    const auto id = keys::hex(services.random_bytes(16));
    MOTCUA_CHECK(services.db->write<void>([&](store::Transaction& tx) -> Result<void> {
        const Sealing sealing(id);
        tx.attachments().keep(id, {.owner = caller.subject,
                                   .image = services.keys->seal(tx, sealing.place(), rewritten.jpeg),
                                   .width = rewritten.width,
                                   .height = rewritten.height});
        note(tx, caller.subject, "attachment.taken", id);
        return {};
    }));
    return id;
}

Result<std::string> attachment_image(http::Services& services, const Caller& caller, std::string_view id) {
    return services.db->read<std::string>([&](store::Transaction& tx) -> Result<std::string> {
        const auto found = tx.attachments().find(id);
        if (!found || !may_see(tx, caller, found->owner, found->reference)) return ErrorCode::request_not_found;
        const Sealing sealing(id);
        return services.keys->unseal(tx, sealing.place(), found->image);
    });
}

Result<void> drop_attachment(http::Services& services, const Caller& caller, std::string_view id) {
    return services.db->write<void>([&](store::Transaction& tx) -> Result<void> {
        const auto filed = tx.attachments().is_filed(id, caller.subject);
        if (!filed) return ErrorCode::request_not_found;
        if (*filed) return ErrorCode::attachment_filed;
        erase(tx, *services.keys, caller.subject, std::string(id));
        return {};
    });
}

std::optional<Error> attachment_error(const store::Transaction& tx, std::string_view owner, const Json& filing,
                                      std::string_view reference) {
    for (const auto& named : named_in(filing))
        if (!tx.attachments().may_file(named.id, owner, reference))
            return Error{.code = ErrorCode::attachment_unknown, .field = named.path};
    return std::nullopt;
}

void tie_attachments(store::Transaction& tx, const keys::Keyring& keys, const Json& filing, std::string_view reference) {
    const auto now = named_in(filing);
    for (const auto& before : tx.attachments().filed_with(reference))
        if (std::none_of(now.begin(), now.end(), [&](const Named& named) { return named.id == before.id; }))
            erase(tx, keys, before.owner, before.id);
    for (const auto& named : now) tx.attachments().file(named.id, reference);
}

}  // namespace motcua::intake
