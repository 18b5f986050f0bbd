#include "shared/identity/nationality.hpp"

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
    const auto* named = folded.empty() ? nullptr : rules::find_nationality_named(book, folded);
    if (named == nullptr) return Error{.code = ErrorCode::nationality_unknown};
    return named->code;
}

std::string nationality_name(std::string_view code, const rules::Rulebook& book, std::string_view language) {
    const auto* found = rules::find_nationality(book, code);
    return std::string(found == nullptr ? code : found->name.in(language));
}

bool may_lack_passport(std::string_view code, const rules::Rulebook& book) {
    const auto* found = rules::find_nationality(book, code);
    return found != nullptr && (found->kind == "stateless" || found->kind == "refugee");
}

}  // namespace motcua::identity
