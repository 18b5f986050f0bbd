#include "shared/base/errors.hpp"

#include <array>

namespace motcua {
namespace {
// Codes and messages apart: the browser links the codes only, and fetches the messages of its language when it needs them.
constexpr std::array codes = {
#define MOTCUA_ERROR(name, text, status, vi, en) std::string_view(text),
#include "shared/base/errors.def"
#undef MOTCUA_ERROR
};
constexpr std::array table = {
#define MOTCUA_ERROR(name, text, status, vi, en) ErrorText{text, status, vi, en},
#include "shared/base/errors.def"
#undef MOTCUA_ERROR
};
}  // namespace

const ErrorText& describe(ErrorCode code) { return table[static_cast<std::size_t>(code)]; }

std::string_view code_text(ErrorCode code) { return codes[static_cast<std::size_t>(code)]; }

std::optional<ErrorCode> error_code(std::string_view text) {
    for (std::size_t i = 0; i < codes.size(); ++i)
        if (codes[i] == text) return static_cast<ErrorCode>(i);
    return std::nullopt;
}

std::size_t error_count() { return codes.size(); }

}  // namespace motcua
