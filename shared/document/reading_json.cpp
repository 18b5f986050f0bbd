#include "shared/document/reader.hpp"

namespace motcua::document {
namespace {

/// What stands in a zone needs no escaping: letters, digits, blanks and '<'.
std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }
std::string pair(std::string_view name, const std::string& value) { return quoted(name) + ":" + value; }
std::string truth(bool value) { return value ? "true" : "false"; }

template <class Range, class F>
std::string list(const Range& items, F one) {
    std::string out;
    for (const auto& item : items) out += (out.empty() ? "" : ",") + one(item);
    return out;
}

std::string checks_json(const identity::Mrz& zone) {
    return "{" + list(zone.checks, [](const identity::MrzCheck& c) { return pair(code(c.name), truth(c.ok())); }) + "}";
}

std::string fields_json(const identity::Mrz& z) {
    std::string out = "{" + pair("documentCode", quoted(z.document_code)) + "," + pair("issuer", quoted(z.issuer)) + "," +
                      pair("primaryIdentifier", quoted(z.name.primary)) + "," + pair("secondaryIdentifier", quoted(z.name.secondary)) + "," +
                      pair("nameTruncated", truth(z.name_truncated)) + "," + pair("documentNumber", quoted(z.document_number)) + "," +
                      pair("nationality", quoted(z.nationality)) + "," + pair("birthDate", quoted(z.birth_date)) + "," + pair("sex", quoted(z.sex)) + "," +
                      pair("expiryDate", quoted(z.expiry_date)) + "," + pair("optionalData", quoted(z.optional_data)) + ",";
    if (z.format == identity::MrzFormat::td1) out += pair("optionalData2", quoted(z.optional_data_2)) + ",";
    return out + pair("checks", checks_json(z)) + "}";
}

std::string place(std::string_view a, int x, std::string_view b, int y) { return "{" + pair(a, std::to_string(x)) + "," + pair(b, std::to_string(y)) + "}"; }

std::string zone_json(const Reading& r) {
    if (!r.zone) return "\"format\":null,\"lines\":[],\"fields\":null";
    return pair("format", quoted(code(r.zone->format))) + "," + pair("lines", "[" + list(r.zone->lines, [](const std::string& l) { return quoted(l); }) + "]") + "," +
           pair("fields", fields_json(*r.zone));
}

}  // namespace

std::string to_json(const Reading& r) {
    const std::string corners = r.found ? "[" + list(r.corners, [](Corner c) { return place("x", c.x, "y", c.y); }) + "]" : "null";
    return "{" + pair("valid", truth(r.valid)) + "," + pair("found", truth(r.found)) + "," + pair("corners", corners) + "," + zone_json(r) + "," +
           pair("doubts", "[" + list(r.doubts, [](const Doubt& d) { return place("line", d.line, "column", d.column); }) + "]") + "," +
           pair("causes", "[" + list(r.causes, [](Cause c) { return quoted(text(c)); }) + "]") + "," +
           pair("advice", r.causes.empty() ? "null" : quoted(text(r.causes.front()))) + "}";
}

}  // namespace motcua::document
