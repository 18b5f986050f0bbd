// The decoding program as it is installed: beside motcua itself.
#pragma once

#include <memory>

#include "server/sandbox/decoder.hpp"

namespace motcua::cli {

/// Starts one that waits for pictures. Errors: decoder_missing.
[[nodiscard]] Result<std::unique_ptr<sandbox::Decoder>> start_decoder();

}  // namespace motcua::cli
