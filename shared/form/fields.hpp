// THE table of Form TK01: every field once, with its labels, format, autofill and place on paper. Pages, rules, schema, PDF
// and the officer's comparison all read it here.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace motcua::form {

enum class Section { filing, applicant, representative, integration, consents };
enum class Format {
    name, date, sex, nationality, foreigner_number, document_type, document_number, place, card_type, card_number, card_symbol,
    province, commune, address, phone, email, personal_number, relation, integration_kind, paper_number, filed_for, language,
    form_version, portrait, consent,
};
/// When an answer is due. `conditional` is decided by validate(): see the comment at the field.
enum class Presence { required, optional, conditional };

struct Choice {
    std::string_view value, vi, en;
};
/// Where the field stands on the paper: item number of the form ("A1"), line within the section, and columns of a
/// 12-column grid.
struct PdfPlace {
    std::string_view item;
    int row = 0;
    int column = 0;
    int columns = 12;
};

struct Field {
    std::string_view name;     ///< member of the filing: "familyName"
    Section section{};
    std::string_view label_vi, label_en;
    std::string_view hint_vi{}, hint_en{};
    Format format{};
    Presence presence = Presence::required;
    int max_length = 128;      ///< code points
    std::string_view autocomplete{"off"};   ///< HTML token
    std::string_view input_mode{"text"};    ///< HTML inputmode
    std::string_view autocapitalize{"off"};
    std::span<const Choice> choices{};      ///< empty where the rulebook holds them (nationality, province, card symbol)
    PdfPlace pdf{};
};

/// Blanks, separators and such that people type beside an answer: so many code points may come on top of max_length
/// before the answer is tidied.
inline constexpr int typing_slack = 40;

[[nodiscard]] std::span<const Field> fields();
/// Whether the answer is a word of the table or the rulebook ("self", "TRC", "tk01-2025") that a program writes, never a
/// person: taken as it stands, not tidied.
[[nodiscard]] bool is_token(const Field& field);
/// By path: "applicant.familyName", "integration[2].number", "portrait". Null when there is no such field.
[[nodiscard]] const Field* find_field(std::string_view path);
/// "applicant.familyName"; rows of a table take their index: "integration[0].number".
[[nodiscard]] std::string path(const Field& field, int index = 0);
[[nodiscard]] std::string_view name(Section section);  ///< "applicant"
[[nodiscard]] std::string_view label(const Field& field, std::string_view language);
[[nodiscard]] std::string_view hint(const Field& field, std::string_view language);
/// The choice's text; the value itself when it is none.
[[nodiscard]] std::string_view choice_label(const Field& field, std::string_view value, std::string_view language);
/// Heading of a section, in the words of the form.
[[nodiscard]] std::string_view section_title(Section section, std::string_view language);

}  // namespace motcua::form
