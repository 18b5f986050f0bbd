#include "shared/base/date.hpp"

#include "shared/base/text.hpp"

namespace motcua {
namespace {

int number(std::string_view digits) {
    int value = 0;
    for (char c : digits) value = value * 10 + (c - '0');
    return value;
}

bool has_iso_shape(std::string_view text) {
    if (text.size() != 10) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool hyphen = i == 4 || i == 7;
        if (hyphen ? text[i] != '-' : !text::is_digit(text[i])) return false;
    }
    return true;
}

void append_padded(std::string& out, unsigned value, int width) {
    std::string digits = std::to_string(value);
    out.append(width > static_cast<int>(digits.size()) ? width - digits.size() : 0, '0').append(digits);
}

}  // namespace

Result<Date> parse_date(std::string_view text) {
    if (!has_iso_shape(text)) return Error{.code = ErrorCode::date_format, .detail = std::string(text::shortened(text, 32))};
    const Date date{std::chrono::year{number(text.substr(0, 4))}, std::chrono::month{static_cast<unsigned>(number(text.substr(5, 2)))},
                    std::chrono::day{static_cast<unsigned>(number(text.substr(8, 2)))}};
    if (!date.ok() || number(text.substr(0, 4)) < 1) return Error{.code = ErrorCode::date_impossible, .detail = std::string(text)};
    return date;
}

std::string format_date(Date date) {
    std::string out;
    append_padded(out, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    out += '-';
    append_padded(out, static_cast<unsigned>(date.month()), 2);
    out += '-';
    append_padded(out, static_cast<unsigned>(date.day()), 2);
    return out;
}

Date date_in_vietnam(Millis at) {
    constexpr Millis offset = 7 * 3'600'000;
    constexpr Millis day = 86'400'000;
    const Millis local = at + offset;
    const Millis days = local >= 0 ? local / day : (local - day + 1) / day;
    return Days{std::chrono::days{days}};
}

int age_on(Date birth, Date on) {
    int years = static_cast<int>(on.year()) - static_cast<int>(birth.year());
    const bool before_birthday = on.month() < birth.month() || (on.month() == birth.month() && on.day() < birth.day());
    return before_birthday ? years - 1 : years;
}

}  // namespace motcua
