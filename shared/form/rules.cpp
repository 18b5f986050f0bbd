#include "shared/form/case.hpp"

#include <algorithm>

#include "shared/base/text.hpp"
#include "shared/form/filing.hpp"
#include "shared/form/validate.hpp"
#include "shared/identity/address.hpp"
#include "shared/identity/document.hpp"
#include "shared/identity/email.hpp"
#include "shared/identity/name.hpp"
#include "shared/identity/nationality.hpp"
#include "shared/identity/old_tier.hpp"
#include "shared/identity/phone.hpp"

namespace motcua::form {
namespace {

using Finding = std::optional<Error>;

Finding fault(ErrorCode code, std::string detail = {}) { return Error{.code = code, .field = {}, .detail = std::move(detail)}; }

template <class T>
Finding fault_of(const Result<T>& result) {
    return result ? Finding() : Finding(result.error());
}

// --- formats ---------------------------------------------------------------------------------------------------------

Finding check_choice(const Field& field, std::string_view text) {
    const auto is = [&](const Choice& choice) { return choice.value == text; };
    return std::any_of(field.choices.begin(), field.choices.end(), is) ? Finding() : fault(ErrorCode::form_choice);
}

Finding check_version(const Case& filing, std::string_view text) {
    const auto* version = rules::form_version(filing.book, text);
    return version != nullptr && version->period.holds(filing.on) ? Finding() : fault(ErrorCode::form_version);
}

/// Numbers of papers are opaque: letters of any case, digits, and what stands between them.
Finding check_opaque_number(std::string_view text) {
    const bool fits = std::all_of(text.begin(), text.end(), [](char c) {
        return text::is_letter_or_digit(c) || std::string_view(" -./").find(c) != std::string_view::npos;
    });
    const bool has_sign = std::any_of(text.begin(), text.end(), text::is_letter_or_digit);
    return fits && has_sign ? Finding() : fault(ErrorCode::form_number);
}

/// The id of a picture that was sent before; whether there is one is for the server to say.
Finding check_picture(std::string_view text) {
    const bool is_id = std::all_of(text.begin(), text.end(), text::is_base64url);
    return is_id ? Finding() : fault(ErrorCode::form_choice);
}

/// The account is for foreigners; specimen passports are nobody's.
Finding check_nationality(const Case& filing, const Field& field, std::string_view text) {
    const auto code = identity::parse_nationality(text, filing.book);
    if (!code) return code.error();
    if (rules::find_nationality(filing.book, *code)->kind == "specimen") return fault(ErrorCode::nationality_unknown);
    return field.section == Section::applicant && *code == "VNM" ? fault(ErrorCode::nationality_citizen) : Finding();
}

/// Citizens' numbers have twelve digits; other people's are opaque.
Finding check_personal_number(const Case& filing, const Field& field, std::string_view text) {
    const auto nationality = identity::parse_nationality(answer(filing, std::string(name(field.section)) + ".nationality"), filing.book);
    if (!nationality || *nationality != "VNM") return check_opaque_number(text);
    const bool twelve = text.size() == 12 && std::all_of(text.begin(), text.end(), text::is_digit);
    return twelve ? Finding() : fault(ErrorCode::form_personal_number);
}

/// Without a card only under a rule set that takes a lawful stay instead.
Finding check_card_type(const Case& filing, std::string_view text) {
    return text == "none" && !rules::stay_counts(filing.book, filing.on) ? fault(ErrorCode::card_required) : Finding();
}

Finding check_commune(const Case& filing, std::string_view text) {
    if (auto old = identity::old_tier(text, filing.book); old && old->sure) return fault(ErrorCode::address_old_tier, std::move(old->text));
    return {};
}

Finding check_format(const Case& filing, const Field& field, const std::string& text) {
    switch (field.format) {
        case Format::name: return fault_of(identity::check_name_part(text, ""));
        case Format::date: return fault_of(parse_date(text));
        case Format::nationality: return check_nationality(filing, field, text);
        case Format::document_number: return fault_of(identity::parse_document_number(text));
        case Format::card_number: return fault_of(identity::parse_card_number(text, filing.book.cards));
        case Format::card_symbol: return fault_of(identity::parse_card_symbol(text, filing.book));  // what its list lacks is doubted only
        case Format::province: return fault_of(identity::parse_province(text, filing.book));
        case Format::commune: return check_commune(filing, text);
        case Format::phone: return fault_of(identity::parse_own_phone(text, filing.book.phone));
        case Format::email: return fault_of(identity::parse_email(text));
        case Format::paper_number:
        case Format::foreigner_number: return check_opaque_number(text);
        case Format::personal_number: return check_personal_number(filing, field, text);
        case Format::form_version: return check_version(filing, text);
        case Format::portrait:
        case Format::attachment: return check_picture(text);
        default: return field.choices.empty() ? Finding() : check_choice(field, text);
    }
}

// --- between fields --------------------------------------------------------------------------------------------------

Finding check_birth(Date birth, Date on) {
    if (birth > on) return fault(ErrorCode::date_in_future);
    return age_on(birth, on) > 130 ? fault(ErrorCode::date_too_old) : Finding();
}

Finding check_issue(const Case& filing, Date issue, std::string_view expiry_path, std::optional<Date> birth) {
    if (issue > filing.on) return fault(ErrorCode::date_in_future);
    const auto expiry = date_at(filing, expiry_path);
    // a birth that lies in the future is blamed by itself
    const bool born = birth && *birth <= filing.on;
    const bool in_order = (!born || issue >= *birth) && (!expiry || issue < *expiry);
    return in_order ? Finding() : fault(ErrorCode::document_dates);
}

Finding check_expiry(Date expiry, Date on, ErrorCode expired) {
    if (expiry < on) return fault(expired);
    return Days{expiry} > Days{on} + std::chrono::days{366 * 60} ? fault(ErrorCode::date_too_far) : Finding();
}

Finding check_date(const Case& filing, const Field& field, int row, Date date) {
    if (field.name == "birthDate") return check_birth(date, filing.on);
    if (is_applicant(field, "documentIssueDate"))
        return check_issue(filing, date, "applicant.documentExpiry", date_at(filing, "applicant.birthDate"));
    if (is_applicant(field, "documentExpiry")) return check_expiry(date, filing.on, ErrorCode::document_expired);
    if (is_applicant(field, "cardExpiry")) return check_expiry(date, filing.on, ErrorCode::card_expired);
    if (is_applicant(field, "stayUntil")) return check_expiry(date, filing.on, ErrorCode::form_stay_over);
    if (field.name == "issueDate") return check_issue(filing, date, "integration[" + std::to_string(row) + "].expiry", std::nullopt);
    return {};
}

Finding check_filed_for(const Case& filing) {
    const auto birth = date_at(filing, "applicant.birthDate");
    const auto* set = rules::rule_set_on(filing.book, filing.on);
    const bool child = answer(filing, "filedFor") == "child";
    if (child && birth && set != nullptr && age_on(*birth, filing.on) >= set->self_from_age) return fault(ErrorCode::form_not_a_child);
    return {};
}

Finding check_representative_age(const Case& filing, Date birth) {
    constexpr int of_age = 18;
    const auto child = date_at(filing, "applicant.birthDate");
    // parents represent their child at any age; everyone else must be of full legal capacity
    if (answer(filing, "representative.relation") == "parent")
        return child && birth >= *child ? fault(ErrorCode::form_parent_younger) : Finding();
    return age_on(birth, filing.on) < of_age ? fault(ErrorCode::form_representative_age) : Finding();
}

/// The representative, or a dependant, is somebody else than the applicant.
Finding check_other_person(const Case& filing, const Field& field, int row, const std::string& number) {
    const auto own = identity::parse_document_number(answer(filing, "applicant.documentNumber"));
    const auto theirs = identity::parse_document_number(number);
    const std::string other = path(field, row);
    const auto state = [&](const std::string& at) { return identity::parse_nationality(answer(filing, at), filing.book).value_or(""); };
    const bool same_state = state("applicant.nationality") == state(other.substr(0, other.find('.')) + ".nationality");
    if (!own || !theirs || *own != *theirs || !same_state) return {};
    return fault(field.section == Section::dependants ? ErrorCode::form_dependant_self : ErrorCode::form_same_person);
}

/// What tells a row of a table from the others, in its normal writing.
std::string identity_of(const Case& filing, Section table, int row) {
    std::string out;
    for (const Field& field : fields())
        if (field.section == table && field.identifies) out += normal_answer(field, answer_at(filing.json, path(field, row)), filing.book) + '\n';
    return out;
}

/// The last of the fields that identify a row: where a repetition is blamed.
bool completes_identity(const Field& field) {
    const auto all = fields();
    return field.identifies && std::none_of(&field + 1, all.data() + all.size(), [&](const Field& later) { return later.section == field.section && later.identifies; });
}

Finding check_repeated_row(const Case& filing, const Field& field, int row) {
    const std::string identity = identity_of(filing, field.section, row);
    for (int earlier = 0; earlier < row; ++earlier)
        if (identity_of(filing, field.section, earlier) == identity) return fault(ErrorCode::form_duplicate_row);
    return {};
}

/// A picture belongs to one paper and one side of it.
Finding check_repeated_attachment(const Case& filing, const Field& field, int row, const std::string& id) {
    for (int earlier = 0; earlier <= row; ++earlier)
        for (const Field& other : fields()) {
            if (other.format != Format::attachment) continue;
            if (earlier == row && &other >= &field) break;
            if (answer(filing, path(other, earlier)) == id) return fault(ErrorCode::form_repeated_attachment);
        }
    return {};
}

Finding check_against_others(const Case& filing, const Field& field, int row, const std::string& text) {
    if (field.format == Format::date) {
        const auto date = parse_date(text);
        if (auto finding = check_date(filing, field, row, *date)) return finding;
        const bool representative = field.section == Section::representative;
        return representative && field.name == "birthDate" ? check_representative_age(filing, *date) : Finding();
    }
    if (field.format == Format::filed_for) return check_filed_for(filing);
    if (field.format == Format::card_type) return check_card_type(filing, text);
    if (field.format == Format::document_type && text == "none" && !is_permanent(filing)) return fault(ErrorCode::document_required);
    if (field.format == Format::document_number && field.section != Section::applicant)
        if (auto finding = check_other_person(filing, field, row, text)) return finding;
    if (field.format == Format::attachment) return check_repeated_attachment(filing, field, row, text);
    return completes_identity(field) ? check_repeated_row(filing, field, row) : Finding();
}

/// Answers that are read from other writings ("TP. Hồ Chí Minh" for 79) and only then have their length.
bool has_canonical_form(const Field& field) {
    switch (field.format) {
        case Format::nationality:
        case Format::province:
        case Format::card_symbol:
        case Format::phone:
        case Format::document_number:
        case Format::card_number: return true;
        default: return false;
    }
}

Finding judge_answer(const Case& filing, const Field& field, int row) {
    const std::string raw = answer_at(filing.json, path(field, row));
    const std::string text = text::tidy(raw);
    if (const auto code = misplaced(filing.json, field)) return text.empty() ? Finding() : fault(*code);
    const bool ticked = text == "true";
    if (field.format == Format::consent) return is_due(filing, field) && !ticked ? fault(missing_code(field)) : Finding();
    if (is_token(field) && raw != text) return fault(field.format == Format::form_version ? ErrorCode::form_version : ErrorCode::form_choice);
    if (text::length(text::nfc(raw)) > static_cast<std::size_t>(field.max_length + typing_slack))
        return fault(field.format == Format::name ? ErrorCode::name_too_long : ErrorCode::form_too_long);
    if (text.empty()) return is_due(filing, field) ? fault(missing_code(field)) : Finding();
    // a name says "character", everything else cannot be printed
    if (field.format != Format::name && text::has_forbidden_character(text)) return fault(ErrorCode::form_character);
    if (auto finding = check_format(filing, field, text)) return finding;
    if (!has_canonical_form(field) && text::length(text) > static_cast<std::size_t>(field.max_length)) return fault(ErrorCode::form_too_long);
    return check_against_others(filing, field, row, text);
}

}  // namespace

int row_of(std::string_view path) {
    const std::size_t open = path.find('[');
    int row = 0;
    for (std::size_t i = open == std::string_view::npos ? path.size() : open + 1; i < path.size() && text::is_digit(path[i]) && row < 1000; ++i)
        row = row * 10 + (path[i] - '0');
    return row;
}

std::optional<Error> judge(const Case& filing, const Field& field, int row) {
    Finding finding = judge_answer(filing, field, row);
    if (finding) finding->field = path(field, row);
    return finding;
}

}  // namespace motcua::form
