// Names: splitting, transliteration and comparison. A name is the same as itself; the comparison does not depend on the order.
#include "shared/identity/name.hpp"

#include "tests/fuzz/target.hpp"

using namespace motcua;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    const auto half = text.find('\n');
    const auto first = text.substr(0, half);
    const auto second = half == std::string_view::npos ? std::string_view{} : text.substr(half + 1);
    const identity::Name name{.primary = std::string(first), .secondary = std::string(second)};
    const bool written = identity::check_name_part(first, "familyName").ok() && !first.empty();
    for (const char c : identity::transliterate(first)) fuzz::require((c >= 'A' && c <= 'Z') || c == '<' || c == ' ', "only letters of the MRZ");
    if (written) fuzz::require(first.find('<') == std::string_view::npos && first.find(',') == std::string_view::npos, "a part holds nothing that divides");
    const std::string field = identity::mrz_name_field(name, 39);
    fuzz::require(field.size() == 39, "the field is full");
    if (written) fuzz::require(identity::compare_names(name, name).match == identity::Match::same, "a name is the same as itself");
    fuzz::require(identity::compare_names(first, second).match == identity::compare_names(second, first).match, "the order does not count");
    (void)identity::split_name(text);
    return 0;
}
