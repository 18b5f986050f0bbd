// THE table of Form TK01: every field once, with its labels, format, autofill and place on paper. Pages, rules, schema, PDF
// and the officer's comparison all read it here.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace motcua::form {

enum class Section { filing, applicant, representative, dependants, integration, consents };
enum class Format {
    name, date, sex, nationality, foreigner_number, document_type, document_number, place, card_type, card_number, card_symbol,
    province, commune, address, phone, email, personal_number, relation, integration_kind, paper_number, filed_for, language,
    form_version, portrait, attachment, consent,
};
/// What is said of a section once. A section with rows is a table: the filing holds a list of objects under its name.
struct SectionText {
    Section section{};
    std::string_view name;  ///< member of the filing; empty for the filing itself
    std::string_view title_vi, title_en;  ///< heading, in the words of the form
    char letter = ' ';      ///< of its items on paper
    int most_rows = 0;      ///< 0: no table
    [[nodiscard]] constexpr bool is_table() const { return most_rows > 0; }
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
    bool identifies = false;   ///< in a table: these together tell a row from the others
};

[[nodiscard]] std::span<const Field> fields();
[[nodiscard]] std::span<const SectionText> sections();  ///< in the order of the form
[[nodiscard]] const SectionText& about(Section section);
/// By its member of the filing ("integration"). Null when there is no such section, or it is the filing itself.
[[nodiscard]] const SectionText* find_section(std::string_view name);
/// By path: "applicant.familyName", "integration[2].number", "portrait". Null when there is no such field.
[[nodiscard]] const Field* find_field(std::string_view path);
/// "applicant.familyName"; rows of a table take their index: "integration[0].number".
[[nodiscard]] std::string path(const Field& field, int index = 0);
/// The paths of one row of a table, in the order of its fields.
[[nodiscard]] std::vector<std::string> row_paths(Section section, std::size_t row);
[[nodiscard]] std::string_view name(Section section);  ///< "applicant"
/// The words are empty in the client, where they come with the catalogue: App::label and its like.
[[nodiscard]] std::string_view label(const Field& field, std::string_view language);
[[nodiscard]] std::string_view hint(const Field& field, std::string_view language);
/// The choice's text; the value itself when it is none.
[[nodiscard]] std::string_view choice_label(const Field& field, std::string_view value, std::string_view language);
}  // namespace motcua::form
