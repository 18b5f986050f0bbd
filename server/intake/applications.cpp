#include "server/intake/applications.hpp"

#include "server/intake/slip.hpp"
#include "server/notify/notifier.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::intake {
namespace {

std::string actor_text(const By& by) {
    constexpr std::string_view names[]{"applicant", "officer", "authority", "system"};
    const std::string name(names[static_cast<std::size_t>(by.actor)]);
    return by.id.empty() ? name : name + ':' + by.id;
}

Json history_json(const store::Transaction& tx, std::string_view reference) {
    Json out = Json::array();
    auto rows = tx.sql("SELECT at, event FROM history WHERE reference = ? ORDER BY id");
    rows.bind(1, reference);
    while (rows.step()) out.push_back({{"at", rows.integer(0)}, {"event", rows.text(1)}});
    return out;
}

Json notifications_json(store::Transaction& tx, std::string_view reference) {
    Json out = Json::array();
    for (const auto& each : notify::deliveries(tx, reference))
        out.push_back({{"channel", notify::text(each.channel)},
                       {"kind", notify::text(each.topic)},
                       {"state", each.state},
                       {"at", each.at}});
    return out;
}

Json booking_json(const store::Transaction& tx, std::string_view reference) {
    auto row = tx.sql("SELECT office, date, time FROM bookings WHERE reference = ? AND cancelled_at IS NULL");
    row.bind(1, reference);
    if (!row.step()) return nullptr;
    return {{"office", row.text(0)}, {"date", row.text(1)}, {"time", row.text(2)}};
}

Json office_json(const http::Services& services, std::string_view id) {
    const auto* office = rules::find_office(*services.rules, id);
    if (office == nullptr) return nullptr;
    return {{"id", office->id}, {"name", {{"vi", office->name.vi}, {"en", office->name.en}}}};
}

Result<Json> account_json(const store::Transaction& tx, const http::Services& services, const store::Statement& row,
                          const Sealing& sealing) {
    if (row.is_null(2)) return Json(nullptr);
    MOTCUA_TRY(number, services.keys->unseal(tx, sealing.place("account"), row.text(2)));
    return Json{{"number", number}, {"createdAt", row.integer(3)}, {"activateBy", row.text(4)}};
}

Result<Json> return_json(const store::Transaction& tx, const http::Services& services, const store::Statement& row,
                         const Sealing& sealing, application::State state) {
    const bool shown = state == application::State::returned || state == application::State::rejected;
    if (!shown || row.is_null(5)) return Json(nullptr);
    MOTCUA_TRY(reason, services.keys->unseal(tx, sealing.place("return_reason"), row.text(5)));
    return Json{{"reason", reason}};
}

Json deadline_json(const store::Statement& row) {
    if (row.is_null(0)) return nullptr;
    return {{"due", row.text(0)}, {"latest", row.text(7)}, {"days", row.integer(1)}, {"certain", row.integer(6) != 0}};
}

// What the visit added, in one row: deadline, account, reason.
Result<void> add_visit(store::Transaction& tx, const http::Services& services, const Application& application, Json& out) {
    const Sealing sealing(application.reference);
    auto row = tx.sql(
        "SELECT due, due_days, account, account_at, activate_by, return_reason, due_certain, due_latest FROM applications WHERE reference = "
        "?");
    row.bind(1, application.reference);
    if (!row.step()) return ErrorCode::request_not_found;
    MOTCUA_TRY(account, account_json(tx, services, row, sealing));
    MOTCUA_TRY(reason, return_json(tx, services, row, sealing, application.state));
    out["deadline"] = deadline_json(row);
    out["account"] = std::move(account);
    out["return"] = std::move(reason);
    return {};
}

}  // namespace

std::string display_name(const Json& filing) {
    const auto& applicant = member(filing, "applicant");
    const auto family = std::string(text_at(applicant, "familyName")), given = std::string(text_at(applicant, "givenNames"));
    return given.empty() ? family : (family.empty() ? given : family + ' ' + given);
}

Result<Application> load_application(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference) {
    auto row = tx.sql(
        "SELECT owner, state, filed_for, language, filing, portrait_id, office, submitted_at FROM applications WHERE reference = "
        "?");
    row.bind(1, reference);
    if (!row.step()) return ErrorCode::request_not_found;
    const Sealing sealing(reference);
    MOTCUA_TRY(state, application::parse_state(row.text(1)));
    MOTCUA_TRY(plain, keys.unseal(tx, sealing.place("filing"), row.text(4)));
    MOTCUA_TRY(filing, parse_json(plain));
    return Application{.reference = sealing.reference,
                       .owner = row.text(0),
                       .filed_for = row.text(2),
                       .language = row.text(3),
                       .portrait_id = row.text(5),
                       .office = row.text(6),
                       .state = state,
                       .submitted_at = row.integer(7),
                       .filing = std::move(filing)};
}

Result<Application> load_own(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference,
                             std::string_view owner) {
    MOTCUA_TRY(found, load_application(tx, keys, reference));
    if (found.owner != owner) return ErrorCode::request_not_found;
    return std::move(found);
}

Result<application::State> set_state(const store::Transaction& tx, std::string_view reference, application::Event event,
                                     const By& by, const application::Context& context) {
    auto row = tx.sql("SELECT state FROM applications WHERE reference = ?");
    row.bind(1, reference);
    if (!row.step()) return ErrorCode::request_not_found;
    MOTCUA_TRY(before, application::parse_state(row.text(0)));
    MOTCUA_TRY(after, application::apply(before, event, by.actor, context));
    tx.sql("UPDATE applications SET state = ?, updated_at = ? WHERE reference = ?")
        .bind(1, application::text(after))
        .bind(2, tx.now())
        .bind(3, reference)
        .run();
    tx.sql("INSERT INTO history(reference, at, event, state, actor) VALUES(?,?,?,?,?)")
        .bind(1, reference)
        .bind(2, tx.now())
        .bind(3, application::text(event))
        .bind(4, application::text(after))
        .bind(5, actor_text(by))
        .run();
    tx.audit({.actor = actor_text(by),
              .action = "application." + std::string(application::text(event)),
              .subject = std::string(reference)});
    return application::State(after);
}

Result<Json> application_json(store::Transaction& tx, const http::Services& services, std::string_view reference) {
    MOTCUA_TRY(found, load_application(tx, *services.keys, reference));
    Json out{{"reference", found.reference},
             {"state", application::text(found.state)},
             {"filedFor", found.filed_for},
             {"name", display_name(found.filing)},
             {"submittedAt", found.submitted_at},
             {"language", found.language},
             {"office", office_json(services, found.office)},
             {"booking", booking_json(tx, reference)},
             {"history", history_json(tx, reference)},
             {"notifications", notifications_json(tx, reference)},
             {"slip", slip_json(services, reference)}};
    MOTCUA_CHECK(add_visit(tx, services, found, out));
    return out;
}

std::vector<std::string> references_of(const store::Transaction& tx, std::string_view owner) {
    std::vector<std::string> out;
    auto rows = tx.sql("SELECT reference FROM applications WHERE owner = ? ORDER BY submitted_at DESC, reference");
    rows.bind(1, owner);
    while (rows.step()) out.push_back(rows.text(0));
    return out;
}

}  // namespace motcua::intake
