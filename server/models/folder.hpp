// The models folder (share/motcua/models): its files read, held against the manifest that this program was built with, and
// loaded. A model is a build artefact: what does not have the manifest's sha256 never reaches a parser.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/models/manifest.hpp"
#include "shared/document/ocr.hpp"
#include "shared/portrait/models.hpp"

namespace motcua::models {

/// The bytes of a file of the folder; none when it cannot be read.
[[nodiscard]] std::optional<std::string> bytes_of(const std::string& folder, std::string_view file);

/// The bytes of a model, held against the manifest. Errors: portrait.model (detail: the file, and what is wrong: missing, changed, not in the manifest).
[[nodiscard]] Result<std::string> read_model(const std::string& folder, std::string_view file, const Manifest& manifest = built_in());

/// What detection and the portrait's measures need.
[[nodiscard]] Result<std::shared_ptr<const portrait::Models>> load(const std::string& folder);
/// The same with a network that compares faces. Errors: portrait.model.
[[nodiscard]] Result<std::shared_ptr<const portrait::Models>> load(const std::string& folder, portrait::FaceModel face_model);

/// The passport reader's letters. Errors: document.model (detail: the file, and what is wrong).
[[nodiscard]] Result<std::shared_ptr<const document::Ocr>> load_ocr(const std::string& folder);

enum class State { good, missing, changed, unpinned, unknown };
/// "good", "missing", "changed", "unpinned" (made by the build: no hash to hold it against), "unknown" (no entry).
[[nodiscard]] std::string_view text(State state);

struct FileState {
    std::string file;
    State state = State::good;
    std::string sha256{};  ///< as found; empty when missing
};
/// Every file of the manifest in its order, then those of the folder that it does not know.
[[nodiscard]] std::vector<FileState> look(const std::string& folder, const Manifest& manifest = built_in());

[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace motcua::models
