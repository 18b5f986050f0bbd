// A written decimal number as the nearest double (ties to even): what strtod gives. musl's strtod calculates in 128-bit
// floats, which WebAssembly has to emulate: 4 KB of the browser's download.
#pragma once

#include <string_view>

namespace motcua {

/// Of a number as JSON writes it ("-12.5e-3"); infinite when it is too large.
[[nodiscard]] double read_decimal(std::string_view written);

}  // namespace motcua
