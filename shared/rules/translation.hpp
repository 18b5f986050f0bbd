// The rulebook's texts in a further language.
#pragma once

#include <string_view>

#include "shared/i18n/catalogue.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::rules {

/// Adds what `words` hold to the texts of the book: "consents.VERSION.text" and ".summary",
/// "consents.read", "consents.signApplicant", "consents.signRepresentative", "eligibility.ID.title",
/// "forms.ID.title", "cards.SYMBOL.who" (ASCII), "offices.ID.name", "calendar.ENGLISH NAME", "nationalities.CODE",
/// "provinces.CODE.name", and "provinces.city", "provinces.province" with {name} and {vi}. Texts without words stay English in
/// this language. Adding a language twice changes nothing.
/// Names of nationalities are found by sort_nationality_names, once all languages are there.
void add_words(Rulebook& book, std::string_view language, const i18n::Catalogue& words);

}  // namespace motcua::rules
