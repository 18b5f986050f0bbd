// Dates, times and errors in a person's words.
#pragma once

#include <string>
#include <string_view>

#include "shared/base/date.hpp"
#include "shared/base/result.hpp"

namespace motcua::i18n {

/// vi "24/11/2026"; en "24 November 2026"; every language of the form, English for others.
[[nodiscard]] std::string date(Date date, std::string_view language);
/// vi "thứ Ba, 24/11/2026"; en "Tuesday 24 November 2026".
[[nodiscard]] std::string long_date(Date date, std::string_view language);
/// vi "Ngày 24 tháng 11 năm 2026": the signature line of the form.
[[nodiscard]] std::string form_date(Date date);
/// The part of a machine-readable zone that the error's detail names ("birthDate"); empty when the detail is no such name.
[[nodiscard]] std::string_view part_of_zone(const Error& error);
/// That part for people, Vietnamese or English: "date of birth"; the code itself when it is none.
[[nodiscard]] std::string_view name_of_part(std::string_view code, std::string_view language);
/// The message of the error, Vietnamese or English, with its offending part where the message has {detail}.
[[nodiscard]] std::string error_text(const Error& error, std::string_view language);
/// The same with everything given: where the tables of words are not linked (the browser, other languages).
[[nodiscard]] std::string error_text(std::string_view message, std::string_view label, std::string_view detail);

}  // namespace motcua::i18n
