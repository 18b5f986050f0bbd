// Choosing the time and booking it: one slot for all who come together.
#include "client/pages/applicant/applicant.hpp"
#include "client/pages/applicant/visit.hpp"

namespace motcua::client::pages {

namespace {

constexpr int few_places = 2;  ///< from here on it is worth saying how many are left

const SlotDay* find_day(const App& app, std::string_view date) {
    for (const SlotDay& day : app.filings.slots.value)
        if (day.date == date) return &day;
    return nullptr;
}

void book(App& app, const std::string& office, const std::string& day, const std::string& time) {
    std::vector<std::string> references;
    for (const Application* application : app.filings.awaiting_booking()) references.push_back(application->reference);
    const std::string first = references.empty() ? std::string{} : references.front();
    app.clear_errors();
    app.filings.book(references, office, day, time, [&app, first] { app.go("slip/" + first); });
}

/// The last seat has one winner: the others see what is left.
void taken(App& app) {
    const Problem* problem = app.filings.problem();
    if (problem == nullptr || problem->code != "slot.full") return;
    app.filings.clear_problem();
    app.page.texts["time"].clear();
    app.filings.slots = {};
    app.show_errors({{"time", app.t("booking.taken")}});
}

}  // namespace

void booking_time(View& view, App& app) {
    const std::string office(app.route().part(1)), date(app.route().part(2));
    taken(app);
    begin(view, app, {.title = app.t("booking.time_title"), .back = "booking/" + office, .caption = office_name(app, office)});
    show_problem(view, app, app.filings.problem());
    bool again = false;
    if (!show_loaded(view, app, app.filings.list, again)) {
        if (again || app.filings.list.state == LoadState::idle) app.filings.refresh();
        return;
    }
    const auto waiting = app.filings.awaiting_booking();
    if (waiting.empty()) return app.filings.busy() ? void() : app.replace("status");
    app.filings.fetch_slots(office, static_cast<int>(waiting.size()), app.filings.slots_from.empty() ? date : app.filings.slots_from);
    if (!show_loaded(view, app, app.filings.slots, again)) return again ? void(app.filings.slots = {}) : void();
    const SlotDay* day = find_day(app, date);
    if (day == nullptr || !day->has_room()) {
        view.paragraph(app.t("booking.day_full"));
        return link(view, app, "other-day", app.t("booking.other_day"), "booking/" + office);
    }
    view.paragraph(app.t("booking.on_day", {{"date", app.long_date(date)}, {"address", office_address(app, office)}}));
    std::vector<ui::Option> times;
    for (const Slot& slot : day->slots)
        times.push_back({.value = slot.time, .text = slot.time, .hint = slot.free <= few_places ? app.plural("booking.places", slot.free) : ""});
    view.radios("time", app.t("booking.time"), "", app.page.error_of("time"), times, app.page.texts["time"]);
    if (!view.button("continue", app.t("booking.confirm"), ui::ButtonKind::primary, app.filings.busy())) return;
    if (app.page.texts["time"].empty()) return void(app.show_errors({{"time", app.t("booking.time_missing")}}));
    book(app, office, date, app.page.texts["time"]);
}

}  // namespace motcua::client::pages
