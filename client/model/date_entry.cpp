#include "client/model/date_entry.hpp"

#include <array>
#include <charconv>

#include "shared/base/text.hpp"

namespace motcua::client {

namespace {

/// The number in a box: blanks and a trailing full stop ("12.") are forgiven; -1 when it is none.
int read_number(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '.')) text.remove_suffix(1);
    int value = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? value : -1;
}

int read_month(std::string_view text) {
    if (const int number = read_number(text); number >= 0) return number;
    static constexpr std::array names{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
    const std::string word = text::lower_ascii(text.substr(std::min(text.size(), text.find_first_not_of(' '))));
    for (std::size_t i = 0; i < names.size(); ++i)
        if (word.rfind(names[i], 0) == 0) return static_cast<int>(i) + 1;
    static constexpr std::string_view thang = "tháng ";
    return word.rfind(thang, 0) == 0 ? read_number(std::string_view(word).substr(thang.size())) : -1;
}

// By hand: the browser's half links no formatting library for two digits (66 KB).
std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

}  // namespace

std::string date_text(const ui::DateParts& typed) {
    if (typed.day.empty() && typed.month.empty() && typed.year.empty()) return {};
    const int day = read_number(typed.day), month = read_month(typed.month), year = read_number(typed.year);
    const bool readable = day >= 1 && day <= 31 && month >= 1 && month <= 12 && year >= 1000 && year <= 9999;
    if (readable) return std::to_string(year) + "-" + two_digits(month) + "-" + two_digits(day);
    return typed.day + "/" + typed.month + "/" + typed.year;
}

ui::DateParts date_parts(std::string_view stored) {
    if (stored.size() == 10 && stored[4] == '-' && stored[7] == '-')
        return {.day = std::to_string(read_number(stored.substr(8))),
                .month = std::to_string(read_number(stored.substr(5, 2))),
                .year = std::string(stored.substr(0, 4))};
    const auto first = stored.find('/');
    if (first == std::string_view::npos) return {.day = std::string(stored)};
    const auto second = stored.find('/', first + 1);
    if (second == std::string_view::npos) return {.day = std::string(stored.substr(0, first)), .month = std::string(stored.substr(first + 1))};
    return {.day = std::string(stored.substr(0, first)),
            .month = std::string(stored.substr(first + 1, second - first - 1)),
            .year = std::string(stored.substr(second + 1))};
}

}  // namespace motcua::client
