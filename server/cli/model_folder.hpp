// Where the face networks lie, and loading them: the I/O that shared/portrait leaves to its callers.
#pragma once

#include <memory>
#include <string>

#include "shared/portrait/models.hpp"

namespace motcua::cli {

/// share/motcua/models beside the program's own folder (natively the binary's, under node the script's).
[[nodiscard]] std::string default_model_folder();

/// Reads blazeface.onnx and, where it is there, mobilefacenet.onnx. Errors: portrait.model.
[[nodiscard]] Result<std::shared_ptr<const portrait::Models>> load_models(const std::string& folder);

}  // namespace motcua::cli
