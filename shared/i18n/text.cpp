#include "shared/i18n/text.hpp"

#include <array>

#include "shared/form/fields.hpp"
#include "shared/i18n/catalogue.hpp"

namespace motcua::i18n {
namespace {

constexpr std::array<std::string_view, 12> months{"January", "February", "March",     "April",   "May",      "June",
                                                  "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 7> weekdays_vi{"Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"};
constexpr std::array<std::string_view, 7> weekdays_en{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

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

std::string_view detail_in_words(const Error& error, std::string_view language) {
    const bool names_a_part = error.code == ErrorCode::mrz_check || error.code == ErrorCode::mrz_date || error.code == ErrorCode::mrz_code;
    for (const Part& part : parts)
        if (names_a_part && part.code == error.detail) return language == "vi" ? part.vi : part.en;
    return error.detail;
}

std::string two(unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); }
std::string year(Date date) { return std::to_string(static_cast<int>(date.year())); }

}  // namespace

std::string date(Date date, std::string_view language) {
    const auto day = static_cast<unsigned>(date.day()), month = static_cast<unsigned>(date.month());
    if (language == "vi") return two(day) + "/" + two(month) + "/" + year(date);
    return std::to_string(day) + " " + std::string(months[(month - 1) % 12]) + " " + year(date);
}

std::string long_date(Date date, std::string_view language) {
    const unsigned weekday = std::chrono::weekday{Days{date}}.c_encoding();
    if (language == "vi") return std::string(weekdays_vi[weekday]) + ", " + i18n::date(date, language);
    return std::string(weekdays_en[weekday]) + " " + i18n::date(date, language);
}

std::string form_date(Date date) {
    return "Ngày " + two(static_cast<unsigned>(date.day())) + " tháng " + two(static_cast<unsigned>(date.month())) + " năm " + year(date);
}

std::string error_text(const Error& error, std::string_view language) {
    const ErrorText& row = describe(error.code);
    const form::Field* field = form::find_field(error.field);
    return error_text(language == "vi" ? row.vi : row.en, field != nullptr ? form::label(*field, language) : std::string_view(error.field), error, language);
}

std::string error_text(std::string_view message, std::string_view label, const Error& error, std::string_view language) {
    return fill(message, {{"label", label}, {"detail", detail_in_words(error, language)}});
}

}  // namespace motcua::i18n
