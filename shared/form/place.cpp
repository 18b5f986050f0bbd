#include "shared/form/place.hpp"

#include "shared/form/case.hpp"
#include "shared/form/validate.hpp"

namespace motcua::form {
namespace {

bool is_document_detail(const Field& field) {
    return field.section == Section::applicant && (field.name.starts_with("document") && field.name != "documentType");
}
bool is_card_detail(const Field& field) {
    return is_applicant(field, "cardNumber") || is_applicant(field, "cardSymbol") || is_applicant(field, "cardExpiry");
}

/// Takes one answer out of its section, or a whole table out of the filing.
void take_out(Json& filing, const Field& field) {
    const SectionText& section = about(field.section);
    if (section.name.empty() || section.is_table()) return void(filing.erase(std::string(section.is_table() ? section.name : field.name)));
    if (const auto part = filing.find(section.name); part != filing.end() && part->is_object()) part->erase(std::string(field.name));
}

}  // namespace

std::optional<ErrorCode> misplaced(const Json& filing, const Field& field) {
    const std::string filed_for = answer(filing, "filedFor"), card = answer(filing, "applicant.cardType");
    if (field.section == Section::representative && filed_for == "self") return ErrorCode::form_representative_unexpected;
    if (is_document_detail(field) && answer(filing, "applicant.documentType") == "none") return ErrorCode::document_unexpected;
    if (is_applicant(field, "cardSymbol") && card == "PRC") return ErrorCode::card_symbol_unexpected;
    if (is_card_detail(field) && card == "none") return ErrorCode::card_unexpected;
    if (is_applicant(field, "stayUntil") && !card.empty() && card != "none") return ErrorCode::form_stay_unexpected;
    const bool contact = is_applicant(field, "phone") || is_applicant(field, "email");
    const bool for_other = filed_for == "child" || filed_for == "ward";
    if (contact && for_other) return ErrorCode::form_dependant_contact;
    if (field.section == Section::dependants && for_other) return ErrorCode::form_dependants_unexpected;
    return std::nullopt;
}

bool is_due(const Case& filing, const Field& field) {
    if (field.presence != Presence::conditional) return field.presence == Presence::required;
    if (field.section == Section::representative) {
        const bool other_number = field.name == "documentNumber" || field.name == "personalNumber";
        return !other_number || (answer(filing, "representative.documentNumber").empty() && answer(filing, "representative.personalNumber").empty());
    }
    if (is_applicant(field, "cardSymbol") || is_applicant(field, "cardExpiry")) return answer(filing, "applicant.cardType") == "TRC";
    if (is_applicant(field, "stayUntil")) return answer(filing, "applicant.cardType") == "none";
    if (field.format == Format::consent) return child_assent_due(filing.json, filing.on, filing.book);
    return true;
}

ErrorCode missing_code(const Field& field) {
    const bool applicant = field.section == Section::applicant, representative = field.section == Section::representative;
    switch (field.format) {
        case Format::name: return applicant ? ErrorCode::name_missing : ErrorCode::form_missing;
        case Format::phone: return ErrorCode::phone_missing;
        case Format::document_number:
        case Format::personal_number:
            if (representative) return ErrorCode::form_representative_identity;
            return applicant ? ErrorCode::document_number_missing : ErrorCode::form_missing;
        case Format::card_number: return ErrorCode::card_number_missing;
        case Format::portrait: return ErrorCode::form_portrait_missing;
        case Format::consent: return ErrorCode::form_consent_missing;
        default: return ErrorCode::form_missing;
    }
}

Json without_misplaced(Json filing) {
    if (!filing.is_object()) return filing;
    for (const Field& field : fields())
        if (misplaced(filing, field)) take_out(filing, field);
    return filing;
}

}  // namespace motcua::form
