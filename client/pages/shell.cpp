#include "client/pages/shell.hpp"

#include "client/model/date_entry.hpp"
#include "shared/form/fields.hpp"
#include "shared/i18n/language.hpp"
#include "shared/identity/address.hpp"
#include "shared/identity/nationality.hpp"

namespace motcua::client::pages {

namespace {

std::vector<ui::NavItem> language_links(const App& app) {
    std::vector<ui::NavItem> out;
    for (const auto& [tag, name] : i18n::languages) {
        Route route = app.route();
        route.language = std::string(tag);
        out.push_back({.key = "language/" + route.language, .text = std::string(name), .href = route.path(), .current = tag == app.language()});
    }
    return out;
}

std::vector<ui::NavItem> navigation(const App& app) {
    std::vector<ui::NavItem> out;
    if (!app.session.is_applicant()) return out;
    const auto item = [&](std::string_view page, std::string_view text) {
        out.push_back({.key = "nav/" + std::string(page), .text = app.t(text), .href = app.href(page), .current = app.route().part(0) == page});
    };
    if (!app.drafts.draft().people.empty()) item("tasks", "nav.tasks");
    item("status", "nav.status");
    out.push_back({.key = "nav/sign-out", .text = app.t("nav.sign_out"), .href = app.href("start")});
    return out;
}

void header(View& view, App& app) {
    const auto items = navigation(app);
    const auto links = language_links(app);
    const std::string pressed = view.header(app.t("service.name"), items, links);
    if (pressed.empty()) return;
    if (pressed == "nav/sign-out") return app.sign_out();
    if (pressed.rfind("language/", 0) == 0) return app.go_in(pressed.substr(9));
    if (pressed.rfind("nav/", 0) == 0) return app.go(pressed.substr(4));
    app.go("start");
}

/// At most one banner: the most pressing.
void banner(View& view, App& app) {
    if (app.offline()) return view.notification("banner/offline", app.t("banner.offline_title"), app.t("banner.offline"), ui::Tone::warning);
    if (app.session.expired()) {
        view.notification("banner/expired", app.t("banner.expired_title"), app.t("banner.expired"), ui::Tone::warning);
        if (app.route().part(0) != "sign-in") link(view, app, "banner/sign-in", app.t("banner.sign_in_again"), "sign-in");
        return;
    }
    if (const int seconds = app.session.ends_in(); seconds > 0) {
        view.notification("banner/ending", app.t("banner.ending_title"), app.t("banner.ending"), ui::Tone::warning);
        if (view.button("banner/stay", app.t("banner.stay"), ui::ButtonKind::secondary)) app.session.refresh([] {});
    }
}

}  // namespace

void begin(View& view, App& app, const Head& head) {
    const std::string error = app.page.errors.empty() ? std::string{} : app.t("page.error_prefix");
    view.page(error + head.title + " – Một Cửa", app.language());
    header(view, app);
    if (const std::string notice = app.notice(); !notice.empty()) view.notification("banner/notice", app.t("banner.notice_title"), notice, ui::Tone::accent);
    banner(view, app);
    if (!head.back.empty() && view.back_link(app.t("action.back"), app.href(head.back))) app.go(head.back);
    if (!app.page.errors.empty()) view.error_summary(app.t("error.summary_title"), app.page.errors);
    if (!head.caption.empty()) view.caption(head.caption);
    if (head.heading == Heading::by_page) view.heading(head.title);
}

void still_loading(View& view, App& app) {
    view.page("Một Cửa", app.language());
    if (!app.start_failed()) return view.progress("loading", "Đang tải… Loading…", -1);
    view.heading("Không tải được trang. The page could not be loaded.");
    view.paragraph("Hãy kiểm tra kết nối mạng rồi thử lại. Check the connection and try again.");
    if (view.button("again", "Thử lại / Try again")) app.retry_start();
}

void footer(View& view, App& app) {
    std::vector<std::string> lines{app.t("footer.law")};
    if (const auto& hotline = app.hotline(); !hotline.empty()) lines.push_back(app.t("footer.hotline", {{"hotline", hotline}}));
    view.footer(lines, {});
}

void link(View& view, App& app, std::string_view key, std::string_view text, std::string_view page) {
    if (view.link(key, text, app.href(page))) app.go(page);
}

bool continue_button(View& view, App& app) { return view.button("continue", app.t("action.continue")); }

void show_problem(View& view, App& app, const Problem* problem) {
    if (problem == nullptr) return;
    view.notification("problem", app.t("problem.title"), app.message(*problem), ui::Tone::error);
}

bool show_load_state(View& view, App& app, LoadState state, const Problem& problem, bool& again) {
    again = false;
    if (state == LoadState::ready) return true;
    if (state == LoadState::failed) {
        show_problem(view, app, &problem);
        again = view.button("again", app.t("action.try_again"), ui::ButtonKind::secondary);
    } else {
        view.progress("loading", app.t("state.loading"), -1);
    }
    return false;
}

bool date_boxes(View& view, App& app, std::string_view key, std::string_view legend, std::string_view hint, std::string& stored,
                std::string_view autocomplete, ui::LabelStyle style) {
    auto boxes = app.page.dates.find(key);
    if (boxes == app.page.dates.end()) boxes = app.page.dates.emplace(std::string(key), date_parts(stored)).first;
    if (!view.date_field(key, legend, hint, app.page.error_of(key), boxes->second, autocomplete, style)) return false;
    stored = date_text(boxes->second);
    return true;
}

std::string value_in(const App& app, std::string_view path, const Json& filing) { return value_text(app, path, answer_at(filing, path)); }

std::string value_text(const App& app, std::string_view path, const std::string& value) {
    const form::Field* field = form::find_field(path);
    if (value.empty() || field == nullptr) return value;
    switch (field->format) {
        case form::Format::date: return app.date(value);
        case form::Format::nationality: return identity::nationality_name(value, app.rules(), app.language());
        case form::Format::province: return identity::province_title(value, app.rules(), app.language(), app.today());
        default: return field->choices.empty() ? value : app.choice(*field, value);
    }
}

std::string full_name(const std::string& family, const std::string& given) {
    return given.empty() ? family : family.empty() ? given : family + " " + given;
}

std::string person_name(const App& app, const Person& person) {
    std::string name = full_name(answer_at(person.filing, "applicant.familyName"), answer_at(person.filing, "applicant.givenNames"));
    if (!name.empty()) return name;
    if (text_of(person.filing, "filedFor") == "self") return app.t("person.you");
    return app.t("person.number", {{"n", person.id.substr(1)}});
}

Json filing_of(App& app, std::string_view person) {
    const Draft& draft = app.draft();
    const Person* found = person == guardian_id ? (draft.people.empty() ? nullptr : &draft.people.front()) : draft.find(person);
    return found == nullptr ? Json::object() : draft.filing_of(*found, app.language(), app.form_version());
}

}  // namespace motcua::client::pages
