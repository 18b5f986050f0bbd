#include "shared/form/filing.hpp"

#include <algorithm>
#include <utility>

#include "shared/base/text.hpp"
#include "shared/form/fields.hpp"
#include "shared/identity/address.hpp"
#include "shared/identity/document.hpp"
#include "shared/identity/email.hpp"
#include "shared/identity/nationality.hpp"
#include "shared/identity/phone.hpp"

namespace motcua::form {
namespace {

constexpr std::size_t longest_list = 64;  // beyond what any filing needs; the rules allow 12

Result<void> wrong_type(std::string field) { return Error{.code = ErrorCode::form_type, .field = std::move(field)}; }
Result<void> unknown(std::string field) { return Error{.code = ErrorCode::form_unknown_field, .field = std::move(field)}; }

/// Members of one object: known fields, consents true or false, all others text.
Result<void> check_members(const Json& object, Section section, const std::string& prefix) {
    if (!object.is_object()) return wrong_type(prefix.empty() ? prefix : prefix.substr(0, prefix.size() - 1));
    for (const auto& [key, value] : object.items()) {
        const Field* field = find_field(prefix + key);
        if (field == nullptr || field->section != section) return unknown(prefix + text::shortened(key, 64));
        const bool fits = section == Section::consents ? value.is_boolean() : value.is_string();
        if (!fits) return wrong_type(prefix + key);
    }
    return {};
}

Result<void> check_rows(const Json& rows, const SectionText& table) {
    const std::string name(table.name);
    if (!rows.is_array()) return wrong_type(name);
    if (rows.size() > longest_list) return Error{.code = ErrorCode::form_too_many_rows, .field = name};
    for (std::size_t i = 0; i < rows.size(); ++i)
        MOTCUA_CHECK(check_members(rows[i], table.section, name + "[" + std::to_string(i) + "]."));
    return {};
}

Result<void> check_top(const std::string& key, const Json& value) {
    if (const SectionText* section = find_section(key))
        return section->is_table() ? check_rows(value, *section) : check_members(value, section->section, key + ".");
    const Field* field = find_field(key);
    if (field == nullptr || field->section != Section::filing) return unknown(text::shortened(key, 64));
    return value.is_string() ? Result<void>() : wrong_type(key);
}

/// "TIÊN-HUNG  o'neil" with one blank between words and typewriter apostrophes.
std::string normal_name(std::string_view text) {
    std::string out;
    const std::string tidy = text::tidy(text);
    for (std::string_view rest = tidy; !rest.empty();) {
        const auto c = text::take(rest);
        if (!c) return tidy;
        text::append(out, *c == U'’' || *c == U'‘' || *c == U'ʼ' ? U'\'' : *c);
    }
    return text::nfc(out);
}

template <class Read>
std::string or_tidy(std::string_view text, Read read) {
    const auto value = read(text);
    return value ? *value : text::nfc(text::tidy(text));
}

std::string normal_phone(std::string_view text, const rules::Rulebook& book) {
    const auto phone = identity::parse_phone(text, book.phone);
    return phone ? phone->e164 : text::tidy(text);
}

void normalise_members(Json& object, std::string_view prefix, const rules::Rulebook& book) {
    for (auto& [key, value] : object.items()) {
        const Field* field = find_field(std::string(prefix) + key);
        const auto* text = value.get_ptr<const std::string*>();
        if (field != nullptr && text != nullptr) value = normal_answer(*field, *text, book);
    }
}

void normalise_section(Json& value, const SectionText& section, const rules::Rulebook& book) {
    const std::string prefix = std::string(section.name) + ".";
    if (!section.is_table()) {
        if (value.is_object()) normalise_members(value, prefix, book);
    } else if (value.is_array()) {
        for (Json& row : value)
            if (row.is_object()) normalise_members(row, prefix, book);
    }
}

void compare_field(const Json& before, const Json& after, const std::string& field, std::vector<Difference>& out) {
    std::string one = answer_at(before, field), other = answer_at(after, field);
    if (one != other) out.push_back({.field = field, .before = std::move(one), .after = std::move(other)});
}

void compare_table(const Json& before, const Json& after, Section section, std::vector<Difference>& out) {
    const std::size_t rows = std::min(std::max(row_count(before, section), row_count(after, section)), longest_list);
    for (std::size_t row = 0; row < rows; ++row)
        for (const std::string& path : row_paths(section, row)) compare_field(before, after, path, out);
}

}  // namespace

std::size_t row_count(const Json& filing, Section table) {
    const Json& rows = member(filing, name(table));
    return rows.is_array() ? rows.size() : 0;
}

Result<void> check_shape(const Json& filing) {
    if (!filing.is_object()) return wrong_type("");
    for (const auto& [key, value] : filing.items()) MOTCUA_CHECK(check_top(key, value));
    return {};
}

Result<Json> parse_filing(std::string_view text) {
    MOTCUA_TRY(filing, parse_json(text));
    MOTCUA_CHECK(check_shape(filing));
    return std::move(filing);
}

Json normalise(const Json& filing, const rules::Rulebook& book) {
    Json out = filing;
    if (!out.is_object()) return out;
    normalise_members(out, "", book);
    for (const SectionText& section : sections())
        if (const auto found = out.find(section.name); found != out.end()) normalise_section(*found, section, book);
    return out;
}

std::string normal_answer(const Field& field, std::string_view text, const rules::Rulebook& book) {
    if (is_token(field)) return std::string(text);
    switch (field.format) {
        case Format::name: return normal_name(text);
        case Format::nationality: return or_tidy(text, [&](auto t) { return identity::parse_nationality(t, book); });
        case Format::document_number: return or_tidy(text, [](auto t) { return identity::parse_document_number(t); });
        case Format::card_number: return or_tidy(text, [&](auto t) { return identity::parse_card_number(t, book.cards); });
        case Format::card_symbol: return or_tidy(text, [&](auto t) { return identity::parse_card_symbol(t, book); });
        case Format::province: return or_tidy(text, [&](auto t) { return identity::parse_province(t, book); });
        case Format::phone: return normal_phone(text, book);
        case Format::email: return or_tidy(text, [](auto t) { return identity::parse_email(t); });
        default: return text::nfc(text::tidy(text));
    }
}

std::string answer_at(const Json& filing, std::string_view path) {
    const std::size_t dot = path.find('.');
    if (dot == std::string_view::npos) return std::string(text_at(filing, path));
    const std::string_view section = path.substr(0, dot), key = path.substr(dot + 1);
    const Json* object = &member(filing, section.substr(0, section.find('[')));
    if (const std::size_t open = section.find('['); open != std::string_view::npos) {
        std::size_t index = 0;
        for (char c : section.substr(open + 1)) {
            if (!text::is_digit(c) || index > longest_list) break;
            index = index * 10 + static_cast<std::size_t>(c - '0');
        }
        if (!object->is_array() || index >= object->size()) return {};
        object = &(*object)[index];
    }
    const Json& value = member(*object, key);
    if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
    return std::string(text_at(*object, key));
}

std::vector<Difference> differences(const Json& before, const Json& after) {
    std::vector<Difference> out;
    Section done = Section::filing;
    for (const Field& field : fields()) {
        if (!about(field.section).is_table()) compare_field(before, after, path(field), out);
        else if (std::exchange(done, field.section) != field.section) compare_table(before, after, field.section, out);
    }
    return out;
}

}  // namespace motcua::form
