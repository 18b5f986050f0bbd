// Choosing the office: those of the person's province first, the others behind a choice of province.
#include <algorithm>

#include "client/pages/applicant/applicant.hpp"
#include "client/pages/applicant/visit.hpp"
#include "shared/identity/address.hpp"

namespace motcua::client::pages {

namespace {

std::vector<ui::Option> provinces_with_offices(const App& app) {
    std::vector<ui::Option> out;
    for (const auto& province : app.rules().provinces) {
        const auto& all = app.filings.offices.value;
        if (std::none_of(all.begin(), all.end(), [&](const Office& o) { return o.province == province.code; })) continue;
        out.push_back({.value = province.code, .text = identity::province_title(province.code, app.rules(), app.language(), app.today())});
    }
    return out;
}

std::vector<ui::Option> offices_in(const App& app, const std::string& province) {
    std::vector<ui::Option> out;
    for (const Office& office : app.filings.offices.value)
        if (office.province == province)
            out.push_back({.value = office.id, .text = office_name(app, office.id),
                           .hint = office.address + (office.hotline.empty() ? "" : " · " + app.t("booking.hotline", {{"number", office.hotline}}))});
    return out;
}

void nothing_to_book(View& view, App& app) {
    view.paragraph(app.t("booking.nothing"));
    link(view, app, "to-status", app.t("start.status"), "status");
}

}  // namespace

void booking_office(View& view, App& app) {
    const auto waiting = app.filings.awaiting_booking();
    begin(view, app, {.title = app.t("booking.office_title"), .back = "status", .caption = app.t("booking.caption")});
    bool again = false;
    if (!show_loaded(view, app, app.filings.list, again) || !show_loaded(view, app, app.filings.offices, again)) {
        if (again || app.filings.list.state == LoadState::idle) app.filings.refresh();
        if (again || app.filings.offices.state == LoadState::idle) app.filings.fetch_offices();
        return;
    }
    if (waiting.empty()) return nothing_to_book(view, app);
    if (waiting.front()->state == "submitted") view.notification("filed", app.t("booking.filed_title"), app.t("booking.filed", {{"names", names_of(waiting)}}), ui::Tone::success);
    std::string& province = app.page.texts["province"];
    if (province.empty()) province = app.filings.home_province;
    view.select({.key = "province", .label = app.t("booking.province"), .hint = app.t("booking.province_hint"), .error = app.page.error_of("province")},
                provinces_with_offices(app), province);
    if (!province.empty())
        view.radios("office", app.t("booking.office"), "", app.page.error_of("office"), offices_in(app, province), app.page.texts["office"]);
    office_on_map(view, app, app.page.texts["office"]);
    if (!continue_button(view, app)) return;
    const std::string office = app.page.texts["office"];
    if (province.empty()) return void(app.show_errors({{"province", app.t("booking.province_missing")}}));
    if (office.empty()) return void(app.show_errors({{"office", app.t("booking.office_missing")}}));
    app.go("booking/" + office);
}

}  // namespace motcua::client::pages
