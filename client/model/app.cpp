#include "client/model/app.hpp"

#include "shared/base/date.hpp"
#include "shared/i18n/language.hpp"
#include "shared/i18n/text.hpp"
#include "shared/rules/translation.hpp"

namespace motcua::client {

std::string PageState::error_of(std::string_view key) const {
    for (const auto& line : errors)
        if (line.field_key == key) return line.message;
    return {};
}

App::App(Host& host, AppOptions options)
    : host_(host), options_(std::move(options)), api_(host), session(host, api_), drafts(host, api_), portraits(host, api_), passports(host), attachments(host, api_, drafts), filings(api_) {
    api_.on_signed_out([this] {
        session.lost();
        drafts.session_lost();
    });
    drafts.on_another([this] { portraits.forget(); });
    api_.on_stale_token([this](std::function<void()> then) { session.refresh(std::move(then)); });
    api_.on_link([this](bool up, bool quiet) { link_changed(up, quiet); });
    start();
}

/// Tells the parts that wait for the link, and while it is down looks for it every ten seconds.
void App::link_changed(bool up, bool quiet) {
    const bool back = up && !link_up_;
    link_up_ = up;
    if (up && !quiet) session.touched();
    if (back) drafts.link_is_back();
    if (!up && !probing_) probe();
}

void App::probe() {
    constexpr int probe_ms = 10'000;
    probing_ = true;
    host_.after(probe_ms, [this] {
        probing_ = false;
        api_.send({.path = "/config", .retry = Retry::never}, [](const Answer&) {});
    });
}

namespace {

bool at_counter(const Route& route) { return route.part(0) == "officer"; }

}  // namespace

void App::start() {
    const Route route = parse_route(host_.route());
    if (!route.language.empty()) language_ = route.language;
    else if (i18n::is_language(host_.preferred_language())) language_ = host_.preferred_language();
    if (at_counter(route) && !i18n::is_written_language(language_)) language_ = "en";
    fetch_needed();
    fetch_config();
    drafts.load([this] {
        session.refresh([this] {
            if (session.is_applicant()) drafts.signed_in(session.masked_phone(), {});
        });
    });
}

void App::retry_start() {
    fetch_needed();
    fetch_config();
}

std::string App::asset(std::string_view name) const {
    return options_.asset_url ? options_.asset_url(name) : "/assets/" + std::string(name);
}

/// The start page is read before anything is asked or judged: it opens with its own words, without the rules and the
/// messages of errors.
bool App::needs_rules() const { return !route_.parts.empty() && route_.part(0) != "start"; }

/// Fetches what the page needs and is not here, nor on its way.
void App::fetch_needed() {
    if (!needs_rules()) return fetch_words(start_words_[language_], "start." + language_);
    fetch_words(words_[language_], language_);
    fetch_words(error_words_[language_], "errors." + language_);
    fetch_rules();
    fetch_rule_words(language_);
}

void App::fetch_words(Loaded<i18n::Catalogue>& words, std::string_view file) {
    if (words.loading() || words.ready()) return;
    words.begin();
    host_.fetch({.path = asset("i18n/" + std::string(file) + ".json")}, [this, &words](const HttpResponse& response) {
        auto catalogue = i18n::Catalogue::parse(response.body);
        if (response.status == 200 && catalogue) words.arrive(std::move(*catalogue));
        else words.fail({.status = response.status});
        add_rule_words();
        host_.dirty();
    });
}

/// The rules come in Vietnamese and English; what they say in another language comes with that language.
void App::fetch_rule_words(const std::string& language) {
    if (!i18n::is_written_language(language)) fetch_words(rule_words_[language], "rules." + language);
}

LoadState App::rules_in(const std::string& language, bool again) {
    if (i18n::is_written_language(language)) return rules_.state;
    if (again || rule_words_[language].state == LoadState::idle) fetch_rule_words(language);
    return rules_speak_.contains(language) ? LoadState::ready : rule_words_[language].state;
}

void App::add_rule_words() {
    if (!rules_.ready()) return;
    for (const auto& [language, words] : rule_words_) {
        if (!words.ready() || !rules_speak_.insert(language).second) continue;
        rules::add_words(rules_.value, language, words.value);
        rules::sort_nationality_names(rules_.value);
    }
}

bool App::has_rule_words() const { return rule_words_.find(language_) == rule_words_.end() || rules_speak_.contains(language_); }

void App::fetch_rules() {
    if (rules_.loading() || rules_.ready()) return;
    rules_.begin();
    host_.fetch({.path = asset("rules.json")}, [this](const HttpResponse& response) {
        auto book = rules::parse_rulebook(response.body);
        if (book) book->chosen_rule_set = rule_set_;
        if (response.status == 200 && book) rules_.arrive(std::move(*book));
        else rules_.fail({.status = response.status});
        add_rule_words();
        host_.dirty();
    });
}

void App::fetch_config() {
    api_.send({.path = "/config"}, [this](const Answer& answer) {
        config_answered_ = true;  // also when it fails: the form goes on by the date's rules
        if (!answer.ok()) return;
        if (auto day = parse_date(text_of(answer.body, "today"))) server_today_ = *day;
        form_version_ = text_of(answer.body, "formVersion");
        rules_.value.chosen_rule_set = rule_set_ = text_of(answer.body, "ruleSet");
        demo_ = is_true(answer.body, "demo");
        hotline_ = text_of(answer.body, "hotline");
        notice_ = member(answer.body, "notice");
    });
}

bool App::officer_words() {
    auto& state = officer_words_[language_];
    if (state == LoadState::ready) return true;
    if (state != LoadState::idle || !words_[language_].ready()) return false;
    state = LoadState::loading;
    host_.fetch({.path = asset("i18n/officer." + language_ + ".json")}, [this, language = language_](const HttpResponse& response) {
        const bool added = response.status == 200 && words_[language].value.add(response.body).ok();
        officer_words_[language] = added ? LoadState::ready : LoadState::idle;
        host_.dirty();
    });
    return false;
}

bool App::ready() const {
    const auto here = [this](const auto& words) { return words.contains(language_) && words.find(language_)->second.ready(); };
    if (!drafts.loaded()) return false;
    return needs_rules() ? here(words_) && here(error_words_) && rules_.ready() && has_rule_words() && config_answered_ : here(words_) || here(start_words_);
}

bool App::start_failed() const {
    const auto failed = [this](const auto& words) { return words.contains(language_) && words.find(language_)->second.failed(); };
    return needs_rules() ? failed(words_) || failed(error_words_) || failed(rule_words_) || rules_.failed() : failed(start_words_);
}

// --- words

/// All words of the language; those of the start page while only these are here.
const i18n::Catalogue& App::words() const {
    static const i18n::Catalogue none;
    if (const auto all = words_.find(language_); all != words_.end() && all->second.ready()) return all->second.value;
    const auto first = start_words_.find(language_);
    return first == start_words_.end() ? none : first->second.value;
}

std::string App::t(std::string_view key) const {
    return std::string(words().text(key));
}

std::string App::t(std::string_view key, i18n::Places places) const { return i18n::fill(t(key), places); }

std::string App::plural(std::string_view key, int n) const {
    return words().plural(key, n, language_);
}

std::string App::message(const Problem& problem) const {
    if (problem.offline()) return t("problem.offline");
    const std::string text = told(problem.body);
    return text.empty() ? t("problem.unknown") : text;
}

std::string App::error_text(const Error& error) const {
    const auto words = error_words_.find(language_);
    const auto code = code_text(error.code);
    if (words == error_words_.end() || !words->second.value.has(code)) return t("problem.unknown");
    const form::Field* field = form::find_field(error.field);
    const std::string name = field == nullptr ? error.field : label(*field);
    std::string detail = word("mrz", i18n::part_of_zone(error));
    if (detail.empty()) detail = error.detail;
    return i18n::error_text(words->second.value.text(code), name, detail);
}

/// The server speaks Vietnamese and English; in the other languages we say what its code means.
std::string App::told(const Json& finding) const {
    const Json& message = member(finding, "message");
    if (auto own = text_of(message, language_); !own.empty()) return own;
    const auto words = error_words_.find(language_);
    const auto code = error_code(text_of(finding, "code"));
    if (code && words != error_words_.end() && words->second.value.has(code_text(*code)))
        return error_text({.code = *code, .field = text_of(finding, "field"), .detail = text_of(finding, "detail")});
    return localised(message, language_);
}

namespace {

/// "applicant.sex", and the same for every row of a table.
std::string key_of(const form::Field& field) {
    std::string out(form::name(field.section));
    if (!out.empty()) out += '.';
    return out.append(field.name);
}

}  // namespace

std::string App::form_word(std::string_view key) const {
    const std::string full = std::string("@").append(key);
    const auto words = error_words_.find(language_);
    return words != error_words_.end() && words->second.value.has(full) ? std::string(words->second.value.text(full)) : std::string{};
}

std::string App::word(std::string_view table, std::string_view code) const { return form_word(std::string(table).append("=").append(code)); }

std::string App::label(const form::Field& field) const { return form_word(key_of(field)); }
std::string App::hint(const form::Field& field) const { return form_word(key_of(field) + "?"); }
std::string App::title(const form::SectionText& section) const { return form_word(section.name); }

std::string App::choice(const form::Field& field, std::string_view value) const {
    std::string text = form_word((key_of(field) + "=").append(value));
    return text.empty() ? std::string(value) : text;
}

namespace {

/// The day of a date or an instant: instants are UTC and fall on a Vietnamese day.
std::optional<Date> day_of(std::string_view iso) {
    auto day = parse_date(iso.substr(0, 10));
    if (!day) return std::nullopt;
    const bool instant = iso.size() >= 13 && iso[10] == 'T';
    if (!instant) return *day;
    const int hour = (iso[11] - '0') * 10 + (iso[12] - '0');
    return hour >= 17 ? Date(Days(*day) + std::chrono::days(1)) : *day;
}

}  // namespace

std::string App::date(std::string_view iso) const {
    const auto day = day_of(iso);
    return day ? i18n::date(*day, language_) : std::string(iso);
}

std::string App::long_date(std::string_view iso) const {
    const auto day = day_of(iso);
    return day ? i18n::long_date(*day, language_) : std::string(iso);
}

Date App::today() const { return server_today_.value_or(date_in_vietnam(host_.now())); }

// --- addresses

std::string App::href(std::string_view place) const { return "/" + language_ + "/" + std::string(place); }

void App::go(std::string_view place) {
    host_.go(href(place));
    host_.dirty();
}

void App::replace(std::string_view place) {
    host_.replace(href(place));
    host_.dirty();
}

void App::go_in(std::string_view language) {
    Route route = route_;
    route.language = std::string(language);
    host_.replace(route.path());
    host_.dirty();
}

bool App::follow_address() {
    Route now = parse_route(host_.route());
    if (entered_ && now == route_) return false;
    enter(std::move(now));
    return true;
}

/// A new address: page-local state goes, except when only the language changed.
void App::enter(Route route) {
    const bool same_page = entered_ && route.parts == route_.parts && !route_.language.empty();
    const bool first = !entered_;
    entered_ = true;
    if (at_counter(route) && !route.language.empty() && !i18n::is_written_language(route.language)) {
        route.language = "en";
        host_.replace(route.path());
    }
    if (!route.language.empty() && route.language != language_) language_ = route.language;
    route_ = std::move(route);
    fetch_needed();
    if (same_page) {
        clear_errors();  // they are in the other language
        return;
    }
    page = PageState{};
    attachments.leave();
    passports.leave();
    portraits.leave();
    session.clear_problem();
    filings.clear_problem();
    if (!first) focus_ = "h1";
}

bool App::show_errors(std::vector<ui::ErrorLine> errors) {
    page.errors = std::move(errors);
    if (page.errors.empty()) return false;
    focus_ = "error-summary";
    host_.dirty();
    return true;
}

std::string App::take_focus() { return ready() ? std::exchange(focus_, {}) : std::string{}; }

// --- acts

void App::signed_in() {
    drafts.signed_in(session.masked_phone(), session.sent_to());
    const std::string next = after_sign_in.empty() ? "tasks" : std::exchange(after_sign_in, {});
    go(next);
}

void App::sign_out(std::string_view then) {
    drafts.sign_out([this, then = std::string(then)] {
        session.sign_out([this, then] {
            filings.reset();
            go(then);
        });
    });
}

void App::correct(const std::string& reference) {
    filings.fetch_filing(reference, [this, reference](const Json& filing) {
        Draft draft = draft_for_correction(filing, reference, drafts.draft().phone);
        const std::string_view whose = draft.by_guardian() ? "representative.phone" : "applicant.phone";
        draft.phone = answer_at(filing, whose);
        mark_all_answered(draft);
        drafts.replace(std::move(draft));
        go("tasks");
    });
}

Json App::complete_filing(const Person& person, const std::vector<std::string>& consents) const {
    Json filing = drafts.draft().filing_of(person, language_, form_version_);
    for (const std::string& kind : consents) set_at(filing, "consents." + kind, true);
    const auto assent = page.ticks.find("assent/" + person.id);
    if (assent != page.ticks.end() && assent->second) set_at(filing, "consents.childAssent", true);
    return filing;
}

void App::submit(const std::vector<std::string>& consents) {
    Draft& mine = draft();
    if (mine.people.empty()) return;
    filings.home_province = answer_at(mine.people.front().filing, "applicant.province");
    if (const std::string reference = mine.correcting; !reference.empty()) {
        filings.correct(reference, complete_filing(mine.people.front(), consents), [this, reference] {
            drafts.clear();
            go("status/" + reference);
        });
        return;
    }
    if (mine.request_key.empty()) mine.request_key = host_.random_id();
    Json all = Json::array();
    for (const Person& person : mine.people) all.push_back(complete_filing(person, consents));
    drafts.changed();
    filings.submit(mine.request_key, std::move(all), [this] {
        drafts.clear();
        go("booking");
    });
}

}  // namespace motcua::client
