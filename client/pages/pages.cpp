#include "client/pages/pages.hpp"

#include <array>

#include "client/pages/applicant/applicant.hpp"
#include "client/pages/guardian/guardian.hpp"

namespace motcua::client::pages {

namespace {

/// Who may see a page: anyone; who has begun an application here; who is signed in with a phone.
enum class Access : std::uint8_t { open, begun, signed_in };

struct Row {
    std::string_view pattern;
    void (*page)(View&, App&);
    Access access = Access::open;
    void (*enter)(App&) = nullptr;
};

void fetch_list(App& app) { app.filings.refresh(); }
void fetch_booking(App& app) {
    app.filings.refresh();
    app.filings.fetch_offices();
}

constexpr std::array rows{
    Row{"", start},
    Row{"start", start},
    Row{"eligibility/who", eligibility_who},
    Row{"eligibility/birth-date", eligibility_birth},
    Row{"eligibility/card", eligibility_card},
    Row{"eligibility/card-expiry", eligibility_card_expiry},
    Row{"eligibility/passport", eligibility_passport},
    Row{"eligibility/answer", eligibility_answer},
    Row{"sign-in", sign_in},
    Row{"sign-in/code", sign_in_code},
    Row{"tasks", task_list, Access::begun},
    Row{"people/add", another_person, Access::begun},
    Row{"people/{person}/remove", remove_person_page, Access::begun},
    Row{"apply/{person}/dependants", table, Access::begun},
    Row{"apply/{person}/dependants/{row}", table_row, Access::begun},
    Row{"apply/{person}/integration", table, Access::begun},
    Row{"apply/{person}/integration/{row}", table_row, Access::begun},
    Row{"apply/{person}/passport", passport, Access::begun},
    Row{"apply/{person}/{page}", question, Access::begun},
    Row{"apply/{person}/{page}/change", question, Access::begun},
    Row{"portrait/{person}", portrait, Access::begun},
    Row{"check", check, Access::begun},
    Row{"check/declaration", declaration, Access::begun},
    Row{"booking", booking_office, Access::signed_in, fetch_booking},
    Row{"booking/{office}", booking_day, Access::signed_in, fetch_booking},
    Row{"booking/{office}/{day}", booking_time, Access::signed_in, fetch_booking},
    Row{"slip/{reference}", slip, Access::signed_in, fetch_booking},
    Row{"status", status, Access::signed_in, fetch_list},
    Row{"status/{reference}", status_of, Access::signed_in, fetch_booking},
    Row{"status/{reference}/withdraw", withdraw, Access::signed_in, fetch_list},
};

const Row* find_row(const Route& route) {
    for (const Row& row : rows)
        if (route_matches(row.pattern, route)) return &row;
    return nullptr;
}

/// The page without its language.
std::string page_of(const Route& route) {
    std::string out;
    for (const auto& part : route.parts) out += (out.empty() ? "" : "/") + part;
    return out;
}

void ask_to_sign_in(View& view, App& app) {
    app.after_sign_in = page_of(app.route());
    if (app.session.known()) return app.replace("sign-in");
    begin(view, app, {.title = app.t("state.loading_title")});
    bool again = false;
    if (show_load_state(view, app, app.offline() ? LoadState::failed : LoadState::loading, {}, again)) return;
    if (again) app.session.refresh([] {});
}

void show_row(View& view, App& app, const Row& row) {
    if (row.access == Access::signed_in && !app.session.is_applicant()) return ask_to_sign_in(view, app);
    if (row.access == Access::begun && app.drafts.conflict()) return conflict(view, app);
    row.page(view, app);
}

}  // namespace

void show(View& view, App& app) {
    const Route& route = app.route();
    if (route.language.empty() && route.parts.empty()) return choose_language(view, app);
    if (!app.ready()) return still_loading(view, app);
    if (const Row* row = find_row(route); row != nullptr && !route.language.empty()) show_row(view, app, *row);
    else not_found(view, app);
    footer(view, app);
}

void entered(App& app) {
    const Row* row = find_row(app.route());
    if (row == nullptr || row->enter == nullptr) return;
    if (row->access == Access::signed_in && !app.session.is_applicant()) return;
    row->enter(app);
}

}  // namespace motcua::client::pages

namespace motcua::client {

void App::frame(ui::View& view) {
    if (follow_address()) pages::entered(*this);
    pages::show(view, *this);
    if (const std::string key = take_focus(); !key.empty()) view.focus(key);
}

}  // namespace motcua::client
