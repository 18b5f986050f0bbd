// Dates, times and errors in a person's words.
#pragma once

#include <string>
#include <string_view>

#include "shared/base/date.hpp"
#include "shared/base/result.hpp"

namespace motcua::i18n {

/// vi "24/11/2026"; en "24 November 2026".
[[nodiscard]] std::string date(Date date, std::string_view language);
/// vi "thứ Ba, 24/11/2026"; en "Tuesday 24 November 2026".
[[nodiscard]] std::string long_date(Date date, std::string_view language);
/// vi "Ngày 24 tháng 11 năm 2026": the signature line of the form.
[[nodiscard]] std::string form_date(Date date);
/// The message of the error in this language, with its offending part in quotation marks where the message has {detail}.
[[nodiscard]] std::string error_text(const Error& error, std::string_view language);
/// The same with the message given: where the table of messages is not linked (the browser).
[[nodiscard]] std::string error_text(std::string_view message, std::string_view label, const Error& error, std::string_view language);

}  // namespace motcua::i18n
