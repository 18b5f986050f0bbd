#include "client/pages/applicant/eligibility.hpp"

namespace motcua::client::pages {

namespace {

std::optional<Date> read_date(std::string_view text) {
    const auto day = parse_date(text);
    return day ? std::optional(*day) : std::nullopt;
}

}  // namespace

std::string for_whom(const App& app, const Screening& answers, std::string_view own, std::string_view other) {
    return app.t(answers.filed_for == "self" ? own : other);
}

std::optional<ui::ErrorLine> date_fault(const App& app, std::string_view key, std::string_view value, std::string_view missing) {
    if (value.empty()) return ui::ErrorLine{std::string(key), app.t(missing)};
    if (!parse_date(value)) return ui::ErrorLine{std::string(key), app.t("eligibility.date_real")};
    return std::nullopt;
}

std::string_view first_open_question(const App& app, const Screening& answers) {
    if (answers.filed_for.empty()) return "eligibility/who";
    if (!parse_date(answers.birth_date)) return "eligibility/birth-date";
    if (answers.card.empty()) return "eligibility/card";
    if (answers.card == "none" && !rules::stay_counts(app.rules(), app.today())) return {};
    const bool undated = answers.card == "PRC" && answers.card_undated;
    if (!undated && !parse_date(answers.card == "none" ? answers.stay_until : answers.card_expiry)) return "eligibility/card-expiry";
    if (answers.passport.empty()) return "eligibility/passport";
    if (answers.passport == "yes" && !parse_date(answers.passport_expiry)) return "eligibility/passport";
    return {};
}

bool still_eligible(App& app, std::string_view person) {
    const Person* found = app.draft().find(person);
    if (found == nullptr) return true;
    const auto decision = eligibility::decide(question_of(screening_of(*found), app.today()), app.rules()).decision;
    if (decision == eligibility::Decision::eligible || decision == eligibility::Decision::guardian_required) return true;
    app.draft().screening = screening_of(*found);
    app.drafts.changed();
    app.go("eligibility/answer");
    return false;
}

eligibility::Question question_of(const Screening& answers, Date on) {
    return {.birth = read_date(answers.birth_date).value_or(Date{}),
            .card = eligibility::parse_card(answers.card).value_or(eligibility::Card::none),
            .card_expiry = read_date(answers.card_expiry),
            .passport_expiry = read_date(answers.passport_expiry),
            .dependent = answers.filed_for == "ward",
            .stay_until = read_date(answers.stay_until),
            .without_passport = answers.passport == "no",
            .on = on};
}

}  // namespace motcua::client::pages
