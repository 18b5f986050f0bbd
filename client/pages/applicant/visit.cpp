#include "client/pages/applicant/visit.hpp"

#include <algorithm>

#include "client/pages/applicant/applicant.hpp"
#include "shared/identity/address.hpp"

namespace motcua::client::pages {

namespace {

const Office* find_office(const App& app, std::string_view id) {
    const auto& all = app.filings.offices.value;
    const auto found = std::find_if(all.begin(), all.end(), [&](const Office& office) { return office.id == id; });
    return found == all.end() ? nullptr : &*found;
}

/// By the rules, which speak every language; an office they do not have as the server calls it, which speaks two.
std::string office_name(const App& app, std::string_view office, const Json& by_server) {
    const auto* known = rules::find_office(app.rules(), office);
    return known != nullptr ? std::string(known->name.in(app.language())) : localised(by_server, app.language());
}

}  // namespace

std::string state_text(const App& app, const std::string& state) {
    const std::string words = app.word("state", state);
    return words.empty() ? state : words;
}

std::string office_name(const App& app, const Application& application) { return office_name(app, application.office, application.office_name); }

std::string office_name(const App& app, std::string_view office) {
    const Office* found = find_office(app, office);
    return office_name(app, office, found == nullptr ? Json(std::string(office)) : found->name);
}

std::string office_address(const App& app, std::string_view office) {
    const Office* found = find_office(app, office);
    return found == nullptr ? std::string{} : found->address;
}

std::string visit_time(const App& app, const Booking& booking) {
    return app.t("visit.date_time", {{"date", app.long_date(booking.date)}, {"time", booking.time}});
}

std::string names_of(std::span<const Application* const> applications) {
    std::string out;
    for (const Application* application : applications) out += (out.empty() ? "" : ", ") + application->name;
    return out;
}

void office_on_map(View& view, const App& app, std::string_view office) {
    const auto* known = rules::find_office(app.rules(), office);
    if (known == nullptr) return;
    view.picture("map.svg#p" + known->province, app.t("visit.map_alt", {{"province", identity::province_title(known->province, app.rules(), app.language(), app.today())}}), 340);
    view.paragraph(app.t("visit.map_note"), ui::Tone::muted);
    view.outside_link("map", app.t("visit.map_link"), "https://www.google.com/maps/search/?api=1&query=" + path_segment(known->address));
}

void bring_list(View& view, const App& app, const Bring& bring) {
    const bool self = bring.filed_for == "self";
    std::vector<std::string> lines{app.t(bring.slip)};
    if (bring.passport) lines.push_back(app.t("bring.passport"));
    lines.push_back(app.t(bring.card));
    lines.push_back(app.t("bring.phone"));
    if (bring.filed_for == "child") lines.push_back(app.t("bring.birth_certificate"));
    if (bring.filed_for == "ward") lines.push_back(app.t("bring.relation_proof"));
    if (!self) lines.push_back(app.t("bring.own_identity"));
    view.heading(app.t("bring.title"), 2);
    view.picture("pictures.svg#documents", app.t("bring.picture_alt"), 220);
    view.bullets(lines);
    if (!self) view.paragraph(app.t("bring.come_together"));
}

const Application* application_of_route(View& view, App& app, std::string_view back) {
    if (const Application* found = app.filings.find(app.route().part(1))) return found;
    begin(view, app, {.title = app.t("status.title"), .back = std::string(back)});
    bool again = false;
    if (show_loaded(view, app, app.filings.list, again)) {
        view.paragraph(app.t("status.unknown"));
        link(view, app, "all", app.t("status.all"), "status");
    }
    if (again || app.filings.list.state == LoadState::idle) app.filings.refresh();
    return nullptr;
}

}  // namespace motcua::client::pages
