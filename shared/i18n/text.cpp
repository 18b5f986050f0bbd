#include "shared/i18n/text.hpp"

#include <array>

#include "shared/form/fields.hpp"
#include "shared/i18n/catalogue.hpp"

namespace motcua::i18n {
namespace {

/// How a language writes a date: {d} and {m} are numbers, {dd} and {mm} have two digits. Oracle: tests/oracle/words.mjs (CLDR).
struct DateWords {
    std::string_view language, form, long_form;
    std::string_view weekdays;  ///< from Sunday, each before a '|'
    std::string_view months{};
    std::string_view first{"1"};  ///< the first day of a month
};
constexpr std::array date_words{
    DateWords{.language = "vi", .form = "{dd}/{mm}/{yyyy}", .long_form = "{weekday}, {dd}/{mm}/{yyyy}",
              .weekdays = "Chủ nhật|thứ Hai|thứ Ba|thứ Tư|thứ Năm|thứ Sáu|thứ Bảy|"},
    DateWords{.language = "en", .form = "{d} {month} {yyyy}", .long_form = "{weekday} {d} {month} {yyyy}",
              .weekdays = "Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|",
              .months = "January|February|March|April|May|June|July|August|September|October|November|December|"},
    DateWords{.language = "zh", .form = "{yyyy}年{m}月{d}日", .long_form = "{yyyy}年{m}月{d}日{weekday}",
              .weekdays = "星期日|星期一|星期二|星期三|星期四|星期五|星期六|"},
    DateWords{.language = "ko", .form = "{yyyy}년 {m}월 {d}일", .long_form = "{yyyy}년 {m}월 {d}일 {weekday}",
              .weekdays = "일요일|월요일|화요일|수요일|목요일|금요일|토요일|"},
    DateWords{.language = "ja", .form = "{yyyy}年{m}月{d}日", .long_form = "{yyyy}年{m}月{d}日（{weekday}）",
              .weekdays = "日曜日|月曜日|火曜日|水曜日|木曜日|金曜日|土曜日|"},
    // the weekday behind: in front of the date it would have to follow the case of the sentence
    DateWords{.language = "ru", .form = "{d} {month} {yyyy} года", .long_form = "{d} {month} {yyyy} года ({weekday})",
              .weekdays = "воскресенье|понедельник|вторник|среда|четверг|пятница|суббота|",
              .months = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|"},
    DateWords{.language = "fr", .form = "{d} {month} {yyyy}", .long_form = "{weekday} {d} {month} {yyyy}",
              .weekdays = "dimanche|lundi|mardi|mercredi|jeudi|vendredi|samedi|",
              .months = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|", .first = "1er"},
};

/// English for a language that is not there.
const DateWords& words_of(std::string_view language) {
    const DateWords* found = &date_words[1];
    for (const DateWords& words : date_words)
        if (words.language == language) found = &words;
    return *found;
}

/// The n-th of the words that each stand before a '|'.
std::string_view nth(std::string_view words, unsigned n) {
    for (; n > 0 && !words.empty(); --n) words.remove_prefix(words.find('|') + 1);
    return words.substr(0, words.find('|'));
}

/// What the errors of machine-readable zones call their parts, in a person's words.
struct Part {
    std::string_view code, vi, en;
};
constexpr std::array parts{
    Part{"documentCode", "loại giấy tờ", "kind of document"}, Part{"issuer", "nước cấp", "issuing state"},
    Part{"documentNumber", "số giấy tờ", "document number"},  Part{"nationality", "quốc tịch", "nationality"},
    Part{"birthDate", "ngày sinh", "date of birth"},          Part{"expiryDate", "ngày hết hạn", "date of expiry"},
    Part{"optionalData", "số cá nhân", "personal number"},    Part{"composite", "chữ số kiểm tra cuối dòng", "last check digit"},
};

std::string two(unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); }
std::string year(Date date) { return std::to_string(static_cast<int>(date.year())); }

std::string written(Date date, const DateWords& words, std::string_view form) {
    const auto day = static_cast<unsigned>(date.day()), month = static_cast<unsigned>(date.month());
    return fill(form, {{"d", day == 1 ? std::string(words.first) : std::to_string(day)}, {"dd", two(day)}, {"m", std::to_string(month)},
                       {"mm", two(month)}, {"month", nth(words.months, month - 1)}, {"yyyy", year(date)},
                       {"weekday", nth(words.weekdays, std::chrono::weekday{Days{date}}.c_encoding())}});
}

}  // namespace

std::string date(Date date, std::string_view language) { return written(date, words_of(language), words_of(language).form); }

std::string long_date(Date date, std::string_view language) { return written(date, words_of(language), words_of(language).long_form); }

std::string form_date(Date date) {
    return "Ngày " + two(static_cast<unsigned>(date.day())) + " tháng " + two(static_cast<unsigned>(date.month())) + " năm " + year(date);
}

std::string_view part_of_zone(const Error& error) {
    const bool names_a_part = error.code == ErrorCode::mrz_check || error.code == ErrorCode::mrz_date || error.code == ErrorCode::mrz_code;
    return names_a_part ? std::string_view(error.detail) : std::string_view();
}

std::string_view name_of_part(std::string_view code, std::string_view language) {
    for (const Part& part : parts)
        if (part.code == code) return language == "vi" ? part.vi : part.en;
    return code;
}

std::string error_text(const Error& error, std::string_view language) {
    const ErrorText& row = describe(error.code);
    const form::Field* field = form::find_field(error.field);
    const std::string_view label = field != nullptr ? form::label(*field, language) : std::string_view(error.field);
    const std::string_view part = part_of_zone(error);
    return error_text(language == "vi" ? row.vi : row.en, label, part.empty() ? std::string_view(error.detail) : name_of_part(part, language));
}

std::string error_text(std::string_view message, std::string_view label, std::string_view detail) {
    return fill(message, {{"label", label}, {"detail", detail}});
}

}  // namespace motcua::i18n
