#include "shared/form/validate.hpp"

#include <algorithm>
#include <utility>

#include "shared/base/text.hpp"
#include "shared/form/fields.hpp"
#include "shared/form/rules.hpp"

namespace motcua::form {
namespace {

void add(std::vector<Error>& errors, std::optional<Error> error) {
    if (error) errors.push_back(std::move(*error));
}

void judge_table(const Case& filing, const SectionText& table, std::vector<Error>& errors) {
    const std::size_t rows = row_count(filing.json, table.section), most = static_cast<std::size_t>(table.most_rows);
    if (rows > most) errors.push_back({.code = ErrorCode::form_too_many_rows, .field = std::string(table.name)});
    for (std::size_t row = 0; row < std::min(rows, most); ++row)
        for (const Field& field : fields())
            if (field.section == table.section) add(errors, judge(filing, field, static_cast<int>(row)));
}

void judge_all_fields(const Case& filing, std::vector<Error>& errors) {
    Section done = Section::filing;
    for (const Field& field : fields()) {
        const SectionText& section = about(field.section);
        if (!section.is_table()) add(errors, judge(filing, field, 0));
        else if (std::exchange(done, field.section) != field.section) judge_table(filing, section, errors);
    }
}

bool names(const std::vector<Error>& errors, std::string_view field) {
    return std::any_of(errors.begin(), errors.end(), [&](const Error& error) { return error.field == field; });
}

/// Decides eligibility and turns its answer into errors, where no field has been blamed for the same already.
void judge_eligibility(const Case& filing, Report& report) {
    if (!parse_date(text::tidy(answer_at(filing.json, "applicant.birthDate"))).ok()) return;
    report.eligibility = eligibility::decide(eligibility_question(filing.json, filing.on), filing.book);
    const bool for_self = answer_at(filing.json, "filedFor") == "self";
    const auto blame = [&](std::string_view field, ErrorCode code) {
        if (!names(report.errors, field)) report.errors.push_back({.code = code, .field = std::string(field)});
    };
    using eligibility::Decision;
    const Decision decision = report.eligibility.decision;
    if (decision == Decision::guardian_required && for_self) blame("filedFor", ErrorCode::eligibility_guardian_required);
    if (decision == Decision::level_1_only) blame("applicant.birthDate", ErrorCode::eligibility_level_1_only);
    const bool blamed = names(report.errors, "applicant.cardExpiry") || names(report.errors, "applicant.documentExpiry") ||
                        names(report.errors, "applicant.birthDate") || names(report.errors, "applicant.stayUntil");
    if (decision == Decision::not_eligible && !blamed) blame("applicant.cardType", ErrorCode::eligibility_not_eligible);
}

/// The place of a path in the form, for sorting; the cells of a table row by row.
struct Position {
    std::size_t place = 0;
    int row = 0;
    std::size_t column = 0;
    auto operator<=>(const Position&) const = default;
};

Position position(std::string_view path) {
    const auto all = fields();
    const Field* field = find_field(path);
    const auto first_of = [&](auto test) { return static_cast<std::size_t>(std::find_if(all.begin(), all.end(), test) - all.begin()); };
    if (field == nullptr) return {.place = first_of([&](const Field& one) { return name(one.section) == path; })};
    const auto own = static_cast<std::size_t>(field - all.data());
    if (!about(field->section).is_table()) return {.place = own};
    return {.place = first_of([&](const Field& one) { return one.section == field->section; }), .row = row_of(path), .column = own};
}

}  // namespace

eligibility::Question eligibility_question(const Json& filing, Date on) {
    const auto date = [&](std::string_view path) -> std::optional<Date> {
        const auto parsed = parse_date(text::tidy(answer_at(filing, path)));
        return parsed ? std::optional(*parsed) : std::nullopt;
    };
    const std::string filed_for = answer_at(filing, "filedFor");
    return {.birth = date("applicant.birthDate").value_or(on),
            .card = eligibility::parse_card(answer_at(filing, "applicant.cardType")).value_or(eligibility::Card::none),
            .card_expiry = date("applicant.cardExpiry"),
            .passport_expiry = date("applicant.documentExpiry"),
            .dependent = filed_for == "ward",
            .stay_until = date("applicant.stayUntil"),
            .without_passport = answer_at(filing, "applicant.documentType") == "none",
            .on = on};
}

bool child_assent_due(const Json& filing, Date on, const rules::Rulebook& book) {
    const auto birth = parse_date(text::tidy(answer_at(filing, "applicant.birthDate")));
    const auto* set = rules::rule_set_on(book, on);
    if (!birth || set == nullptr || answer_at(filing, "filedFor") == "self") return false;
    // the law asks for the child's age, not for the ground on which somebody files for it: a ward of ten is a child too
    const int age = age_on(*birth, on);
    return age >= set->consent_from_age && age < set->self_from_age;
}

std::vector<std::string_view> consents_due(const Json& filing, Date on, const rules::Rulebook& book) {
    std::vector<std::string_view> due{"truth", "account", "biometrics"};
    if (child_assent_due(filing, on, book)) due.push_back("childAssent");
    return due;
}

Report validate(const Json& filing, Date on, const rules::Rulebook& book) {
    Report report;
    if (const auto shape = check_shape(filing); !shape) {
        report.errors.push_back(shape.error());
        return report;
    }
    const Case the_case{.json = filing, .on = on, .book = book};
    judge_all_fields(the_case, report.errors);
    judge_eligibility(the_case, report);
    std::stable_sort(report.errors.begin(), report.errors.end(),
                     [](const Error& a, const Error& b) { return position(a.field) < position(b.field); });
    report.warnings = doubts(the_case);
    return report;
}

std::vector<Error> validate_fields(const Json& filing, std::span<const std::string_view> paths, Date on, const rules::Rulebook& book) {
    std::vector<Error> errors;
    const Case the_case{.json = filing, .on = on, .book = book};
    for (std::string_view path : paths) {
        const Field* field = find_field(path);
        if (field == nullptr) continue;
        add(errors, judge(the_case, *field, row_of(path)));
    }
    return errors;
}

}  // namespace motcua::form
