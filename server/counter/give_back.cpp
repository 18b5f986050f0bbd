#include "server/counter/desk.hpp"
#include "server/counter/message.hpp"
#include "server/keys/keyring.hpp"

namespace motcua::counter {
namespace {

// The next visit starts afresh: what was compared, captured and signed belonged to answers that are about to change.
void undo_visit(const store::Transaction& tx, std::string_view reference) {
    for (const char* sql : {"DELETE FROM comparisons WHERE reference=?", "DELETE FROM differences WHERE reference=?",
                            "DELETE FROM captures WHERE reference=?", "DELETE FROM verifications WHERE reference=?",
                            "DELETE FROM consents WHERE reference=?"})
        tx.sql(sql).bind(1, reference).run();
    tx.sql("UPDATE claims SET ended_at=? WHERE reference=? AND ended_at IS NULL").bind(1, tx.now()).bind(2, reference).run();
    tx.sql("UPDATE bookings SET cancelled_at=? WHERE reference=? AND cancelled_at IS NULL")
        .bind(1, tx.now())
        .bind(2, reference)
        .run();
}

Result<void> give_back_in(store::Transaction& tx, const http::Services& services, const Officer& officer,
                          std::string_view reference, const std::string& reason) {
    MOTCUA_TRY(file, open_to_read(tx, *services.keys, officer, reference));
    MOTCUA_TRY(context, context_of(tx, services, file, officer));
    MOTCUA_CHECK(advance(tx, file, application::Event::return_for_correction, officer, context));
    undo_visit(tx, reference);
    const std::string sealed = seal(tx, *services.keys, reference, "applications", "return_reason", reference, reason);
    tx.sql(
          "UPDATE applications SET return_reason=?, claimed_by=NULL, claimed_at=NULL, due=NULL, due_latest=NULL, due_days=NULL, due_certain=NULL "
          "WHERE reference=?")
        .bind_blob(1, sealed)
        .bind(2, reference)
        .run();
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
