// App: everything the public pages know, and the officer's pages beside their Desk. Pages read it, and act through it.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "client/model/api.hpp"
#include "client/model/attachments.hpp"
#include "client/model/drafts.hpp"
#include "client/model/filings.hpp"
#include "client/model/host.hpp"
#include "client/model/load.hpp"
#include "client/model/passports.hpp"
#include "client/model/portraits.hpp"
#include "client/model/questions.hpp"
#include "client/model/route.hpp"
#include "client/model/session.hpp"
#include "client/ui/view.hpp"
#include "shared/form/fields.hpp"
#include "shared/i18n/catalogue.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::client {

struct AppOptions {
    /// Address of a packed asset ("i18n/vi.json", "rules.json").
    std::function<std::string(std::string_view name)> asset_url{};
};

/// What belongs to the page shown and is dropped when another page is entered.
struct PageState {
    std::vector<ui::ErrorLine> errors{};
    std::map<std::string, ui::DateParts, std::less<>> dates{};  ///< date boxes as typed
    std::map<std::string, std::string, std::less<>> texts{};    ///< choices that no draft keeps
    std::map<std::string, bool, std::less<>> ticks{};

    /// The message of a field, empty when there is none.
    [[nodiscard]] std::string error_of(std::string_view key) const;
};

class App {
    // Made first: the parts below hold references to them.
    Host& host_;
    AppOptions options_;
    Api api_;

public:
    explicit App(Host& host, AppOptions options = {});
    App(const App&) = delete;
    App& operator=(const App&) = delete;

    /// Builds the public page of the present address. Defined in client/pages/pages.cpp, which knows all of them.
    void frame(ui::View& view);
    /// Takes up the address the host shows; true when it is another one than before.
    bool follow_address();

    // --- words
    [[nodiscard]] const std::string& language() const { return language_; }
    [[nodiscard]] std::string t(std::string_view key) const;
    [[nodiscard]] std::string t(std::string_view key, i18n::Places places) const;
    /// "label: value", as the language writes it.
    [[nodiscard]] std::string labelled(std::string_view label, std::string_view value) const { return t("text.labelled", {{"label", label}, {"value", value}}); }
    /// "key.one" / "key.other" … with {n}, by the language's plural rule.
    [[nodiscard]] std::string plural(std::string_view key, int n) const;
    [[nodiscard]] std::string message(const Problem& problem) const;
    /// What the server found ({"code","field","detail","message"}), in the language of the page.
    [[nodiscard]] std::string told(const Json& finding) const;
    /// The message of a rule's error.
    [[nodiscard]] std::string error_text(const Error& error) const;
    // words of the form, which the field table of this build lacks
    [[nodiscard]] std::string label(const form::Field& field) const;
    [[nodiscard]] std::string hint(const form::Field& field) const;
    [[nodiscard]] std::string choice(const form::Field& field, std::string_view value) const;
    [[nodiscard]] std::string title(const form::SectionText& section) const;
    /// The rules in a language beside the page's, for who is spoken to at the counter: fetched when asked for first,
    /// and after a failure when asked to try again.
    [[nodiscard]] LoadState rules_in(const std::string& language, bool again = false);
    /// The word of a table of shared/ for a code: word("state", "booked"); empty when there is none.
    [[nodiscard]] std::string word(std::string_view table, std::string_view code) const;
    /// "2026-11-24" (or an instant "2026-11-24T…") in words of the language; the text itself when it is none.
    [[nodiscard]] std::string date(std::string_view iso) const;
    [[nodiscard]] std::string long_date(std::string_view iso) const;
    /// Adds the officer's words to the catalogue; false until they are there.
    [[nodiscard]] bool officer_words();

    // --- addresses
    [[nodiscard]] const Route& route() const { return route_; }
    /// Address of a page in the present language: href("tasks") is "/vi/tasks".
    [[nodiscard]] std::string href(std::string_view page) const;
    void go(std::string_view page);
    void replace(std::string_view page);
    void go_in(std::string_view language);  ///< same page, other language

    // --- page
    PageState page{};
    /// Shows the lines as error summary and moves focus there. Returns whether there were any.
    bool show_errors(std::vector<ui::ErrorLine> errors);
    void clear_errors() { page.errors.clear(); }
    /// What to focus on the page, once; nothing while the page is still loading.
    [[nodiscard]] std::string take_focus();

    // --- parts of the model
    [[nodiscard]] Host& host() { return host_; }
    [[nodiscard]] Api& api() { return api_; }
    Session session;
    Drafts drafts;
    Portraits portraits;
    Passports passports;
    Attachments attachments;
    Filings filings;
    [[nodiscard]] Draft& draft() { return drafts.draft(); }

    // --- rules of the day
    [[nodiscard]] const rules::Rulebook& rules() const { return rules_.value; }
    [[nodiscard]] Date today() const;
    [[nodiscard]] Today today_rules() const { return {.date = today(), .rules = rules()}; }
    [[nodiscard]] const std::string& form_version() const { return form_version_; }
    [[nodiscard]] bool demo() const { return demo_; }
    [[nodiscard]] const std::string& hotline() const { return hotline_; }  ///< of electronic identification; empty until the server was asked

    [[nodiscard]] std::string notice() const { return localised(notice_, language_); }  ///< of the operator to everybody; empty: none

    // --- acts that touch several parts
    std::string after_sign_in{};  ///< page that asked for the sign-in
    void signed_in();
    /// Ends the session and goes to a place: officers do not come to the public's start page.
    void sign_out(std::string_view then = "start");
    /// Opens an application that was filed for correction.
    void correct(const std::string& reference);
    /// Files all people of the draft; goes to the booking when it is done.
    void submit(const std::vector<std::string>& consents);

    // --- state of loading and of the link
    /// What the page cannot do without is here: the words; beyond the start page also the rules and the messages of errors.
    [[nodiscard]] bool ready() const;
    [[nodiscard]] bool start_failed() const;
    [[nodiscard]] bool offline() const { return !link_up_ || !host_.online(); }
    void retry_start();

private:
    void start();
    [[nodiscard]] Json complete_filing(const Person& person, const std::vector<std::string>& consents) const;
    void fetch_needed();
    void fetch_words(Loaded<i18n::Catalogue>& words, std::string_view file);
    void fetch_rules();
    void fetch_rule_words(const std::string& language);
    void add_rule_words();
    [[nodiscard]] bool has_rule_words() const;
    [[nodiscard]] const i18n::Catalogue& words() const;
    [[nodiscard]] std::string form_word(std::string_view key) const;
    [[nodiscard]] bool needs_rules() const;
    void fetch_config();
    void enter(Route route);
    void link_changed(bool up, bool quiet);
    void probe();
    [[nodiscard]] std::string asset(std::string_view name) const;

    Route route_{};
    bool entered_ = false;
    std::string language_{"vi"};
    std::map<std::string, Loaded<i18n::Catalogue>, std::less<>> start_words_, words_, error_words_, rule_words_;
    std::set<std::string, std::less<>> rules_speak_{};  ///< languages whose words are in the rules
    std::map<std::string, LoadState, std::less<>> officer_words_;
    Loaded<rules::Rulebook> rules_{};
    bool config_answered_ = false;  ///< it says which rules hold: pages that need these wait for it
    std::string rule_set_{};  ///< the administrator's choice, by the server's configuration
    std::optional<Date> server_today_{};
    std::string form_version_{}, hotline_{};
    Json notice_{};
    std::string focus_{};
    bool demo_ = false, link_up_ = true, probing_ = false;
};

}  // namespace motcua::client
