#include "shared/application/reminders.hpp"

#include <algorithm>
#include <optional>

#include "shared/base/json.hpp"
#include "shared/calendar/calendar.hpp"

namespace motcua::reminders {
namespace {

constexpr Millis minute = 60'000, hour = 60 * minute, day = 24 * hour;
constexpr Millis vietnam_offset = 7 * hour;
constexpr int longest_ahead = 30;  ///< days; more is a typing error

Error malformed(std::string detail) { return {.code = ErrorCode::rules_malformed, .detail = "reminders.json: " + std::move(detail)}; }

/// The number of a member where it is whole and within bounds.
std::optional<int> number(const Json& json, int least, int most) {
    if (!json.is_number_integer()) return std::nullopt;
    const auto value = json.get<std::int64_t>();
    return value >= least && value <= most ? std::optional(static_cast<int>(value)) : std::nullopt;
}

Result<Hours> parse_hours(const Json& json, std::string_view what) {
    const auto from = number(member(json, "fromHour"), 0, 23), to = number(member(json, "toHour"), 1, 24);
    if (!from || !to || *from >= *to) return malformed("hours of " + std::string(what));
    return Hours{.from = *from, .to = *to};
}

Result<void> parse_visit(const Json& json, Plan& out) {
    const auto before = number(member(json, "daysBefore"), 0, longest_ahead);
    const auto counted = text_at(json, "counted");
    if (!before || (counted != "calendar" && counted != "working")) return malformed("daysBefore or counted of visit");
    out.visit_days_before = *before;
    out.visit_counted = counted == "working" ? Counted::working : Counted::calendar;
    MOTCUA_TRY(hours, parse_hours(json, "visit"));
    out.visit_hours = hours;
    return {};
}

Result<void> parse_activation(const Json& json, Plan& out) {
    if (!member(json, "days").is_array()) return malformed("days of activation");
    for (const Json& each : member(json, "days")) {
        const auto after = number(each, 1, longest_ahead);
        if (!after || (!out.activation_days.empty() && out.activation_days.back() >= *after)) return malformed("days of activation");
        out.activation_days.push_back(*after);
    }
    MOTCUA_TRY(hours, parse_hours(json, "activation"));
    out.activation_hours = hours;
    return {};
}

Result<Plan> parse_plan(const Json& json) {
    Plan out{.id = std::string(text_at(json, "id")), .origin = {.source = std::string(text_at(json, "source")), .certain = is_true(json, "certain")}};
    const auto from = parse_date(text_at(json, "validFrom"));
    if (out.id.empty() || !from.ok()) return malformed("id or validFrom");
    if (out.origin.source.empty() || !member(json, "certain").is_boolean()) return malformed("source or certain of " + out.id);
    out.from = *from;
    MOTCUA_CHECK(parse_visit(member(json, "visit"), out));
    MOTCUA_CHECK(parse_activation(member(json, "activation"), out));
    return out;
}

Millis midnight(Date date) { return Days(date).time_since_epoch().count() * day - vietnam_offset; }
Date plus(Date date, int days) { return Days(date) + std::chrono::days(days); }

/// The day on which a visit is reminded of.
Date reminder_day(const Plan& plan, Date visit, const rules::Calendar& calendar) {
    if (plan.visit_counted == Counted::calendar) return plus(visit, -plan.visit_days_before);
    Date out = visit;
    for (int left = plan.visit_days_before; left > 0;) {
        out = plus(out, -1);
        if (calendar::is_working_day(out, calendar)) --left;
    }
    return out;
}

/// From when on visits of a day are reminded of.
Millis moment_of(const Plan& plan, Date visit, const rules::Calendar& calendar) {
    return midnight(reminder_day(plan, visit, calendar)) + plan.visit_hours.from * hour;
}

}  // namespace

Result<std::vector<Plan>> parse_plans(std::string_view json) {
    MOTCUA_TRY(root, parse_json(json));
    std::vector<Plan> out;
    for (const Json& each : member(root, "plans")) {
        MOTCUA_TRY(plan, parse_plan(each));
        out.push_back(std::move(plan));
    }
    if (out.empty()) return malformed("plans");
    std::sort(out.begin(), out.end(), [](const Plan& a, const Plan& b) { return a.from < b.from; });
    return std::vector<Plan>(std::move(out));
}

const Plan& plan_on(const std::vector<Plan>& plans, Date day) {
    const auto later = std::find_if(plans.begin(), plans.end(), [&](const Plan& each) { return each.from > day; });
    return later == plans.begin() ? *later : *std::prev(later);
}

bool may_go_out(const Hours& hours, Millis now) {
    const Millis of_day = now - midnight(date_in_vietnam(now));
    return hours.from * hour <= of_day && of_day < hours.to * hour;
}

Millis closes(const Hours& hours, Millis now) { return midnight(date_in_vietnam(now)) + hours.to * hour; }

Millis begins(const Visit& visit) { return midnight(visit.day) + visit.minute * minute; }

Due visit_due(const Plan& plan, const Visit& visit, const rules::Calendar& calendar, Millis now) {
    const Millis moment = moment_of(plan, visit.day, calendar);
    if (visit.booked_at >= moment || now >= begins(visit)) return Due::never;
    return now >= moment && may_go_out(plan.visit_hours, now) ? Due::now : Due::later;
}

std::vector<VisitDay> visits_due(const Plan& plan, Date today, const rules::Calendar& calendar) {
    std::vector<VisitDay> out;
    // days off between today and the visit put it further away
    for (Date day = today; reminder_day(plan, day, calendar) <= today; day = plus(day, 1))
        out.push_back({.day = day, .booked_before = moment_of(plan, day, calendar)});
    return out;
}

int activation_due(const Plan& plan, const Account& account, Millis now) {
    const Date today = date_in_vietnam(now);
    if (today > account.last_day || !may_go_out(plan.activation_hours, now)) return 0;
    int due = 0;
    for (const int after : plan.activation_days)
        if (plus(account.created, after) <= today) due = after;
    return due > account.reminded ? due : 0;
}

std::vector<Made> accounts_due(const Plan& plan, Date today, int activation_days) {
    std::vector<Made> out;
    int until = activation_days + 1;  // a day is made up for until the next one comes
    for (auto after = plan.activation_days.rbegin(); after != plan.activation_days.rend(); ++after) {
        if (*after < until) out.push_back({.from = midnight(plus(today, 1 - until)), .before = midnight(plus(today, 1 - *after)), .day = *after});
        until = std::min(until, *after);
    }
    return out;
}

}  // namespace motcua::reminders
