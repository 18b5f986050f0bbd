// A file on the officer's desk, as the store holds it: the application, who holds it, and what has been done at the counter.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/counter/compare.hpp"
#include "server/counter/fingers.hpp"
#include "server/http/services.hpp"
#include "server/intake/applications.hpp"
#include "server/sandbox/opening.hpp"
#include "server/staff/accounts.hpp"
#include "server/store/captures.hpp"
#include "server/store/store.hpp"
#include "shared/application/eligibility.hpp"
#include "shared/application/lifecycle.hpp"
#include "shared/base/json.hpp"

namespace motcua::keys {
class Keyring;
}

namespace motcua::counter {

/// The officer who acts, from the session.
struct Officer {
    std::string id, name, office;
    staff::StaffRole role = staff::StaffRole::officer;
};

/// The application's row. `filing` is as typed; accepted differences are put in by accepted_filing().
struct File {
    std::string reference;
    application::State state{};
    std::string filed_for, language;
    std::string office;      ///< empty: never booked
    std::string claimed_by;  ///< staff id, empty: nobody
    Millis claimed_at = 0;
    Json filing;
    std::string portrait_id;
    std::string due;
    int due_days = 0;
};

/// Errors: slip_unknown; keys_unreadable.
[[nodiscard]] Result<File> load_file(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference);

/// The comparison made at the counter, with the officer's choices.
struct Compared {
    std::string mrz;                               ///< as read; empty where there is no passport
    std::optional<verification::Record> record{};  ///< what the registry answered
    bool asked = false;                            ///< the registry answered at all (a record or nobody)
    std::vector<Row> rows{};
    Accepted accepted{};
    std::map<std::string, std::string> reasons{};  ///< of the choices, by field
};
[[nodiscard]] Result<std::optional<Compared>> load_comparison(const store::Transaction& tx, const keys::Keyring& keys,
                                                              std::string_view reference);
/// Writes rows and record; choices whose row has changed are forgotten.
[[nodiscard]] Result<void> save_comparison(const store::Transaction& tx, const keys::Keyring& keys, const Officer& officer,
                                           std::string_view reference, const Compared& compared);

/// A capture or a finger that is not there.
struct Captured {
    std::string position;    ///< "face" or a finger position
    std::string image{};     ///< JPEG (face) or PNG (finger); empty when missing
    std::string minutiae{};  ///< compact template of a finger
    Json quality = Json::object();
    std::string missing{};
    Millis at = 0;
};
[[nodiscard]] Result<std::vector<Captured>> load_captures(const store::Transaction& tx, const keys::Keyring& keys,
                                                          std::string_view reference);
[[nodiscard]] Result<std::optional<Captured>> load_capture(const store::Transaction& tx, const keys::Keyring& keys,
                                                           std::string_view reference, std::string_view position);
/// The minutiae of a capture as they are kept. Errors: those of unseal.
[[nodiscard]] Result<std::string> open_minutiae(const store::Transaction& tx, const keys::Keyring& keys, const store::TakenFinger& finger);
void save_capture(const store::Transaction& tx, const keys::Keyring& keys, const Officer& officer, std::string_view reference,
                  const Captured& captured);
/// What is kept of a capture without its pictures.
struct CaptureState {
    std::string position;
    Json quality;
    std::string missing;
    Millis at = 0;
};
[[nodiscard]] std::vector<CaptureState> capture_states(const store::Transaction& tx, std::string_view reference);
/// Whether the capture serves: it is valid, or it is the best of three tries (the fourth would not be better).
[[nodiscard]] bool serves(const Json& quality);

/// The filing with the accepted values.
[[nodiscard]] Result<Json> filing_in_force(const store::Transaction& tx, const keys::Keyring& keys, const File& file);
/// Eligibility by the rules of the day of the visit: a child may have turned 6 or 14 since the filing.
[[nodiscard]] eligibility::Answer eligibility_on(const http::Services& services, const Json& filing, Date day);
[[nodiscard]] bool eligible(const eligibility::Answer& answer, std::string_view filed_for);

/// What is true of the file now, for application::apply.
[[nodiscard]] Result<application::Context> context_of(const store::Transaction& tx, const http::Services& services,
                                                      const File& file, const Officer& officer);
/// Takes the file through an event: new state, history and audit row. Errors: those of application::apply.
[[nodiscard]] Result<void> advance(const store::Transaction& tx, const File& file, application::Event event, const intake::By& by,
                                   const application::Context& context);
[[nodiscard]] Result<void> advance(const store::Transaction& tx, const File& file, application::Event event,
                                   const Officer& officer, const application::Context& context);

/// The file, if the officer may work on it now: of the own office (or of none yet), held by the officer, in state at_counter.
/// Errors: slip_unknown, slip_other_office, file_not_claimed, file_act.
[[nodiscard]] Result<File> open_for_work(const store::Transaction& tx, const keys::Keyring& keys, const Officer& officer,
                                         std::string_view reference);
/// The file, if it belongs to the officer's office or to none yet. Errors: slip_unknown, slip_other_office.
[[nodiscard]] Result<File> open_to_read(const store::Transaction& tx, const keys::Keyring& keys, const Officer& officer,
                                        std::string_view reference);

/// One audit row of an officer's act on a file; `detail` holds no personal data.
/// Who a picture comes from, and for which file.
[[nodiscard]] sandbox::Sender sender_of(const Officer& officer, std::string_view reference);
void audit(const store::Transaction& tx, const Officer& officer, std::string_view action, std::string_view reference,
           const Json& detail = Json::object());
/// A reason given by the officer, tidied. Error: reason_missing.
[[nodiscard]] Result<std::string> check_reason(std::string_view reason);
/// Today in Vietnam.
[[nodiscard]] Date today(const http::Services& services);

/// Seals and opens the counter's columns of a file. `row` is the reference, or the reference and a position.
[[nodiscard]] std::string seal(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference,
                               std::string_view table, std::string_view column, std::string_view row, std::string_view plain);
[[nodiscard]] Result<std::string> unseal(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference,
                                         std::string_view table, std::string_view column, std::string_view row,
                                         std::string_view sealed);

}  // namespace motcua::counter
