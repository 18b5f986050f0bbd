#include "client/pages/officer/officer.hpp"

#include "client/pages/officer/room.hpp"
#include "client/pages/shell.hpp"
#include "shared/form/fields.hpp"

namespace motcua::client::pages::officer {
namespace {

/// The consents an officer affirms, as one text in the language it is given in, with its versions.
void add_consent(Room& room, const App& app) {
    const std::string& language = room.desk.consent_language;
    for (const auto* kind : {"account", "biometrics"}) {
        const auto* consent = rules::consent_text(app.rules(), kind, app.today());
        if (!consent) continue;
        if (!room.consent_text.empty()) room.consent_text += "\n\n", room.consent_version += "+";
        room.consent_text += consent->text.in(language);
        room.consent_version += consent->version;
    }
}

Room make_room(ui::View& view, App& app, Desk& desk, Factors& factors) {
    Room room{.view = view,
              .desk = desk,
              .factors = factors,
              .host = app.host(),
              .language = app.language(),
              .t = [&app](std::string_view key) { return app.t(key); },
              .field_label =
                  [&app](std::string_view path) {
                      const auto* field = form::find_field(path);
                      return field ? app.label(*field) : std::string(path);
                  },
              .section_title = [&app](const form::SectionText& section) { return app.title(section); },
              .date = [&app](std::string_view iso) { return app.date(iso); },
              .day_of = [&app](std::int64_t ms) { return app.date(format_date(date_in_vietnam(ms))); },
              .value = [&app](std::string_view path, const std::string& value) { return value_text(app, path, value); },
              .officer_name = app.session.name(),
              .rules = app.rules(),
              .today = app.today(),
              .supervisor = app.session.role() == Role::supervisor};
    add_consent(room, app);
    return room;
}

void header(Room& room, App& app) {
    const std::string base = "/" + room.language + "/officer/";
    const std::string_view at = app.route().part(1);
    std::vector<ui::NavItem> items;
    if (app.session.is_officer()) {
        items.push_back({"nav/day", room.t("officer.nav.day"), base + "day", at == "day"});
        items.push_back({"nav/scan", room.t("officer.nav.scan"), base + "scan", at == "scan"});
        if (room.supervisor) items.push_back({"nav/rules", room.t("officer.nav.rules"), base + "rules", at == "rules"});
        items.push_back({"nav/keys", room.t("officer.nav.keys"), base + "keys", at == "keys"});
        items.push_back({"nav/out", room.t("officer.nav.sign_out"), base + "sign-in", false});
    }
    std::vector<ui::NavItem> tongues;
    for (const auto& each : languages()) {
        Route other = app.route();
        other.language = each;
        tongues.push_back({"language/" + each, each == "vi" ? "Tiếng Việt" : "English", other.path(), each == room.language});
    }
    const std::string pressed = room.view.header(room.t("officer.nav.service"), items, tongues);
    if (pressed == "nav/out") {
        room.desk.close_camera();
        app.sign_out();
        room.host.go(base + "sign-in");
    } else if (pressed.starts_with("language/")) {
        app.go_in(pressed.substr(9));
    } else {
        for (const auto& item : items)
            if (item.key == pressed) room.desk.close_camera(), room.host.go(item.href);
    }
}

std::string title_key(std::string_view page) {
    if (page == "day") return "officer.day.title";
    if (page == "scan") return "officer.scan.title";
    if (page == "file") return "officer.file.title";
    if (page == "rules") return "officer.rules.title";
    if (page == "keys") return "officer.keys.title";
    return "officer.sign_in.title";
}

void page_body(Room& room, App& app) {
    const std::string base = "/" + room.language + "/officer/";
    const std::string_view at = app.route().part(1);
    if (at != "keys") room.factors.close_keys();
    if (!app.session.is_officer()) return sign_in_page(room);
    if (room.factors.asked()) return confirm_page(room);
    if (at == "keys") return keys_page(room);
    if (at == "scan") return scan_page(room);
    if (at == "file") {
        if (room.desk.reference != app.route().part(2)) room.desk.load_file(app.route().part(2));
        return file_page(room);
    }
    if (at == "rules" && room.supervisor) return rules_page(room);
    if (at == "sign-in" || at == "rules") room.host.replace(base + "day");
    day_page(room);
}

std::string title_of(const Room& room, const App& app) {
    if (!app.session.is_officer()) return room.t(title_key(""));
    return room.t(room.factors.asked() ? "officer.confirm.title" : title_key(app.route().part(1)));
}

void adopt(App& app, Desk& desk, const Json& session) {
    app.session.adopt(session);
    desk.forget_sign_in();  // the next one at this desk may be another person
    desk.day_state = Desk::Load::empty;
    if (app.route().part(1) == "sign-in") app.host().replace("/" + app.language() + "/officer/day");
}

}  // namespace

void frame(ui::View& view, App& app, Desk& desk, Factors& factors) {
    if (!app.ready()) return still_loading(view, app);
    if (!app.officer_words()) {  // the officer's words come in a file of their own
        view.page(app.t("state.loading_title"), app.language());
        view.heading(app.t("state.loading_title"));
        return view.progress("desk/words", app.t("state.loading"), -1);
    }
    Room room = make_room(view, app, desk, factors);
    room.desk.file_route = [language = room.language](const std::string& reference) {
        return "/" + language + "/officer/file/" + reference;
    };
    desk.signed_in = factors.session = [&app, &desk](const Json& session) { adopt(app, desk, session); };
    // nothing waits for somebody who is not here any more: the next one to sign in may be another person
    if (app.session.is_officer()) factors.leave(app.host().route());
    else factors.give_up();
    view.page(title_of(room, app), room.language,
              app.session.is_officer() ? ui::PageWidth::wide : ui::PageWidth::reading);
    header(room, app);
    if (!app.session.known()) {
        view.progress("desk/session", room.t("officer.loading"), -1);
        return;
    }
    page_body(room, app);
}

}  // namespace motcua::client::pages::officer
