#include "shared/form/schema.hpp"

#include <string>

#include "shared/form/fields.hpp"

namespace motcua::form {
namespace {

Json choices_of(const Field& field, const rules::Rulebook& book) {
    Json out = Json::array();
    for (const Choice& choice : field.choices) out.push_back(choice.value);
    if (field.format == Format::nationality)
        for (const auto& row : book.nationalities) out.push_back(row.code);
    if (field.format == Format::province)
        for (const auto& row : book.provinces) out.push_back(row.code);
    if (field.format == Format::card_symbol)
        for (const auto& row : book.cards.symbols) out.push_back(row.symbol);
    if (field.format == Format::form_version)
        for (const auto& row : book.form_versions) out.push_back(row.id);
    return out;
}

/// Where an answer is read from several writings ("l898 902c3", "TP. Hồ Chí Minh", "0084 912…") the pattern takes them all:
/// what the rules accept, the schema accepts. The reverse is the rules' business.
/// [\s\u0085] is what tidying takes away: ECMAScript's blanks and NEL.
std::string_view pattern_of(Format format) {
    switch (format) {
        case Format::date: return "^[\\s\\u0085]*[0-9]{4}-[0-9]{2}-[0-9]{2}[\\s\\u0085]*$";
        case Format::phone: return "^(?:[\\s\\u0085+.()/-]*[0-9]){7,}[\\s\\u0085.()/-]*$";
        case Format::document_number: return "^(?:[\\s\\u0085-]*[A-Za-z0-9]){5,20}[\\s\\u0085-]*$";
        case Format::card_number: return "^(?:[\\s\\u0085-]*[A-Za-z0-9]){6,15}[\\s\\u0085-]*$";
        case Format::email: return "^[\\s\\u0085]*[^\\s@]+@[^\\s@]+\\.[^\\s@.]+[\\s\\u0085]*$";
        case Format::nationality: return "^[\\p{L}\\p{M}\\s\\u0085\\p{N}\\p{P}<]+$";
        case Format::province: return "^(?:[\\s\\u0085]*[0-9]{2}[\\s\\u0085]*|.*\\p{L}.*)$";
        case Format::card_symbol: return "^[\\p{L}\\p{M}\\s\\u00850-9]+$";
        case Format::portrait:
        case Format::attachment: return "^[\\s\\u0085]*[A-Za-z0-9_-]{1,64}[\\s\\u0085]*$";
        case Format::foreigner_number:
        case Format::personal_number:
        case Format::paper_number: return "^[A-Za-z0-9\\s\\u0085./-]+$";
        default: return "";
    }
}

/// Words that programs write, not people: exactly one of these.
void add_choices(Json& schema, Json choices, bool may_be_empty) {
    if (may_be_empty) choices.push_back("");
    schema["enum"] = std::move(choices);
}

/// An answer that is not given may be left out or be empty text.
Json schema_of(const Field& field, const rules::Rulebook& book) {
    Json schema{{"title", field.label_en}, {"description", field.label_vi}};
    if (field.format == Format::consent) return schema["type"] = "boolean", schema;
    schema["type"] = "string";
    schema["maxLength"] = field.max_length + typing_slack;
    const bool may_be_empty = field.presence != Presence::required;
    Json choices = choices_of(field, book);
    if (is_token(field)) return add_choices(schema, std::move(choices), may_be_empty), schema;
    if (!choices.empty()) schema["examples"] = std::move(choices);
    if (const std::string pattern(pattern_of(field.format)); !pattern.empty())
        schema["pattern"] = may_be_empty ? "^[\\s\\u0085]*$|" + pattern : pattern;
    else if (!may_be_empty)
        schema["minLength"] = 1;
    return schema;
}

Json object_schema(Section section, const rules::Rulebook& book) {
    Json properties = Json::object(), required = Json::array();
    for (const Field& field : fields()) {
        if (field.section != section) continue;
        properties[std::string(field.name)] = schema_of(field, book);
        if (field.presence == Presence::required) required.push_back(field.name);
    }
    Json schema{{"type", "object"}, {"additionalProperties", false}};
    schema["properties"] = std::move(properties);
    if (!required.empty()) schema["required"] = std::move(required);
    return schema;
}

Json section_schema(const SectionText& section, const rules::Rulebook& book) {
    Json rows = object_schema(section.section, book);
    if (!section.is_table()) return rows;
    return {{"type", "array"}, {"maxItems", section.most_rows}, {"items", std::move(rows)}};
}

}  // namespace

Json json_schema(const rules::Rulebook& book) {
    Json schema = object_schema(Section::filing, book);
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
    schema["$id"] = "urn:motcua:tk01";
    schema["title"] = "Mẫu TK01";
    for (const SectionText& section : sections())
        if (!section.name.empty()) schema["properties"][std::string(section.name)] = section_schema(section, book);
    schema["required"].push_back("applicant");
    schema["required"].push_back("consents");
    // a dependant is filed for by a representative, who declares no dependants there
    const Json self{{"properties", {{"filedFor", {{"const", "self"}}}}}};
    schema["if"] = self;
    schema["else"] = Json{{"properties", {{"representative", true}, {"dependants", {{"type", "array"}, {"maxItems", 0}}}}}, {"required", Json::array({"representative"})}};
    return schema;
}

}  // namespace motcua::form
