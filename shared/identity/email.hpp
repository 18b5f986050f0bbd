// E-mail addresses: RFC 5321 as mail is really sent, plus internationalised local parts and domains (RFC 6531).
#pragma once

#include <string>
#include <string_view>

#include "shared/base/result.hpp"

namespace motcua::identity {

/// The address with its domain in lower case. Errors: email.format, email.too_long, email.domain.
/// Quoted local parts and address literals ("a b"@[1.2.3.4]) are refused: nobody is reached by them.
[[nodiscard]] Result<std::string> parse_email(std::string_view text);
/// "a***@example.com": for screens and answers.
[[nodiscard]] std::string masked_email(std::string_view address);

}  // namespace motcua::identity
