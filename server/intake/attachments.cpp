#include "server/intake/attachments.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "server/intake/drafts.hpp"
#include "server/intake/pictures.hpp"
#include "server/intake/throttle.hpp"
#include "server/keys/keyring.hpp"
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
    tx.sql("DELETE FROM attachments WHERE id = ?").bind(1, id).run();
    keys.destroy(tx, Sealing(id).record);
    note(tx, owner, "attachment.removed", id);
}

/// Makes room among the owner's unfiled pictures: first go those no draft names.
Result<void> make_room(store::Transaction& tx, const keys::Keyring& keys, std::string_view owner, std::string_view draft) {
    std::vector<std::string> unused;
    std::size_t unfiled = 0;
    auto rows = tx.sql("SELECT id, created_at FROM attachments WHERE owner = ? AND reference IS NULL ORDER BY created_at");
    rows.bind(1, owner);
    for (; rows.step(); ++unfiled) {
        const bool named = draft.find(rows.text(0)) != std::string_view::npos;
        if (!named && rows.integer(1) < tx.now() - surely_unused) unused.push_back(rows.text(0));
    }
    if (unfiled < most_unfiled) return {};
    for (const auto& id : unused) erase(tx, keys, owner, id);
    return unfiled - unused.size() < most_unfiled ? Result<void>() : ErrorCode::attachment_too_many;
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

Result<std::string> take_attachment(http::Services& services, const Caller& caller, std::string_view bytes) {
    MOTCUA_CHECK(admit(services, caller.subject));
    MOTCUA_TRY(rewritten, rewrite(services, caller, bytes));
    const auto id = keys::hex(services.random_bytes(16));
    MOTCUA_CHECK(services.db->write<void>([&](store::Transaction& tx) -> Result<void> {
        const Sealing sealing(id);
        tx.sql("INSERT INTO attachments(id, owner, image, width, height, created_at) VALUES(?,?,?,?,?,?)")
            .bind(1, id)
            .bind(2, caller.subject)
            .bind_blob(3, services.keys->seal(tx, sealing.place(), rewritten.jpeg))
            .bind(4, rewritten.width)
            .bind(5, rewritten.height)
            .bind(6, tx.now())
            .run();
        note(tx, caller.subject, "attachment.taken", id);
        return {};
    }));
    return id;
}

Result<std::string> attachment_image(http::Services& services, const Caller& caller, std::string_view id) {
    return services.db->read<std::string>([&](store::Transaction& tx) -> Result<std::string> {
        auto row = tx.sql("SELECT owner, reference, image FROM attachments WHERE id = ?");
        row.bind(1, id);
        if (!row.step() || !may_see(tx, caller, row.text(0), row.text(1))) return ErrorCode::request_not_found;
        const Sealing sealing(id);
        return services.keys->unseal(tx, sealing.place(), row.text(2));
    });
}

Result<void> drop_attachment(http::Services& services, const Caller& caller, std::string_view id) {
    return services.db->write<void>([&](store::Transaction& tx) -> Result<void> {
        {
            auto row = tx.sql("SELECT reference IS NOT NULL FROM attachments WHERE id = ? AND owner = ?");
            row.bind(1, id).bind(2, caller.subject);
            if (!row.step()) return ErrorCode::request_not_found;
            if (row.integer(0) != 0) return ErrorCode::attachment_filed;
        }
        erase(tx, *services.keys, caller.subject, std::string(id));
        return {};
    });
}

std::optional<Error> attachment_error(const store::Transaction& tx, std::string_view owner, const Json& filing,
                                      std::string_view reference) {
    for (const auto& named : named_in(filing)) {
        auto row = tx.sql("SELECT 1 FROM attachments WHERE id = ? AND owner = ? AND (reference IS NULL OR reference = ?)");
        row.bind(1, named.id).bind(2, owner).bind(3, reference);
        if (!row.step()) return Error{.code = ErrorCode::attachment_unknown, .field = named.path};
    }
    return std::nullopt;
}

void tie_attachments(store::Transaction& tx, const keys::Keyring& keys, const Json& filing, std::string_view reference) {
    std::vector<std::pair<std::string, std::string>> before;  // id and owner
    {
        auto rows = tx.sql("SELECT id, owner FROM attachments WHERE reference = ?");
        rows.bind(1, reference);
        while (rows.step()) before.emplace_back(rows.text(0), rows.text(1));
    }
    const auto now = named_in(filing);
    for (const auto& [id, owner] : before)
        if (std::none_of(now.begin(), now.end(), [&, &id = id](const Named& named) { return named.id == id; })) erase(tx, keys, owner, id);
    for (const auto& named : now)
        tx.sql("UPDATE attachments SET reference = ? WHERE id = ?").bind(1, reference).bind(2, named.id).run();
}

}  // namespace motcua::intake
