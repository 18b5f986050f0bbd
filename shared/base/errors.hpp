// Error codes: one row each in errors.def (stable text, HTTP status, message in Vietnamese and English).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace motcua {

enum class ErrorCode : std::uint16_t {
#define MOTCUA_ERROR(name, text, status, vi, en) name,
#include "shared/base/errors.def"
#undef MOTCUA_ERROR
};

struct ErrorText {
    std::string_view code;  ///< stable, dotted: "phone.format"
    int http_status;
    std::string_view vi, en;
};

/// The row of a code.
[[nodiscard]] const ErrorText& describe(ErrorCode code);
/// Its stable text alone.
[[nodiscard]] std::string_view code_text(ErrorCode code);
/// The code of a stable text, where there is one.
[[nodiscard]] std::optional<ErrorCode> error_code(std::string_view text);
/// How many codes there are (they are numbered from 0).
[[nodiscard]] std::size_t error_count();

}  // namespace motcua
