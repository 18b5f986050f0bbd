#include "shared/identity/phone.hpp"

#include <algorithm>

#include "shared/base/text.hpp"

namespace motcua::identity {
namespace {

constexpr std::string_view separators = " .-()/\t";

struct Digits {
    std::string digits;
    bool international = false;
};

Result<Digits> collect(std::string_view typed) {
    const std::string text = text::tidy(typed);
    if (text.empty()) return ErrorCode::phone_missing;
    if (text.size() > 40) return ErrorCode::phone_format;
    Digits out;
    for (std::string_view rest = text; !rest.empty();) {
        const std::string_view before = rest;
        const auto c = text::take(rest);
        if (!c) return ErrorCode::phone_format;
        const std::string_view letter = before.substr(0, before.size() - rest.size());
        if (letter.size() == 1 && text::is_digit(letter[0])) out.digits += letter[0];
        else if (letter == "+" && out.digits.empty() && !out.international) out.international = true;
        else if (letter.size() != 1 || separators.find(letter[0]) == std::string_view::npos)
            return Error{.code = ErrorCode::phone_character, .detail = std::string(letter)};
    }
    if (!out.international && out.digits.starts_with("00")) {
        out.digits.erase(0, 2);
        out.international = true;
    }
    return out;
}

/// The number as it is dialled inside the country, or nothing when it is another country's.
std::string national_digits(const Digits& number, const rules::PhonePlan& plan) {
    if (!number.international && number.digits.starts_with('0')) return number.digits;
    const bool has_country = number.digits.starts_with(plan.country);
    const std::size_t with_country = plan.country.size() + static_cast<std::size_t>(plan.national_digits) - 1;
    if (has_country && (number.international || number.digits.size() == with_country)) {
        std::string rest = number.digits.substr(plan.country.size());
        // "+84 (0)912…": the trunk digit written along
        return rest.starts_with('0') ? rest : "0" + rest;
    }
    // nine digits without the trunk digit, as spreadsheets leave them
    const bool lost_zero = !number.international && number.digits.size() + 1 == static_cast<std::size_t>(plan.national_digits);
    return lost_zero ? "0" + number.digits : std::string();
}

Result<Phone> foreign(const Digits& number) {
    if (!number.international || number.digits.size() < 7 || number.digits.size() > 15 || number.digits.starts_with('0'))
        return ErrorCode::phone_format;
    const std::string e164 = "+" + number.digits;
    return Phone{.e164 = e164, .national = e164};
}

const rules::PhonePrefix* prefix_of(std::string_view national, const rules::PhonePlan& plan) {
    const auto found = std::find_if(plan.mobile.begin(), plan.mobile.end(),
                                    [&](const rules::PhonePrefix& row) { return national.starts_with(row.prefix); });
    return found == plan.mobile.end() ? nullptr : &*found;
}

/// "0168 9123456" as it is dialled since 2018: "038 912 3456"; nothing when it was no such number.
std::string new_writing(const std::string& national, const rules::PhonePlan& plan) {
    const auto found = std::find_if(plan.former.begin(), plan.former.end(),
                                    [&](const rules::FormerPrefix& row) { return national.starts_with(row.prefix); });
    if (found == plan.former.end() || national.size() != 11) return {};
    const std::string rest = national.substr(found->prefix.size());
    return found->now + " " + rest.substr(0, 3) + " " + rest.substr(3);
}

Result<Phone> vietnamese(const std::string& national, const rules::PhonePlan& plan) {
    Phone phone{.e164 = "+" + plan.country + national.substr(1), .national = national, .vietnamese = true};
    const bool mobile_shape = national.size() > 1 && plan.mobile_first.find(national[1]) != std::string::npos;
    // landlines: 02, area code and number
    if (national.starts_with("02") && national.size() == 11) return phone;
    if (std::string now = new_writing(national, plan); !now.empty()) return Error{.code = ErrorCode::phone_old_number, .detail = std::move(now)};
    if (!mobile_shape || national.size() != static_cast<std::size_t>(plan.national_digits)) return ErrorCode::phone_format;
    phone.mobile = true;
    if (const auto* prefix = prefix_of(national, plan)) phone.network = prefix->network;
    else phone.warnings.push_back(ErrorCode::phone_unknown_prefix);
    return phone;
}

}  // namespace

Result<Phone> parse_phone(std::string_view text, const rules::PhonePlan& plan) {
    MOTCUA_TRY(digits, collect(text));
    const std::string national = national_digits(digits, plan);
    return national.empty() ? foreign(digits) : vietnamese(national, plan);
}

Result<Phone> parse_own_phone(std::string_view text, const rules::PhonePlan& plan) {
    MOTCUA_TRY(phone, parse_phone(text, plan));
    if (!phone.vietnamese && !plan.foreign_allowed) return ErrorCode::phone_not_vietnamese;
    if (phone.vietnamese && !phone.mobile) return ErrorCode::phone_not_mobile;
    return std::move(phone);
}

std::string masked_phone(std::string_view e164) {
    if (e164.size() < 8) return "***";
    const std::size_t shown = e164.starts_with("+84") ? 3 : 2;
    std::string out(e164.substr(0, shown));
    if (shown == 3) out.append(" ").append(e164.substr(3, 3));
    return out.append(" *** ").append(e164.substr(e164.size() - 3));
}

}  // namespace motcua::identity
