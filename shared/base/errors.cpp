#include "shared/base/errors.hpp"

#include <array>

namespace motcua {
namespace {
constexpr std::array table = {
#define MOTCUA_ERROR(name, text, status, vi, en) ErrorText{text, status, vi, en},
#include "shared/base/errors.def"
#undef MOTCUA_ERROR
};
}  // namespace

const ErrorText& describe(ErrorCode code) { return table[static_cast<std::size_t>(code)]; }

std::optional<ErrorCode> error_code(std::string_view text) {
    for (std::size_t i = 0; i < table.size(); ++i)
        if (table[i].code == text) return static_cast<ErrorCode>(i);
    return std::nullopt;
}

std::size_t error_count() { return table.size(); }

}  // namespace motcua
