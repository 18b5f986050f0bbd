#include "server/intake/submit.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "server/intake/applications.hpp"
#include "server/intake/attachments.hpp"
#include "server/intake/throttle.hpp"
#include "server/notify/notifier.hpp"
#include "server/store/applications.hpp"
#include "server/store/portraits.hpp"
#include "server/store/submissions.hpp"
#include "shared/base/ids.hpp"
#include "shared/form/validate.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::intake {
namespace {

constexpr std::size_t most_filings = 10;
constexpr Limit filings_per_hour{3'600'000, 10};
constexpr int most_open_per_document = 3;  // over all phones: one phone alone may have one, and cannot lock the owner out

bool is_key(std::string_view text) {
    return text.size() >= 16 && text.size() <= 64 &&
           std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

notify::Recipient recipient(const Json& filing) { return notify::recipient_of(filing, text_at(filing, "filedFor"), text_at(filing, "language")); }

std::string document_index(const keys::Keyring& keys, const Json& filing) {
    const auto& applicant = member(filing, "applicant");
    const auto number = text_at(applicant, "documentNumber");
    return keys.blind_index(keys::Index::document, number.empty()
                                                       ? fmt::format("card|{}", text_at(applicant, "cardNumber"))
                                                       : fmt::format("{}|{}", text_at(applicant, "nationality"), number));
}

// --- judging
bool eligible(const http::Services& services, const Json& filing, Date today) {
    const auto decision = eligibility::decide(form::eligibility_question(filing, today), *services.rules).decision;
    return decision == eligibility::Decision::eligible ||
           (decision == eligibility::Decision::guardian_required && text_at(filing, "filedFor") != "self");
}

std::vector<Error> judge(const http::Services& services, const Json& filing, std::string_view verified_phone, Date today) {
    if (const auto shape = form::check_shape(filing); !shape.ok()) return {shape.error()};
    auto errors = form::validate(filing, today, *services.rules).errors;
    if (!errors.empty()) return errors;
    const bool self = text_at(filing, "filedFor") == "self";
    if (recipient(filing).phone != verified_phone)
        errors.push_back({.code = ErrorCode::application_phone, .field = self ? "applicant.phone" : "representative.phone"});
    if (!eligible(services, filing, today))
        errors.push_back({.code = ErrorCode::application_ineligible, .field = "applicant.cardType"});
    return errors;
}

std::optional<Error> portrait_error(const store::Transaction& tx, std::string_view owner, const Json& filing,
                                    std::string_view reference) {
    const auto id = text_at(filing, "portrait");
    if (id == "counter") return std::nullopt;
    if (tx.portraits().may_file(id, owner, reference)) return std::nullopt;
    return Error{.code = ErrorCode::portrait_unknown, .field = "portrait"};
}

std::optional<Error> open_error(const store::Transaction& tx, std::string_view owner, std::string_view document) {
    const auto open = tx.applications().open_of_document(document, owner);
    if (open.all < most_open_per_document && open.own == 0) return std::nullopt;
    return Error{.code = ErrorCode::application_open, .field = "applicant.documentNumber"};
}

// --- writing
std::string free_reference(const store::Transaction& tx, const http::Services& services) {
    for (;;) {
        const auto bytes = services.random_bytes(5);
        std::array<std::uint8_t, 5> random{};
        std::copy(bytes.begin(), bytes.end(), random.begin());
        auto reference = make_reference(random);
        if (!tx.applications().state_of(reference)) return reference;
    }
}

/// The pictures it names belong to the application from now on.
void tie_pictures(store::Transaction& tx, const keys::Keyring& keys, const Json& filing, std::string_view reference) {
    if (const auto id = text_at(filing, "portrait"); id != "counter") tx.portraits().file(id, reference);
    tie_attachments(tx, keys, filing, reference);
}

store::Filing sealed(store::Transaction& tx, const keys::Keyring& keys, const Json& filing, std::string_view reference) {
    const Sealing sealing(reference);
    const auto portrait = text_at(filing, "portrait");
    return {.sealed = keys.seal(tx, sealing.place("filing"), dump_json(filing)),
            .document_index = document_index(keys, filing),
            .portrait_id = portrait == "counter" ? std::string() : std::string(portrait)};
}

Result<void> tell(store::Transaction& tx, const http::Services& services, const Json& filing, std::string_view reference) {
    return services.notifier->enqueue(tx, {.topic = notify::Topic::submitted, .to = recipient(filing), .reference = std::string(reference)});
}

Result<std::string> write_one(store::Transaction& tx, const http::Services& services, std::string_view owner,
                              std::string_view sitting, const Json& filing) {
    const auto reference = free_reference(tx, services);
    tx.applications().file({.reference = reference,
                            .owner = std::string(owner),
                            .sitting = std::string(sitting),
                            .filed_for = std::string(text_at(filing, "filedFor")),
                            .language = std::string(text_at(filing, "language")),
                            .filing = sealed(tx, *services.keys, filing, reference)});
    tx.audit({.actor = fmt::format("applicant:{}", owner),
              .action = "application.submit",
              .subject = reference,
              .detail = dump_json({{"filedFor", text_at(filing, "filedFor")}})});
    tie_pictures(tx, *services.keys, filing, reference);
    MOTCUA_CHECK(tell(tx, services, filing, reference));
    return reference;
}

std::vector<Json> normalised(const http::Services& services, const Json& filings) {
    std::vector<Json> out;
    for (const auto& filing : filings) out.push_back(form::normalise(filing, *services.rules));
    return out;
}

Result<std::string> phone_of(const http::Services& services, const Caller& caller) {
    return services.db->read<std::string>([&](store::Transaction& tx) -> Result<std::string> {
        MOTCUA_TRY(session, session_of(tx, services, caller));
        return session.phone;
    });
}

// --- the same request twice gives the same answer
Result<Submitted> write_all(store::Transaction& tx, const http::Services& services, const Caller& caller, std::string_view key,
                            const std::string& hash, const std::vector<Json>& filings) {
    if (auto before = tx.submissions().find(caller.subject, key)) {
        if (!keys::same_secret(before->hash, hash)) return ErrorCode::application_changed;
        return Submitted{.references = before->references, .repeated = true};
    }
    const auto bucket = fmt::format("filing|{}", caller.subject);
    if (const auto wait = wait_for(tx, bucket, {filings_per_hour.window, filings_per_hour.count * services.settings.rate_scale});
        wait > 0)
        return Error{.code = ErrorCode::request_rate, .detail = std::to_string(wait / 1000 + 1)};
    Submitted out;
    for (std::size_t i = 0; i < filings.size(); ++i) {
        for (auto& error :
             {portrait_error(tx, caller.subject, filings[i], ""), attachment_error(tx, caller.subject, filings[i], ""),
              open_error(tx, caller.subject, document_index(*services.keys, filings[i]))})
            if (error) out.errors.push_back({.filing = static_cast<int>(i), .error = *error});
        if (!out.errors.empty()) continue;
        MOTCUA_TRY(reference, write_one(tx, services, caller.subject, key, filings[i]));
        out.references.push_back(reference);
    }
    if (!out.errors.empty()) return out;  // the caller rolls back
    note_event(tx, bucket);
    tx.submissions().note(caller.subject, key, {.hash = hash, .references = out.references});
    return out;
}

}  // namespace

Result<Submitted> submit(http::Services& services, const Caller& caller, std::string_view key, const Json& given) {
    if (!is_key(key)) return Error{.code = ErrorCode::request_field_type, .field = "requestKey"};
    if (!given.is_array() || given.empty() || given.size() > most_filings)
        return Error{.code = ErrorCode::application_count, .field = "filings"};
    const auto filings = normalised(services, given);
    MOTCUA_TRY(phone, phone_of(services, caller));
    Submitted refused;
    const auto today = date_in_vietnam(services.clock());
    for (std::size_t i = 0; i < filings.size(); ++i)
        for (auto& error : judge(services, filings[i], phone, today))
            refused.errors.push_back({.filing = static_cast<int>(i), .error = std::move(error)});
    if (!refused.errors.empty()) return refused;
    const auto hash = services.keys->mac("submission", dump_json(Json(filings)));
    auto written = services.db->write<Submitted>([&](store::Transaction& tx) -> Result<Submitted> {
        MOTCUA_TRY(out, write_all(tx, services, caller, key, hash, filings));
        refused = out;
        if (!out.errors.empty()) return ErrorCode::application_count;  // rolls back; what is wrong is in `refused`
        return std::move(out);
    });
    if (!refused.errors.empty()) return refused;
    services.wake_outbox();
    return written;
}

Result<std::vector<FilingError>> correct(http::Services& services, const Caller& caller, std::string_view reference,
                                         const Json& given) {
    const auto filing = form::normalise(given, *services.rules);
    MOTCUA_TRY(phone, phone_of(services, caller));
    std::vector<FilingError> out;
    for (auto& error : judge(services, filing, phone, date_in_vietnam(services.clock())))
        out.push_back({.error = std::move(error)});
    if (!out.empty()) return out;
    MOTCUA_CHECK(services.db->write<void>([&](store::Transaction& tx) -> Result<void> {
        MOTCUA_CHECK(load_own(tx, *services.keys, reference, caller.subject));
        if (const auto error = portrait_error(tx, caller.subject, filing, reference)) return *error;
        if (const auto error = attachment_error(tx, caller.subject, filing, reference)) return *error;
        MOTCUA_CHECK(set_state(tx, reference, application::Event::correct,
                               {.actor = application::Actor::applicant, .id = caller.subject}));
        tx.applications().correct(reference, sealed(tx, *services.keys, filing, reference));
        tie_pictures(tx, *services.keys, filing, reference);
        return {};
    }));
    return out;
}

}  // namespace motcua::intake
