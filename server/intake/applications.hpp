// Applications in the store: filing them, reading them, and the one way their state changes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/services.hpp"
#include "server/keys/keyring.hpp"
#include "server/store/store.hpp"
#include "shared/application/lifecycle.hpp"
#include "shared/base/json.hpp"

namespace motcua::notify { struct Message; }

namespace motcua::intake {

struct Application {
    std::string reference, owner, filed_for, language, portrait_id, office;
    application::State state{};
    Millis submitted_at = 0;
    Json filing;
};

/// With its filing opened. Errors: request_not_found, keys_unreadable.
[[nodiscard]] Result<Application> load_application(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference);
/// The same, for its owner only: anybody else learns nothing (request_not_found).
[[nodiscard]] Result<Application> load_own(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference, std::string_view owner);

/// Who did it: for history and audit. `id` is the session subject or staff id.
struct By {
    application::Actor actor{};
    std::string id{};
};
/// The one way a state changes: application::apply, then state, history and audit in this transaction.
[[nodiscard]] Result<application::State> set_state(const store::Transaction& tx, std::string_view reference, application::Event event, const By& by,
                                                   const application::Context& context = {});

/// Queues a message about it, in its language, to who is told: the applicant, or who files for them. `to` and `reference` are
/// filled in. In the caller's transaction. Errors: those of Notifier::enqueue.
[[nodiscard]] Result<void> tell(store::Transaction& tx, const http::Services& services, const Application& application, notify::Message message);

/// The Application object of the API.
[[nodiscard]] Result<Json> application_json(store::Transaction& tx, const http::Services& services, std::string_view reference);

/// Where a value of an application is sealed.
struct Sealing {
    std::string record;
    std::string reference;
    explicit Sealing(std::string_view of) : record("application:" + std::string(of)), reference(of) {}
    [[nodiscard]] keys::Place place(std::string_view column) const { return {.record = record, .table = "applications", .column = column, .row = reference}; }
};

/// "ERIKSSON ANNA MARIA" of a filing's applicant.
[[nodiscard]] std::string display_name(const Json& filing);

}  // namespace motcua::intake
