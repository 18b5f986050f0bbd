#include "server/counter/compare.hpp"

#include <algorithm>
#include <array>

#include "shared/base/text.hpp"
#include "shared/form/filing.hpp"
#include "shared/identity/name.hpp"
#include "shared/identity/nationality.hpp"

namespace motcua::counter {
namespace {

constexpr std::array verdict_texts{std::string_view{"same"}, std::string_view{"compatible"}, std::string_view{"missing"},
                                   std::string_view{"different"}};
constexpr std::array source_texts{std::string_view{"typed"}, std::string_view{"passport"}, std::string_view{"registry"}};

/// One source's view of a person, in the names of the form.
struct View {
    std::map<std::string, std::string, std::less<>> values{};
    int full_name_field = 0;  ///< as identity::Reading has it
    [[nodiscard]] std::string at(std::string_view name) const {
        const auto found = values.find(name);
        return found == values.end() ? std::string{} : found->second;
    }
    [[nodiscard]] identity::Reading name() const {
        return {.name = {.primary = at("familyName"), .secondary = at("givenNames")}, .full_field = full_name_field};
    }
};

View view_of(const Json& filing, std::string_view section) {
    View out;
    for (const auto& [key, value] : member(filing, section).items())
        if (value.is_string()) out.values.emplace(key, value.get<std::string>());
    return out;
}

View view_of(const identity::Mrz& mrz) {
    return {{{"familyName", mrz.name.primary},
             {"givenNames", mrz.name.secondary},
             {"birthDate", mrz.birth_date},
             {"sex", mrz.sex},
             {"nationality", std::string(identity::nationality_from_mrz(mrz.nationality))},
             {"documentNumber", mrz.document_number},
             {"documentExpiry", mrz.expiry_date}},
            identity::name_reading(mrz).full_field};
}

View view_of(const verification::Record& record) {
    return {{{"familyName", record.family_name},
             {"givenNames", record.given_names},
             {"birthDate", record.birth_date},
             {"sex", record.sex},
             {"nationality", record.nationality},
             {"documentNumber", record.passport_number},
             {"documentExpiry", record.passport_expiry},
             {"cardType", record.card_type},
             {"cardNumber", record.card_number},
             {"cardSymbol", record.card_symbol},
             {"cardExpiry", record.card_expiry},
             {"foreignerNumber", record.foreigner_number}}};
}

struct Judgement {
    Verdict verdict = Verdict::same;
    std::vector<std::string> reasons{};
};

Judgement judge_names(const identity::Reading& typed, const identity::Reading& other) {
    const auto comparison = identity::compare_names(typed, other);
    Judgement out{.verdict = comparison.match == identity::Match::same         ? Verdict::same
                             : comparison.match == identity::Match::compatible ? Verdict::compatible
                                                                               : Verdict::different};
    for (const auto reason : comparison.reasons) out.reasons.emplace_back(identity::code(reason));
    return out;
}

Judgement judge_alone(const View& typed, const View& other, std::string_view part) {
    return judge_names({.name = {.primary = typed.at(part)}}, {.name = {.primary = other.at(part)}});
}

// The parts of a name are judged together first: "NGUYEN / VAN A" against "NGUYEN VAN / A" is one person. Two people differ in some
// row: in the parts that differ by themselves, or in both where each part alone could be the same (either lacks a word).
Judgement judge_name_part(const View& typed, const View& other, std::string_view part) {
    const Judgement whole = judge_names(typed.name(), other.name());
    const Judgement alone = judge_alone(typed, other, part);
    if (alone.verdict == Verdict::same) return {};
    if (whole.verdict != Verdict::different) return whole;
    if (alone.verdict == Verdict::different) return alone;
    const Judgement rest = judge_alone(typed, other, part == "familyName" ? "givenNames" : "familyName");
    return rest.verdict == Verdict::different ? alone : whole;
}

Judgement judge_value(std::string_view name, const std::string& typed, const std::string& other) {
    if (typed == other || text::upper_ascii(typed) == text::upper_ascii(other)) return {};
    // an MRZ may leave the day or month of birth open
    const bool date = name == "birthDate" || name.ends_with("Expiry");
    if (date && typed.size() == 10 && (other.size() == 4 || other.size() == 7) && typed.starts_with(other))
        return {.verdict = Verdict::compatible, .reasons = {"partial_date"}};
    return {.verdict = Verdict::different};
}

bool is_name(std::string_view name) { return name == "familyName" || name == "givenNames"; }

Judgement judge(std::string_view name, const View& typed, const View& other) {
    if (is_name(name)) return judge_name_part(typed, other, name);
    if (typed.at(name).empty()) return {.verdict = Verdict::missing};
    return judge_value(name, typed.at(name), other.at(name));
}

void fold(Row& row, const Judgement& judgement) {
    row.verdict = std::max(row.verdict, judgement.verdict);
    for (const auto& reason : judgement.reasons)
        if (std::find(row.reasons.begin(), row.reasons.end(), reason) == row.reasons.end()) row.reasons.push_back(reason);
}

// People with a single name have no given names anywhere; only then an empty source says something about a name.
bool speaks(const View& source, std::string_view name) {
    return !source.at(name).empty() || (name == "givenNames" && !source.at("familyName").empty());
}

Row make_row(std::string_view name, const View& typed, const View& passport, const View& registry) {
    Row row{.field = "applicant." + std::string(name),
            .typed = typed.at(name),
            .passport = passport.at(name),
            .registry = registry.at(name)};
    for (const View* source : {&passport, &registry})
        if (speaks(*source, name)) fold(row, judge(name, typed, *source));
    if (row.passport.empty() && row.registry.empty() && !row.typed.empty() && row.verdict == Verdict::same)
        row.verdict = Verdict::missing;
    return row;
}

constexpr std::array in_every_source{"familyName",  "givenNames",     "birthDate",     "sex",
                                     "nationality", "documentNumber", "documentExpiry"};
constexpr std::array in_registry_only{"cardType", "cardNumber", "cardSymbol", "cardExpiry", "foreignerNumber"};

}  // namespace

std::string_view text(Verdict verdict) { return verdict_texts[static_cast<std::size_t>(verdict)]; }
std::string_view text(Source source) { return source_texts[static_cast<std::size_t>(source)]; }

std::optional<Source> parse_source(std::string_view name) {
    for (std::size_t i = 0; i < source_texts.size(); ++i)
        if (source_texts[i] == name) return static_cast<Source>(i);
    return std::nullopt;
}

const std::string& value_of(const Row& row, Source source) {
    return source == Source::typed ? row.typed : source == Source::passport ? row.passport : row.registry;
}

std::vector<Row> compare(const Json& filing, const identity::Mrz* mrz, const verification::Record* record) {
    const View typed = view_of(filing, "applicant");
    const View passport = mrz ? view_of(*mrz) : View{};
    const View registry = record ? view_of(*record) : View{};
    std::vector<Row> rows;
    for (const char* name : in_every_source) rows.push_back(make_row(name, typed, passport, registry));
    for (const char* name : in_registry_only)
        if (!registry.at(name).empty()) rows.push_back(make_row(name, typed, {}, registry));
    return rows;
}

bool settled(const std::vector<Row>& rows, const Accepted& accepted) {
    return std::all_of(rows.begin(), rows.end(),
                       [&](const Row& row) { return row.verdict != Verdict::different || accepted.contains(row.field); });
}

Json accepted_filing(const Json& filing, const std::vector<Row>& rows, const Accepted& accepted) {
    Json out = filing;
    for (const Row& row : rows) {
        const auto choice = accepted.find(row.field);
        if (choice == accepted.end() || choice->second == Source::typed) continue;
        out["applicant"][row.field.substr(row.field.find('.') + 1)] = value_of(row, choice->second);
    }
    return out;
}

Json to_json(const Row& row) {
    return {{"field", row.field},       {"typed", row.typed},           {"passport", row.passport},
            {"registry", row.registry}, {"verdict", text(row.verdict)}, {"reasons", row.reasons}};
}

Row row_from_json(const Json& json) {
    Row row{.field = std::string(text_at(json, "field")),
            .typed = std::string(text_at(json, "typed")),
            .passport = std::string(text_at(json, "passport")),
            .registry = std::string(text_at(json, "registry"))};
    for (std::size_t i = 0; i < verdict_texts.size(); ++i)
        if (verdict_texts[i] == text_at(json, "verdict")) row.verdict = static_cast<Verdict>(i);
    for (const auto& reason : member(json, "reasons"))
        if (reason.is_string()) row.reasons.push_back(reason.get<std::string>());
    return row;
}

}  // namespace motcua::counter
