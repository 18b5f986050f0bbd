// Writing zones: the mirror of mrz.cpp, over the same layout.
#include <algorithm>

#include "shared/base/text.hpp"
#include "shared/identity/mrz.hpp"
#include "shared/identity/mrz_layout.hpp"

namespace motcua::identity {
namespace {

using layout::Layout;
using layout::Slot;

void put(std::vector<std::string>& lines, const Slot& slot, std::string_view text) {
    std::string& line = lines[static_cast<std::size_t>(slot.line)];
    const auto room = static_cast<std::size_t>(slot.to - slot.from);
    for (std::size_t i = 0; i < std::min(room, text.size()); ++i) line[static_cast<std::size_t>(slot.from) + i] = text[i];
}

/// "1974-08-12" -> "740812"; parts that are not known become "<<".
std::string six_places(std::string_view iso) {
    std::string out = "<<<<<<";
    if (iso.size() >= 4) out.replace(0, 2, iso.substr(2, 2));
    if (iso.size() >= 7) out.replace(2, 2, iso.substr(5, 2));
    if (iso.size() >= 10) out.replace(4, 2, iso.substr(8, 2));
    return out;
}

std::string letters_and_digits(std::string_view text) {
    std::string out;
    for (char typed : text) {
        const char c = text::upper(typed);
        if (text::is_digit(c) || text::is_upper(c)) out += c;
        else if (c == ' ' || c == '<') out += '<';
    }
    return out;
}

void put_checked(std::vector<std::string>& lines, const Slot& slot, const Slot& check, std::string_view text) {
    put(lines, slot, text);
    put(lines, check, std::string(1, mrz_check_digit(layout::at(lines, slot))));
}

void put_number(std::vector<std::string>& lines, const Layout& layout, const MrzContent& content) {
    const std::string number = letters_and_digits(content.document_number);
    std::string optional = letters_and_digits(content.optional_data);
    put_checked(lines, layout.number, layout.number_check, number);
    if (layout.number_goes_on && number.size() > 9) {
        const std::string rest = number.substr(9);
        const char check = mrz_check_digit(number);
        put(lines, layout.number_check, "<");
        optional = rest + check + (optional.empty() ? "" : "<" + optional);
    }
    put(lines, layout.optional, optional);
}

std::string joined(const std::vector<std::string>& lines) {
    std::string out;
    for (const std::string& line : lines) out += (out.empty() ? "" : "\n") + line;
    return out;
}

}  // namespace

std::string write_mrz(MrzFormat format, const MrzContent& content) {
    const Layout& layout = layout::of(format);
    std::vector<std::string> lines(static_cast<std::size_t>(layout.lines), std::string(static_cast<std::size_t>(layout.width), '<'));
    put(lines, layout.document_code, letters_and_digits(content.document_code));
    put(lines, layout.issuer, letters_and_digits(content.issuer));
    put(lines, layout.name, mrz_name_field(content.name, layout.name.to - layout.name.from));
    put_number(lines, layout, content);
    put(lines, layout.nationality, letters_and_digits(content.nationality));
    put_checked(lines, layout.birth, layout.birth_check, six_places(content.birth_date));
    put(lines, layout.sex, content.sex == "F" || content.sex == "M" ? content.sex : "<");
    put_checked(lines, layout.expiry, layout.expiry_check, six_places(content.expiry_date));
    if (layout.optional_2) put(lines, *layout.optional_2, letters_and_digits(content.optional_data_2));
    const bool has_optional = !content.optional_data.empty();
    if (layout.optional_check && has_optional) put(lines, *layout.optional_check, std::string(1, mrz_check_digit(layout::at(lines, layout.optional))));
    if (layout.composite_check) put(lines, *layout.composite_check, std::string(1, mrz_check_digit(layout::composite(lines, layout))));
    return joined(lines);
}

std::string mrz_td3(const MrzContent& content) { return write_mrz(MrzFormat::td3, content); }

}  // namespace motcua::identity
