#include "server/models/manifest.hpp"

#include <array>

namespace motcua::models {
namespace {

constexpr std::array<std::string_view, 8> texts{"name",     "file",    "purpose",    "network",
                                                "upstream", "licence", "provenance", "input"};
constexpr JsonLimits limits{.bytes = 256 * 1024};

/// The first thing that an entry lacks; empty: nothing.
std::string_view lacking(const Json& entry) {
    for (const auto field : texts)
        if (text_at(entry, field).empty()) return field;
    if (!member(entry, "used").is_array()) return "used";
    if (!member(entry, "source").is_object()) return "source";
    if (!member(entry, "threshold").is_object()) return "threshold";
    if (const Json& list = member(entry, "measured"); !list.is_array() || list.empty()) return "measured";
    if (const Json& hash = member(entry, "sha256"); !hash.is_null() && text_at(entry, "sha256").size() != 64) return "sha256";
    return "";
}

}  // namespace

Result<Manifest> parse_manifest(std::string_view text) {
    const auto malformed = [](std::string_view field) { return Error{.code = ErrorCode::request_malformed, .field = std::string(field)}; };
    MOTCUA_TRY(json, parse_json(text, limits));
    if (member(json, "format") != 1) return malformed("format");
    const Json& list = member(json, "models");
    if (!list.is_array()) return malformed("models");
    for (const Json& entry : list)
        if (const auto field = lacking(entry); !field.empty()) return malformed(field);
    return Manifest{.entries = list};
}

const Manifest& built_in() {
    static const Manifest manifest = parse_manifest(manifest_json()).value_or(Manifest{});
    return manifest;
}

const Json& entry_of(const Manifest& manifest, std::string_view file) {
    static const Json none;
    for (const Json& entry : manifest.entries)
        if (text_at(entry, "file") == file) return entry;
    return none;
}

}  // namespace motcua::models
