#include "shared/rules/translation.hpp"

#include <algorithm>

namespace motcua::rules {
namespace {

struct Adding {
    std::string_view language;
    const i18n::Catalogue& words;

    void to(Text& text, std::string_view group, std::string_view name, std::string_view what = {}) const {
        const std::string key = std::string(group).append(name).append(what);
        const bool known = std::any_of(text.others.begin(), text.others.end(), [&](const auto& other) { return other.first == language; });
        if (!known && words.has(key)) text.others.emplace_back(language, words.text(key));
    }
};

}  // namespace

void add_words(Rulebook& book, std::string_view language, const i18n::Catalogue& words) {
    const Adding add{language, words};
    for (auto& consent : book.consents) {
        add.to(consent.text, "consents.", consent.version, ".text");
        add.to(consent.summary, "consents.", consent.version, ".summary");
    }
    add.to(book.consent_words.read, "consents.", "read");
    add.to(book.consent_words.sign_applicant, "consents.", "signApplicant");
    add.to(book.consent_words.sign_representative, "consents.", "signRepresentative");
    for (auto& set : book.rule_sets) add.to(set.title, "eligibility.", set.id, ".title");
    for (auto& version : book.form_versions) add.to(version.title, "forms.", version.id, ".title");
    for (auto& card : book.cards.symbols) add.to(card.who, "cards.", card.ascii, ".who");
    for (auto& office : book.offices) add.to(office.name, "offices.", office.id, ".name");
    for (auto& day : book.calendar.days) add.to(day.name, "calendar.", day.name.en);
    for (auto& open : book.calendar.open) add.to(open.name, "calendar.", open.name.en);
    for (auto& row : book.nationalities) add.to(row.name, "nationalities.", row.code);
    for (auto& province : book.provinces) add.to(province.name, "provinces.", province.code, ".name");
    add.to(book.city_pattern, "provinces.", "city");
    add.to(book.province_pattern, "provinces.", "province");
}

}  // namespace motcua::rules
