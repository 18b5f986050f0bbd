#include "server/counter/desk.hpp"
#include "server/counter/signature.hpp"
#include "server/keys/keyring.hpp"
#include "server/store/consents.hpp"
#include "shared/form/validate.hpp"
#include "shared/i18n/language.hpp"

namespace motcua::counter {
namespace {

bool given(const Json& signature) { return signature.is_array() && !signature.empty(); }

/// Who must sign: the person, or from the age of consent the child beside the representative; a younger child does not.
struct Due {
    bool applicant = true, representative = false;
};
Due due_of(const Json& filing, Date day, const rules::Rulebook& book) {
    const auto filed_for = text_at(filing, "filedFor");
    if (filed_for == "self") return {};
    return {.applicant = form::child_assent_due(filing, day, book), .representative = true};
}

Result<void> check(const ConsentGiven& consent, const Due& due, const rules::Rulebook& book, Date day) {
    if (!i18n::is_language(consent.language) || consent.text_version != consent_version(book, day))
        return Error{.code = ErrorCode::consent_text, .field = "textVersion"};
    if (due.representative && !given(consent.representative_signature))
        return Error{.code = ErrorCode::consent_representative, .field = "representativeSignature"};
    if (due.applicant || given(consent.applicant_signature))
        MOTCUA_CHECK(check_signature(consent.applicant_signature, "applicantSignature"));
    if (due.representative) MOTCUA_CHECK(check_signature(consent.representative_signature, "representativeSignature"));
    return {};
}

void save(const store::Transaction& tx, const keys::Keyring& keys, const Officer& officer, std::string_view reference,
          const ConsentGiven& consent) {
    const auto sealed = [&](std::string_view column, const Json& signature) {
        return seal(tx, keys, reference, "consents", column, reference, dump_json(signature));
    };
    store::Consent row{.language = consent.language,
                       .text_version = consent.text_version,
                       .applicant_signature = sealed("applicant_signature", consent.applicant_signature),
                       .officer = officer.id};
    if (given(consent.representative_signature))
        row.representative_signature = sealed("representative_signature", consent.representative_signature);
    tx.consents().save(reference, row);
}

}  // namespace

std::string consent_version(const rules::Rulebook& book, Date day) {
    std::string out;
    for (const char* kind : {"account", "biometrics"})
        if (const auto* text = rules::consent_text(book, kind, day)) out += (out.empty() ? "" : "+") + text->version;
    return out;
}

Result<void> give_consent(const http::Services& services, const Officer& officer, std::string_view reference,
                          const ConsentGiven& consent) {
    const auto& keys = *services.keys;
    return services.db->write<void>([&](store::Transaction& tx) -> Result<void> {
        MOTCUA_TRY(file, open_to_read(tx, keys, officer, reference));
        MOTCUA_TRY(context, context_of(tx, services, file, officer));
        context.consents_signed = true;  // this is what is being done
        MOTCUA_TRY(filing, filing_in_force(tx, keys, file));
        MOTCUA_CHECK(application::apply(file.state, application::Event::consent, application::Actor::officer, context));
        MOTCUA_CHECK(check(consent, due_of(filing, today(services), *services.rules), *services.rules, today(services)));
        save(tx, keys, officer, reference, consent);
        return advance(tx, file, application::Event::consent, officer, context);
    });
}

}  // namespace motcua::counter
