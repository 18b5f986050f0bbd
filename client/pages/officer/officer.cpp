#include "client/pages/officer/officer.hpp"

#include <algorithm>
#include <array>

#include "client/pages/officer/room.hpp"
#include "client/pages/shell.hpp"
#include "shared/form/fields.hpp"
#include "shared/i18n/language.hpp"

namespace motcua::client::pages::officer {
namespace {

/// The consents an officer affirms, as one text in the language it is given in, with its versions.
void add_consent(Room& room, App& app) {
    const std::string& language = room.desk.consent_language;
    room.consent_words = [&app, &language](bool again) { return app.rules_in(language, again); };
    for (const auto* kind : {"account", "biometrics"}) {
        const auto* consent = rules::consent_text(app.rules(), kind, app.today());
        if (!consent) continue;
        if (!room.consent_text.empty()) room.consent_text += "\n\n", room.consent_version += "+";
        room.consent_text += consent->text.in(language);
        room.consent_version += consent->version;
    }
}

Room make_room(ui::View& view, App& app, Desk& desk, Factors& factors, Activation& activation) {
    Room room{.view = view,
              .desk = desk,
              .factors = factors,
              .activation = activation,
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

/// Where an officer can go from every page. Before the officer's words are there: out, in the public's word.
std::vector<ui::NavItem> ways(const Room& room, const App& app, bool words) {
    const std::string base = "/" + room.language + "/officer/";
    const std::string_view at = app.route().part(1);
    std::vector<ui::NavItem> items;
    if (!app.session.is_officer()) return items;
    if (words) {
        items.push_back({"nav/day", room.t("officer.nav.day"), base + "day", at == "day"});
        items.push_back({"nav/scan", room.t("officer.nav.scan"), base + "scan", at == "scan"});
        if (room.supervisor) items.push_back({"nav/rules", room.t("officer.nav.rules"), base + "rules", at == "rules"});
        items.push_back({"nav/help", room.t("officer.nav.help"), base + "help", at == "help"});
        items.push_back({"nav/keys", room.t("officer.nav.keys"), base + "keys", at == "keys"});
    }
    items.push_back({"nav/out", app.t("nav.sign_out"), base + "sign-in", false});
    return items;
}

void header(Room& room, App& app, bool words) {
    const auto items = ways(room, app, words);
    std::vector<ui::NavItem> tongues;
    for (const auto& [tag, name] : i18n::written_languages) {
        Route other = app.route();
        other.language = std::string(tag);
        tongues.push_back({"language/" + other.language, std::string(name), other.path(), tag == room.language});
    }
    const std::string pressed = room.view.header(app.t(words ? "officer.nav.service" : "service.name"), items, tongues);
    if (pressed == "nav/out") {
        room.desk.close_camera();
        app.sign_out("officer/sign-in");
    } else if (pressed.starts_with("language/")) {
        app.go_in(pressed.substr(9));
    } else {
        for (const auto& item : items)
            if (item.key == pressed) room.desk.close_camera(), room.host.go(item.href);
    }
}

// --- the pages
/// Who may see a page: who is not signed in; officers; supervisors alone.
enum class Who : std::uint8_t { outside, officer, supervisor };

struct Page {
    std::string_view name, title;
    void (*show)(Room&);
    Who who = Who::officer;
};
constexpr std::array pages{
    Page{"sign-in", "officer.sign_in.title", sign_in_page, Who::outside},
    Page{"activate", "officer.activate.title", activate_page, Who::outside},
    Page{"day", "officer.day.title", day_page},
    Page{"scan", "officer.scan.title", scan_page},
    Page{"file", "officer.file.title", file_page},
    Page{"help", "officer.help.title", help_page},
    Page{"keys", "officer.keys.title", keys_page},
    Page{"rules", "officer.rules.title", rules_page, Who::supervisor},
};

const Page* named(std::string_view name) {
    const auto* at = std::find_if(pages.begin(), pages.end(), [&](const Page& page) { return page.name == name; });
    return at == pages.end() ? nullptr : at;
}

bool is_for(const Page& page, const Session& session) {
    if (page.who == Who::outside) return !session.is_officer();
    return session.is_officer() && (page.who == Who::officer || session.role() == Role::supervisor);
}

/// The page of the address; where that is none, or not for who is here, the one that everybody has.
const Page& page_of(const App& app) {
    const Page* asked = named(app.route().part(1));
    if (asked != nullptr && is_for(*asked, app.session)) return *asked;
    return *named(app.session.is_officer() ? "day" : "sign-in");
}

/// The address is of a page for others: an officer who has signed in does not stay there.
bool is_for_others(const App& app) {
    const Page* asked = named(app.route().part(1));
    return asked != nullptr && !is_for(*asked, app.session);
}

/// What a page that was left must not keep.
void close_others(Room& room, const Page& page) {
    if (page.name != "keys") room.factors.close_keys();
    if (page.name != "activate") room.activation.leave();
}

void page_body(Room& room, App& app) {
    const Page& page = page_of(app);
    close_others(room, page);
    if (!app.session.is_officer()) return page.show(room);
    if (room.factors.asked()) return confirm_page(room);
    if (is_for_others(app)) room.host.replace("/" + room.language + "/officer/day");
    if (page.name == "file" && room.desk.reference != app.route().part(2)) room.desk.load_file(app.route().part(2));
    page.show(room);
}

std::string title_of(const Room& room, const App& app) {
    if (app.session.is_officer() && room.factors.asked()) return room.t("officer.confirm.title");
    const Page& page = page_of(app);
    return room.t(page.name == "activate" && room.activation.begun() ? "officer.activate.app_title" : page.title);
}

void adopt(App& app, Desk& desk, const Json& session) {
    app.session.adopt(session);
    desk.forget_sign_in();  // the next one at this desk may be another person
    desk.day_state = Desk::Load::empty;
    if (is_for_others(app)) app.host().replace("/" + app.language() + "/officer/day");
}

}  // namespace

void frame(ui::View& view, App& app, Desk& desk, Factors& factors, Activation& activation) {
    if (!app.ready()) return still_loading(view, app);
    Room room = make_room(view, app, desk, factors, activation);
    room.desk.file_route = [language = room.language](const std::string& reference) {
        return "/" + language + "/officer/file/" + reference;
    };
    desk.signed_in = factors.session = activation.session = [&app, &desk](const Json& session) { adopt(app, desk, session); };
    // nothing waits for somebody who is not here any more: the next one to sign in may be another person
    if (app.session.is_officer()) factors.leave(app.host().route());
    else factors.give_up();
    desk.shown_at(app.host().route());
    const bool words = app.officer_words();  // in a file of their own
    view.page(words ? title_of(room, app) : app.t("state.loading_title"), room.language,
              app.session.is_officer() ? ui::PageWidth::wide : ui::PageWidth::reading);
    header(room, app, words);
    if (!words) {
        view.heading(app.t("state.loading_title"));
        return view.progress("desk/words", app.t("state.loading"), -1);
    }
    if (!app.session.known()) {
        view.progress("desk/session", room.t("officer.loading"), -1);
        return;
    }
    page_body(room, app);
}

}  // namespace motcua::client::pages::officer
