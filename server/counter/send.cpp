#include "server/counter/desk.hpp"
#include "server/counter/message.hpp"
#include "server/keys/keyring.hpp"
#include "server/provisioning/outbox.hpp"
#include "server/store/applications.hpp"
#include "shared/calendar/calendar.hpp"
#include "shared/i18n/text.hpp"

namespace motcua::counter {
namespace {

// The clock starts with the receipt of a complete and valid file (Decree 69/2024 Art. 13(3)): today, not the day of verification.
calendar::Deadline start_clock(const store::Transaction& tx, const http::Services& services, const File& file) {
    const auto deadline = calendar::deadline(today(services), file.due_days, services.rules->calendar);
    tx.applications().receive(file.reference, deadline);
    return deadline;
}

Result<void> send_in(store::Transaction& tx, const http::Services& services, const Officer& officer, std::string_view reference) {
    MOTCUA_TRY(file, open_to_read(tx, *services.keys, officer, reference));
    MOTCUA_TRY(context, context_of(tx, services, file, officer));
    MOTCUA_CHECK(advance(tx, file, application::Event::send, officer, context));
    const auto deadline = start_clock(tx, services, file);
    const std::string id =
        provisioning::enqueue(tx, {.kind = std::string(provisioning::kind_authority), .reference = file.reference});
    audit(tx, officer, "file.queued", reference, {{"outbox", id}});
    return tell(tx, services, file, notify::Topic::sent, {{"due", i18n::date(deadline.latest, file.language)}});
}

}  // namespace

Result<void> send(const http::Services& services, const Officer& officer, std::string_view reference) {
    MOTCUA_CHECK(services.db->write<void>([&](store::Transaction& tx) { return send_in(tx, services, officer, reference); }));
    if (services.wake_outbox) services.wake_outbox();
    return {};
}

}  // namespace motcua::counter
