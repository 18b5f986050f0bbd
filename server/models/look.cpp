// What lies in a models folder, for those who answer for it.
#include <algorithm>
#include <filesystem>

#include "server/models/folder.hpp"

namespace motcua::models {
namespace {

/// What there is to say of a file of the manifest.
FileState state_of(std::string_view file, const Json& entry, const std::optional<std::string>& bytes) {
    FileState out{.file = std::string(file)};
    if (!bytes) return out.state = State::missing, out;
    out.sha256 = sha256_hex(*bytes);
    if (entry.is_null()) return out.state = State::unknown, out;
    const Json& pinned = member(entry, "sha256");
    out.state = pinned.is_null() ? State::unpinned : pinned == out.sha256 ? State::good : State::changed;
    return out;
}

}  // namespace

std::string_view text(State state) {
    switch (state) {
        case State::good: return "good";
        case State::missing: return "missing";
        case State::changed: return "changed";
        case State::unpinned: return "unpinned";
        case State::unknown: break;
    }
    return "unknown";
}

std::vector<FileState> look(const std::string& folder, const Manifest& manifest) {
    std::vector<FileState> out;
    for (const Json& entry : manifest.entries) {
        const std::string file(text_at(entry, "file"));
        out.push_back(state_of(file, entry, bytes_of(folder, file)));
    }
    std::error_code fault;
    std::vector<std::string> others;
    for (const auto& found : std::filesystem::directory_iterator(folder, fault))
        if (const auto file = found.path().filename().string(); file != "manifest.json" && entry_of(manifest, file).is_null()) others.push_back(file);
    std::sort(others.begin(), others.end());
    for (const auto& file : others) out.push_back(state_of(file, Json(), bytes_of(folder, file)));
    return out;
}

}  // namespace motcua::models
