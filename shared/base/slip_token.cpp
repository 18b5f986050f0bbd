#include "shared/base/slip_token.hpp"

#include <algorithm>

#include "shared/base/ids.hpp"
#include "shared/base/text.hpp"

namespace motcua {
namespace {

constexpr std::string_view version = "MC1.";

bool is_canonical(std::string_view reference) {
    const auto parsed = parse_reference(reference);
    return parsed && *parsed == reference;
}

}  // namespace

bool looks_like_slip_token(std::string_view text) { return text.starts_with(version); }

Result<SlipToken> parse_slip_token(std::string_view text) {
    if (!looks_like_slip_token(text)) return ErrorCode::slip_unknown;
    const std::string_view rest = text.substr(version.size());
    const std::size_t dot = rest.find('.');
    if (dot == std::string_view::npos) return ErrorCode::slip_unknown;
    const std::string_view reference = rest.substr(0, dot), seal = rest.substr(dot + 1);
    const bool sealed = seal.size() == slip_seal_length && std::all_of(seal.begin(), seal.end(), text::is_base64url);
    if (!sealed || !is_canonical(reference)) return ErrorCode::slip_unknown;
    return SlipToken{.reference = std::string(reference), .seal = std::string(seal)};
}

std::string write_slip_token(const SlipToken& token) { return std::string(version) + token.reference + '.' + token.seal; }

}  // namespace motcua
