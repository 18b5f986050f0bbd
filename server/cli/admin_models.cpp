// motcua admin models: what the face networks are, where they come from, how good they are, and whether the files that
// lie in the models folder are those.
#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "server/cli/commands.hpp"
#include "server/cli/options.hpp"
#include "server/models/folder.hpp"
#include "shared/portrait/face_model.hpp"

namespace motcua::cli {
namespace {

constexpr std::string_view help =
    "motcua admin models [--json] [--share DIR]   the face networks with source, licence, provenance, threshold and measured accuracy;\n"
    "  and whether the files in share/motcua/models are those. Exit 1: a file is missing, changed or not in the manifest";

bool is_well(const models::FileState& file) { return file.state == models::State::good || file.state == models::State::unpinned; }

std::string source_of(const Json& entry) {
    const Json& source = member(entry, "source");
    std::string out(text_at(source, source.contains("made") ? "made" : "package"));
    for (const Json& file : member(source, "files")) out += (out.empty() ? "" : " ") + file.get<std::string>();
    return out;
}

std::string list_of(const Json& object) {
    std::string out;
    for (const auto& [key, value] : object.items()) out += fmt::format("{}{} {}", out.empty() ? "" : ", ", key, value.dump());
    return out;
}

void line(std::string_view name, std::string_view value) {
    if (!value.empty()) fmt::print("  {:<11} {}\n", name, value);
}

void print_entry(const Json& entry) {
    for (const auto field : {"purpose", "network", "input"}) line(field, text_at(entry, field));
    line("source", source_of(entry));
    for (const auto field : {"upstream", "licence", "provenance"}) line(field, text_at(entry, field));
    line("threshold", list_of(member(entry, "threshold")));
    for (const Json& row : member(entry, "measured"))
        line("measured", fmt::format("{}: {} ({}; {})", text_at(row, "what"), text_at(row, "value"), text_at(row, "data"), text_at(row, "date")));
}

void print_text(const std::vector<models::FileState>& files) {
    for (const auto& file : files) {
        const Json& entry = models::entry_of(models::built_in(), file.file);
        fmt::print("{} ({}): {}\n", entry.is_null() ? file.file : text_at(entry, "name"), file.file, models::text(file.state));
        print_entry(entry);
        line("sha256", file.sha256.empty() ? text_at(entry, "sha256") : file.sha256);
        fmt::print("\n");
    }
}

void print_json(const std::vector<models::FileState>& files, bool well) {
    Json list = Json::array();
    for (const auto& file : files) {
        Json row = models::entry_of(models::built_in(), file.file);
        if (row.is_null()) row = {{"file", file.file}};
        row["state"] = models::text(file.state);
        row["found"] = file.sha256.empty() ? Json() : Json(file.sha256);
        list.push_back(std::move(row));
    }
    fmt::print("{}\n", dump_json(Json{{"ok", well}, {"models", std::move(list)}}));
}

}  // namespace

int run_admin_models(Arguments args) {
    constexpr std::array<std::string_view, 1> valued{"share"}, flags{"json"};
    const auto options = read_options(args, valued, flags);
    if (!options.ok() || !options->rest.empty()) return usage(help);
    const auto files = models::look(share_dir(*options) + "/models");
    const bool well = !files.empty() && std::all_of(files.begin(), files.end(), is_well);
    if (options->has("json")) print_json(files, well);
    else print_text(files);
    return well ? 0 : 1;
}

}  // namespace motcua::cli
