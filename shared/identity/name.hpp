// Names as ICAO Doc 9303 sees them: a primary and a secondary identifier; their machine-readable letters; comparison.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.hpp"

namespace motcua::identity {

/// Primary identifier (surname) and secondary identifier (given names, may be empty: people with a single name have only
/// the primary).
struct Name {
    std::string primary;
    std::string secondary{};
};

/// Longest part that is accepted, in code points.
inline constexpr int longest_name = 128;

/// Splits a whole name: at "<<" or at a comma; without either all of it is primary, as 9303-3 says for names that cannot
/// be apportioned. Fillers inside the parts become blanks.
[[nodiscard]] Name split_name(std::string_view whole);
/// "PRIMARY, SECONDARY" or just the primary.
[[nodiscard]] std::string whole_name(const Name& name);

/// The characters of a part that a name may not hold, each once, in order ("3", "@"; "U+202E" for what shows nothing). Latin letters
/// that a zone can hold, letters of other scripts, marks, blank, hyphen, apostrophes and full stop are fine.
[[nodiscard]] std::vector<std::string> offending_characters(std::string_view part);
/// Errors: name.missing, name.too_long (in normal form C), name.character (detail = the first offending character; U+FFFD for bytes
/// that are no text), name.no_letter, name.not_latin (another script, Cyrillic too: type it as in the passport's machine-readable zone).
[[nodiscard]] Result<void> check_name_part(std::string_view part, std::string_view field);

/// Letters A-Z and '<' by the transliteration tables of 9303-3 section 6: A (Latin, the first choice where it leaves one; Vietnamese
/// marks dropped) and the letters of B (Cyrillic) that Slavic languages use, without its exceptions by state. Forms refuse Cyrillic;
/// registers may hold it. Blanks and hyphens become '<', apostrophes and full stops vanish. Characters without a rule vanish.
[[nodiscard]] std::string transliterate(std::string_view part);
/// The name field of an MRZ, filled and truncated to `width` as 9303-3 section 4.6 orders.
[[nodiscard]] std::string mrz_name_field(const Name& name, int width);

enum class Match { same, compatible, different };
enum class NameReason {
    diacritics,        ///< marks were dropped
    transliteration,   ///< ü as UE, UXX or U, ø as OE … where one side has the mark
    spacing,           ///< MIN HO / MINHO / MIN-HO
    punctuation,       ///< O'CONNOR / OCONNOR
    truncated,         ///< words of a zone whose name field is full are the beginnings of the other's
    part_missing,      ///< given names, a second surname, a particle or suffix appear on one side only
    initial,           ///< A. against ANNA
    order,             ///< same words, another order
    single_name,       ///< all of the name in the primary identifier on one side
    different_primary,
    different_secondary,
};
struct NameComparison {
    Match match = Match::different;
    std::vector<NameReason> reasons{};  ///< why it is not `same`; empty for `same`
};
/// A name and what its document says about it.
struct Reading {
    Name name;
    int full_field = 0;  ///< places of the zone's name field if it is full, so that the name may have been cut; 0 otherwise
};
/// Compares a typed name with one from a machine-readable zone or a register (either may be either).
[[nodiscard]] NameComparison compare_names(const Reading& a, const Reading& b);
[[nodiscard]] NameComparison compare_names(const Name& a, const Name& b);
/// Whole names; one that is written with "<<" and fills 30, 31 or 39 places to the last is taken for the full field of a zone.
[[nodiscard]] NameComparison compare_names(std::string_view a, std::string_view b);

[[nodiscard]] std::string_view code(Match match);        ///< "same", …
[[nodiscard]] std::string_view code(NameReason reason);  ///< "diacritics", …
[[nodiscard]] std::string_view describe(NameReason reason, std::string_view language);

}  // namespace motcua::identity
