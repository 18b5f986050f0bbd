#include "server/intake/drafts.hpp"

#include <fmt/format.h>

#include "server/keys/keyring.hpp"
#include "server/store/database.hpp"

namespace motcua::intake {
namespace {

struct Sealing {
    std::string record, owner;
    explicit Sealing(std::string_view of) : record(fmt::format("draft:{}", of)), owner(of) {}
    [[nodiscard]] keys::Place place() const { return {.record = record, .table = "drafts", .column = "body", .row = owner}; }
};

std::int64_t revision_of(const store::Transaction& tx, std::string_view owner) {
    auto row = tx.sql("SELECT revision FROM drafts WHERE owner = ?");
    row.bind(1, owner);
    return row.step() ? row.integer(0) : 0;
}

}  // namespace

Result<Draft> load_draft(http::Services& services, std::string_view owner) {
    return services.db->read<Draft>([&](store::Transaction& tx) -> Result<Draft> {
        auto row = tx.sql("SELECT revision, body FROM drafts WHERE owner = ?");
        row.bind(1, owner);
        if (!row.step()) return ErrorCode::draft_none;
        const Sealing sealing(owner);
        MOTCUA_TRY(plain, services.keys->unseal(tx, sealing.place(), row.text(1)));
        MOTCUA_TRY(body, parse_json(plain));
        return Draft{.revision = row.integer(0), .body = std::move(body)};
    });
}

Result<std::optional<std::int64_t>> save_draft(http::Services& services, std::string_view owner, const Draft& draft) {
    using Out = std::optional<std::int64_t>;
    const std::string plain = dump_json(draft.body);
    // what is kept must be readable again; written numbers may be longer than those received
    if (plain.size() > JsonLimits{}.bytes) return ErrorCode::json_too_large;
    return services.db->write<Out>([&](store::Transaction& tx) -> Result<Out> {
        if (revision_of(tx, owner) != draft.revision) return Out{};
        const Sealing sealing(owner);
        const auto sealed = services.keys->seal(tx, sealing.place(), plain);
        tx.sql(
              "INSERT INTO drafts(owner, revision, body, updated_at) VALUES(?1,?2,?3,?4) ON CONFLICT(owner) DO UPDATE SET "
              "revision = ?2, body = ?3, updated_at = ?4")
            .bind(1, owner)
            .bind(2, draft.revision + 1)
            .bind_blob(3, sealed)
            .bind(4, tx.now())
            .run();
        return Out{draft.revision + 1};
    });
}

}  // namespace motcua::intake
