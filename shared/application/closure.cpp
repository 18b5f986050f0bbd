#include "shared/application/closure.hpp"

#include <algorithm>

#include "shared/base/text.hpp"

namespace motcua::closure {
namespace {

Date plus(Date day, int days) { return Days(day) + std::chrono::days(days); }

Result<void> check_reason(std::string_view text, std::string_view field) {
    const auto refused = [&](ErrorCode code) { return Error{.code = code, .field = std::string(field), .detail = std::string(field)}; };
    if (!text::valid_utf8(text) || text::has_forbidden_character(text)) return refused(ErrorCode::form_character);
    if (text::length(text::tidy(text)) < shortest_reason) return refused(ErrorCode::form_missing);
    if (text::length(text) > longest_reason) return refused(ErrorCode::form_too_long);
    return {};
}

Error wrong_day(std::string_view field) { return {.code = ErrorCode::slot_date, .field = std::string(field), .detail = std::string(field)}; }

std::optional<int> first_from(const std::vector<int>& starts, int minute) {
    const auto found = std::find_if(starts.begin(), starts.end(), [&](int each) { return each >= minute; });
    return found == starts.end() ? std::nullopt : std::optional(*found);
}

}  // namespace

Result<Closure> check(const Wish& wish, const rules::Rulebook& rules, Date today) {
    if (rules::find_office(rules, wish.office) == nullptr) return Error{.code = ErrorCode::slot_office, .field = "office"};
    const auto from = parse_date(wish.from), to = parse_date(wish.to);
    if (!from.ok() || *from < today) return wrong_day("from");
    const bool fits = to.ok() && *from <= *to && *to <= plus(*from, longest_days - 1) && *to <= plus(today, furthest_days);
    if (!fits) return wrong_day("to");
    MOTCUA_CHECK(check_reason(wish.reason.vi, "reasonVi"));
    MOTCUA_CHECK(check_reason(wish.reason.en, "reasonEn"));
    return Closure{.office = wish.office, .from = *from, .to = *to, .reason = {.vi = text::tidy(wish.reason.vi), .en = text::tidy(wish.reason.en)}};
}

std::optional<Moment> new_time(const Moment& old, Date last, const IsOpen& is_open, const Starts& starts) {
    Date day = plus(old.day, 1);
    while (day <= last && !is_open(day)) day = plus(day, 1);
    const Date next_open = day;
    for (int least = old.minute; day <= last; day = plus(day, 1), least = 0)
        if (const auto minute = first_from(starts(day), least)) return Moment{.day = day, .minute = *minute};
    if (next_open > last) return std::nullopt;
    const auto minute = first_from(starts(next_open), 0);
    return minute ? std::optional(Moment{.day = next_open, .minute = *minute}) : std::nullopt;
}

}  // namespace motcua::closure
