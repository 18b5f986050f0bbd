// The manifest of the models (shared/portrait/models/manifest.json) as this program was built with it: where each comes
// from, under which licence, how good it is, and which bytes it must have.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/base/json.hpp"
#include "shared/base/result.hpp"

namespace motcua::models {

struct Manifest {
    Json entries = Json::array();  ///< the list `models` of the file, as it stands there
};

/// Errors: those of parse_json; request.malformed (field: what an entry lacks).
[[nodiscard]] Result<Manifest> parse_manifest(std::string_view text);
/// The one compiled in; it parses (a test holds that).
[[nodiscard]] const Manifest& built_in();
/// The text that was compiled in.
[[nodiscard]] std::string_view manifest_json();

/// The entry of a file; null when there is none.
[[nodiscard]] const Json& entry_of(const Manifest& manifest, std::string_view file);

}  // namespace motcua::models
