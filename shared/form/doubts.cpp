#include "shared/form/case.hpp"
#include "shared/identity/document.hpp"
#include "shared/identity/nationality.hpp"
#include "shared/identity/old_tier.hpp"
#include "shared/identity/phone.hpp"

// What looks odd in a filing but may be right: said, never refused.
namespace motcua::form {
namespace {

void doubt_phone(const Case& filing, std::string_view path, std::vector<Error>& out) {
    const auto phone = identity::parse_phone(answer(filing, path), filing.book.phone);
    if (!phone) return;
    for (ErrorCode code : phone->warnings) out.push_back({.code = code, .field = std::string(path)});
}

/// A symbol that is not on the list (which is uncertain).
void doubt_symbol(const Case& filing, std::vector<Error>& out) {
    const auto symbol = identity::parse_card_symbol(answer(filing, "applicant.cardSymbol"), filing.book);
    if (symbol && rules::find_card_symbol(filing.book, *symbol) == nullptr)
        out.push_back({.code = ErrorCode::card_symbol_unknown, .field = "applicant.cardSymbol", .detail = *symbol});
}

/// Only stateless people and refugees are known to hold no passport.
void doubt_document(const Case& filing, std::vector<Error>& out) {
    const auto nationality = identity::parse_nationality(answer(filing, "applicant.nationality"), filing.book);
    if (has_no_document(filing) && nationality && !identity::may_lack_passport(*nationality, filing.book))
        out.push_back({.code = ErrorCode::document_none_doubtful, .field = "applicant.documentType"});
}

/// Codes of organisations and of places without inhabitants: possible on a travel document, but rare.
void doubt_nationality(const Case& filing, std::vector<Error>& out) {
    const auto code = identity::parse_nationality(answer(filing, "applicant.nationality"), filing.book);
    const auto* row = code ? rules::find_nationality(filing.book, *code) : nullptr;
    if (row != nullptr && row->kind == "organisation") out.push_back({.code = ErrorCode::nationality_rare, .field = "applicant.nationality"});
}

void doubt_address(const Case& filing, std::vector<Error>& out) {
    for (std::string_view path : {"applicant.commune", "applicant.addressLine"}) {
        auto old = identity::old_tier(answer(filing, path), filing.book);
        const bool refused = old && old->sure && path == "applicant.commune";  // an error, said by check_commune
        if (old && !refused) out.push_back({.code = ErrorCode::address_old_tier, .field = std::string(path), .detail = std::move(old->text)});
    }
}

void doubt_card(const Case& filing, std::vector<Error>& out) {
    const auto expiry = date_at(filing, "applicant.cardExpiry");
    if (!expiry) return;
    const auto symbol = identity::parse_card_symbol(answer(filing, "applicant.cardSymbol"), filing.book);
    const identity::CardDates dates{.symbol = symbol.value_or(""), .card_expiry = *expiry, .passport_expiry = date_at(filing, "applicant.documentExpiry")};
    for (ErrorCode code : identity::card_doubts(dates, filing.on, filing.book)) out.push_back({.code = code, .field = "applicant.cardExpiry"});
}

}  // namespace

std::vector<Error> doubts(const Case& filing) {
    std::vector<Error> out;
    doubt_nationality(filing, out);
    doubt_document(filing, out);
    doubt_symbol(filing, out);
    doubt_card(filing, out);
    doubt_address(filing, out);
    doubt_phone(filing, for_self(filing) ? "applicant.phone" : "representative.phone", out);
    return out;
}

}  // namespace motcua::form
