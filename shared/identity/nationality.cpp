#include "shared/identity/nationality.hpp"

#include <algorithm>

#include "shared/base/text.hpp"

namespace motcua::identity {

std::string_view nationality_in_mrz(std::string_view code) { return code == "DEU" ? "D" : code; }
std::string_view nationality_from_mrz(std::string_view code) { return code == "D" ? "DEU" : code; }

Result<std::string> parse_nationality(std::string_view text, const rules::Rulebook& book) {
    const std::string tidy = text::tidy(text);
    std::string code = text::upper_ascii(tidy);
    while (code.ends_with('<')) code.pop_back();
    if (const auto* found = rules::find_nationality(book, nationality_from_mrz(code))) return found->code;
    const std::string folded = tidy.size() <= 200 ? text::folded(tidy) : std::string();
    const auto by_name = std::find_if(book.nationalities.begin(), book.nationalities.end(), [&](const rules::Nationality& row) {
        const auto is = [&](std::string_view name) { return text::folded(name) == folded; };
        return is(row.name.vi) || is(row.name.en) || std::any_of(row.also.begin(), row.also.end(), is) ||
               std::any_of(row.other_names.begin(), row.other_names.end(), is);
    });
    if (folded.empty() || by_name == book.nationalities.end()) return Error{.code = ErrorCode::nationality_unknown};
    return by_name->code;
}

std::string nationality_name(std::string_view code, const rules::Rulebook& book, std::string_view language) {
    const auto* found = rules::find_nationality(book, code);
    if (found == nullptr) return std::string(code);
    const auto at = static_cast<std::size_t>(std::find(book.name_languages.begin(), book.name_languages.end(), language) - book.name_languages.begin());
    return at < found->other_names.size() ? found->other_names[at] : std::string(found->name.in(language));
}

bool may_lack_passport(std::string_view code, const rules::Rulebook& book) {
    const auto* found = rules::find_nationality(book, code);
    return found != nullptr && (found->kind == "stateless" || found->kind == "refugee");
}

}  // namespace motcua::identity
