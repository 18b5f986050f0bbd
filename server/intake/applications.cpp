#include "server/intake/applications.hpp"

#include "server/intake/slip.hpp"
#include "server/notify/notifier.hpp"
#include "server/store/applications.hpp"
#include "server/store/bookings.hpp"
#include "server/store/closures.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::intake {
namespace {

std::string actor_text(const By& by) {
    constexpr std::string_view names[]{"applicant", "officer", "supervisor", "authority", "system"};
    const std::string name(names[static_cast<std::size_t>(by.actor)]);
    return by.id.empty() ? name : name + ':' + by.id;
}

Json history_json(const store::Transaction& tx, std::string_view reference) {
    Json out = Json::array();
    for (const auto& step : tx.applications().history(reference)) out.push_back({{"at", step.at}, {"event", step.event}});
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

/// Why the office put the visit where it stands; null where the person did.
Json moved_json(const store::Transaction& tx, std::string_view reference) {
    const auto moved = tx.closures().moved_of(reference);
    const auto closure = moved ? tx.closures().find(moved->closure) : std::nullopt;
    if (!closure) return nullptr;
    return {{"from", moved->from}, {"reason", {{"vi", closure->reason_vi}, {"en", closure->reason_en}}}};
}

Json booking_json(const store::Transaction& tx, std::string_view reference) {
    const auto booking = tx.bookings().of(reference);
    if (!booking) return nullptr;
    return {{"office", booking->office}, {"date", booking->date}, {"time", booking->time}, {"moved", moved_json(tx, reference)}};
}

Json office_json(const http::Services& services, std::string_view id) {
    const auto* office = rules::find_office(*services.rules, id);
    if (office == nullptr) return nullptr;
    return {{"id", office->id}, {"name", {{"vi", office->name.vi}, {"en", office->name.en}}}};
}

Result<Json> account_json(const store::Transaction& tx, const http::Services& services, const store::Outcome& outcome,
                          const Sealing& sealing) {
    if (outcome.account.empty()) return Json(nullptr);
    MOTCUA_TRY(number, services.keys->unseal(tx, sealing.place("account"), outcome.account));
    return Json{{"number", number}, {"createdAt", outcome.account_at}, {"activateBy", outcome.activate_by}};
}

Result<Json> return_json(const store::Transaction& tx, const http::Services& services, const store::Outcome& outcome,
                         const Sealing& sealing, application::State state) {
    const bool shown = state == application::State::returned || state == application::State::rejected;
    if (!shown || outcome.reason.empty()) return Json(nullptr);
    MOTCUA_TRY(reason, services.keys->unseal(tx, sealing.place("return_reason"), outcome.reason));
    return Json{{"reason", reason}};
}

Json deadline_json(const std::optional<store::Outcome::Promise>& promise) {
    if (!promise) return nullptr;
    return {{"due", promise->due}, {"latest", promise->latest}, {"days", promise->days}, {"certain", promise->certain}};
}

// What the visit added: deadline, account, reason.
Result<void> add_visit(store::Transaction& tx, const http::Services& services, const Application& application, Json& out) {
    const Sealing sealing(application.reference);
    const auto outcome = tx.applications().outcome_of(application.reference);
    if (!outcome) return ErrorCode::request_not_found;
    MOTCUA_TRY(account, account_json(tx, services, *outcome, sealing));
    MOTCUA_TRY(reason, return_json(tx, services, *outcome, sealing, application.state));
    out["deadline"] = deadline_json(outcome->promise);
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
    auto found = tx.applications().find(reference);
    if (!found) return ErrorCode::request_not_found;
    const Sealing sealing(reference);
    MOTCUA_TRY(plain, keys.unseal(tx, sealing.place("filing"), found->filing));
    MOTCUA_TRY(filing, parse_json(plain));
    return Application{.reference = std::move(found->reference),
                       .owner = std::move(found->owner),
                       .filed_for = std::move(found->filed_for),
                       .language = std::move(found->language),
                       .portrait_id = std::move(found->portrait_id),
                       .office = std::move(found->office),
                       .state = found->state,
                       .submitted_at = found->submitted_at,
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
    const auto before = tx.applications().state_of(reference);
    if (!before) return ErrorCode::request_not_found;
    MOTCUA_TRY(after, application::apply(*before, event, by.actor, context));
    tx.applications().take_step(reference, {.event = event, .state = after, .actor = actor_text(by)});
    tx.audit({.actor = actor_text(by),
              .action = "application." + std::string(application::text(event)),
              .subject = std::string(reference)});
    return application::State(after);
}

Result<void> tell(store::Transaction& tx, const http::Services& services, const Application& application, notify::Message message) {
    message.to = notify::recipient_of(application.filing, application.filed_for, application.language);
    message.reference = application.reference;
    return services.notifier->enqueue(tx, message);
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

}  // namespace motcua::intake
