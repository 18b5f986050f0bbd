// Where the face networks and the passport reader's classifier lie, and loading them: the I/O that shared/ leaves to its callers.
#pragma once

#include <memory>
#include <string>

#include "shared/document/ocr.hpp"
#include "shared/portrait/models.hpp"

namespace motcua::cli {

/// share/motcua/models beside the program's own folder (natively the binary's, under node the script's).
[[nodiscard]] std::string default_model_folder();

/// Reads blazeface.onnx and, where it is there, mobilefacenet.onnx. Errors: portrait.model.
[[nodiscard]] Result<std::shared_ptr<const portrait::Models>> load_models(const std::string& folder);

/// Reads ocrb.bin. Errors: document.model.
[[nodiscard]] Result<std::shared_ptr<const document::Ocr>> load_ocr(const std::string& folder);

}  // namespace motcua::cli
