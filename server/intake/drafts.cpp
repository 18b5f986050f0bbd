#include "server/intake/drafts.hpp"

#include <fmt/format.h>

#include "server/keys/keyring.hpp"
#include "server/store/drafts.hpp"
#include "server/store/store.hpp"

namespace motcua::intake {
namespace {

struct Sealing {
    std::string record, owner;
    explicit Sealing(std::string_view of) : record(fmt::format("draft:{}", of)), owner(of) {}
    [[nodiscard]] keys::Place place() const { return {.record = record, .table = "drafts", .column = "body", .row = owner}; }
};

}  // namespace

void erase_draft(const store::Transaction& tx, const keys::Keyring& keys, std::string_view owner) {
    tx.drafts().erase(owner);
    keys.destroy(tx, Sealing(owner).record);
}

Result<Draft> load_draft(http::Services& services, std::string_view owner) {
    return services.db->read<Draft>([&](store::Transaction& tx) -> Result<Draft> {
        const auto found = tx.drafts().find(owner);
        if (!found) return ErrorCode::draft_none;
        const Sealing sealing(owner);
        MOTCUA_TRY(plain, services.keys->unseal(tx, sealing.place(), found->body));
        MOTCUA_TRY(body, parse_json(plain));
        return Draft{.revision = found->revision, .body = std::move(body)};
    });
}

Result<std::optional<std::int64_t>> save_draft(http::Services& services, std::string_view owner, const Draft& draft) {
    using Out = std::optional<std::int64_t>;
    const std::string plain = dump_json(draft.body);
    // what is kept must be readable again; written numbers may be longer than those received
    if (plain.size() > JsonLimits{}.bytes) return ErrorCode::json_too_large;
    return services.db->write<Out>([&](store::Transaction& tx) -> Result<Out> {
        if (tx.drafts().revision_of(owner) != draft.revision) return Out{};
        const Sealing sealing(owner);
        tx.drafts().save(owner, {.revision = draft.revision + 1, .body = services.keys->seal(tx, sealing.place(), plain)});
        return Out{draft.revision + 1};
    });
}

}  // namespace motcua::intake
