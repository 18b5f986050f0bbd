// Where the face networks and the passport reader's classifier lie.
#pragma once

#include <string>

namespace motcua::cli {

/// share/motcua/models beside the program's own folder (natively the binary's, under node the script's).
[[nodiscard]] std::string default_model_folder();

}  // namespace motcua::cli
