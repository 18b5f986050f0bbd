#include "server/counter/desk.hpp"
#include "server/counter/message.hpp"
#include "server/keys/keyring.hpp"
#include "server/store/applications.hpp"
#include "server/store/bookings.hpp"
#include "server/store/claims.hpp"
#include "server/store/visit.hpp"

namespace motcua::counter {
namespace {

// The next visit starts afresh: what was compared, captured and signed belonged to answers that are about to change.
void undo_visit(const store::Transaction& tx, std::string_view reference) {
    store::erase_visit(tx, reference);
    tx.claims().end(reference);
    tx.bookings().free(reference);
}

Result<void> give_back_in(store::Transaction& tx, const http::Services& services, const Officer& officer,
                          std::string_view reference, const std::string& reason) {
    MOTCUA_TRY(file, open_to_read(tx, *services.keys, officer, reference));
    MOTCUA_TRY(context, context_of(tx, services, file, officer));
    MOTCUA_CHECK(advance(tx, file, application::Event::return_for_correction, officer, context));
    undo_visit(tx, reference);
    const std::string sealed = seal(tx, *services.keys, reference, "applications", "return_reason", reference, reason);
    tx.applications().give_back(reference, sealed);
    return tell(tx, services, file, notify::Topic::returned, {{"reason", reason}});
}

}  // namespace

Result<void> give_back(const http::Services& services, const Officer& officer, std::string_view reference,
                       std::string_view reason) {
    MOTCUA_TRY(given, check_reason(reason));
    MOTCUA_CHECK(
        services.db->write<void>([&](store::Transaction& tx) { return give_back_in(tx, services, officer, reference, given); }));
    if (services.wake_outbox) services.wake_outbox();
    return {};
}

}  // namespace motcua::counter
