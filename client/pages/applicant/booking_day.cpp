// Choosing the day: two weeks at a time, closed days with their reason.
#include "client/pages/applicant/applicant.hpp"
#include "client/pages/applicant/visit.hpp"

namespace motcua::client::pages {

namespace {

constexpr int window_days = 14;

std::string first_day(const App& app) { return format_date(Date(Days(app.today()) + std::chrono::days(1))); }

std::string shifted(std::string_view from, int days) {
    const auto day = parse_date(from);
    return day ? format_date(Date(Days(*day) + std::chrono::days(days))) : std::string(from);
}

std::vector<ui::Option> open_days(const App& app) {
    std::vector<ui::Option> out;
    for (const SlotDay& day : app.filings.slots.value)
        if (day.has_room()) out.push_back({.value = day.date, .text = app.long_date(day.date), .hint = app.plural("booking.times", static_cast<int>(day.slots.size()))});
    return out;
}

/// A holiday has its name in the rules, in every language; other closures as the server calls them.
std::string why_closed(const App& app, const SlotDay& day) {
    for (const auto& holiday : app.rules().calendar.days)
        if (holiday.name.en == text_of(day.closed, "en")) return std::string(holiday.name.in(app.language()));
    return localised(day.closed, app.language());
}

/// Weekends explain themselves; other closed days are told, so that nobody wonders.
void closed_days(View& view, const App& app) {
    std::vector<std::string> lines;
    for (const SlotDay& day : app.filings.slots.value)
        if (!day.closed.is_null()) lines.push_back(app.labelled(app.long_date(day.date), why_closed(app, day)));
    if (lines.empty()) return;
    view.details("closed", app.t("booking.closed_days"), [&](View& inner) { inner.bullets(lines); });
}

void other_weeks(View& view, App& app, std::string& from) {
    if (view.button("later", app.t("booking.later"), ui::ButtonKind::quiet)) from = shifted(from, window_days);
    if (from != first_day(app) && view.button("earlier", app.t("booking.earlier"), ui::ButtonKind::quiet)) from = shifted(from, -window_days);
}

}  // namespace

void booking_day(View& view, App& app) {
    const std::string office(app.route().part(1));
    std::string& from = app.page.texts["from"];
    if (from.empty()) from = first_day(app);
    begin(view, app, {.title = app.t("booking.day_title"), .back = "booking", .caption = office_name(app, office)});
    bool again = false;
    if (!show_loaded(view, app, app.filings.list, again)) {
        if (again || app.filings.list.state == LoadState::idle) app.filings.refresh();
        return;
    }
    const auto waiting = app.filings.awaiting_booking();
    if (waiting.empty()) return app.replace("status");
    app.filings.fetch_slots(office, static_cast<int>(waiting.size()), from);
    if (waiting.size() > 1) view.inset(app.t("booking.family", {{"names", names_of(waiting)}}));
    if (!show_loaded(view, app, app.filings.slots, again)) {
        if (again) app.filings.slots = {};
        return;
    }
    const auto days = open_days(app);
    if (days.empty()) view.paragraph(app.t("booking.no_day"));
    else view.radios("day", app.t("booking.day"), "", app.page.error_of("day"), days, app.page.texts["day"]);
    other_weeks(view, app, from);
    closed_days(view, app);
    if (days.empty() || !continue_button(view, app)) return;
    if (app.page.texts["day"].empty()) return void(app.show_errors({{"day", app.t("booking.day_missing")}}));
    app.go("booking/" + office + "/" + app.page.texts["day"]);
}

}  // namespace motcua::client::pages
