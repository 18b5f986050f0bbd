#include "server/counter/desk.hpp"
#include "server/keys/keyring.hpp"
#include "server/store/claims.hpp"

namespace motcua::counter {
namespace {

bool at_the_desk(application::State state) {
    using application::State;
    return state == State::at_counter || state == State::verified || state == State::consented;
}

void begin_claim(const store::Transaction& tx, const keys::Keyring& keys, const Officer& officer, const File& file,
                 std::string_view reason) {
    // a walk-in belongs to the office that takes it
    store::Claim claim{.officer = officer.id, .office = officer.office};
    if (!reason.empty()) claim.reason = seal(tx, keys, file.reference, "claims", "reason", file.reference, reason);
    tx.claims().begin(file.reference, claim);
}

Result<void> take_over(const store::Transaction& tx, const Officer& officer, const File& file, std::string_view reason) {
    if (officer.role != staff::StaffRole::supervisor) return ErrorCode::file_claimed;
    if (reason.empty()) return Error{.code = ErrorCode::file_claimed, .field = "reason"};
    MOTCUA_CHECK(check_reason(reason));
    tx.claims().end(file.reference);
    audit(tx, officer, "file.taken_over", file.reference, {{"from", file.claimed_by}});
    return {};
}

Result<void> claim_in(const store::Transaction& tx, const http::Services& services, const Officer& officer, const File& file,
                      std::string_view reason) {
    if (file.claimed_by == officer.id) return {};
    if (!file.claimed_by.empty()) MOTCUA_CHECK(take_over(tx, officer, file, reason));
    if (!at_the_desk(file.state))
        MOTCUA_CHECK(advance(tx, file, application::Event::open_at_counter, officer, {.claimed_by_actor = true}));
    begin_claim(tx, *services.keys, officer, file, reason);
    audit(tx, officer, "file.claimed", file.reference);
    return {};
}

}  // namespace

bool may_be_claimed(application::State state) {
    return at_the_desk(state) ||
           application::is_allowed(state, application::Event::open_at_counter, application::Actor::officer, {});
}

Result<void> claim(const http::Services& services, const Officer& officer, std::string_view reference, std::string_view reason) {
    return services.db->write<void>([&](store::Transaction& tx) -> Result<void> {
        MOTCUA_TRY(file, open_to_read(tx, *services.keys, officer, reference));
        return claim_in(tx, services, officer, file, reason);
    });
}

Result<void> release(const http::Services& services, const Officer& officer, std::string_view reference) {
    return services.db->write<void>([&](store::Transaction& tx) -> Result<void> {
        MOTCUA_TRY(file, open_to_read(tx, *services.keys, officer, reference));
        if (file.claimed_by.empty()) return {};
        const bool may = file.claimed_by == officer.id || officer.role == staff::StaffRole::supervisor;
        if (!may) return ErrorCode::file_claimed;
        tx.claims().end(file.reference);
        audit(tx, officer, "file.released", file.reference, {{"from", file.claimed_by}});
        return {};
    });
}

Result<std::optional<Holder>> holder_of(const http::Services& services, std::string_view reference) {
    return services.db->read<std::optional<Holder>>([&](store::Transaction& tx) -> Result<std::optional<Holder>> {
        const auto holder = tx.claims().holder(reference);
        if (!holder) return std::optional<Holder>{};
        const auto account = staff::find(tx, holder->officer);
        if (!account) return std::optional<Holder>{};
        return std::optional{Holder{.account = *account, .since = holder->since}};
    });
}

}  // namespace motcua::counter
