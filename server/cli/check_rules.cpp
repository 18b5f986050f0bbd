// check deadline, eligibility, form, schema.
#include "server/cli/check.hpp"
#include "server/cli/check_tools.hpp"
#include "shared/application/eligibility.hpp"
#include "shared/calendar/calendar.hpp"
#include "shared/form/schema.hpp"
#include "shared/form/validate.hpp"

namespace motcua {
namespace {

using check::Out;

Out eligibility_json(const eligibility::Answer& answer) {
    Out reasons = Out::array(), messages = Out::object();
    for (eligibility::Reason reason : answer.reasons) {
        reasons.push_back(code(reason));
        messages[std::string(code(reason))] = {{"vi", describe(reason, "vi")}, {"en", describe(reason, "en")}};
    }
    return {{"decision", code(answer.decision)}, {"reasons", std::move(reasons)}, {"ruleSet", answer.rule_set},
            {"certain", answer.certain},         {"age", answer.age},             {"messages", std::move(messages)}};
}

bool may_have_level_2(const eligibility::Answer& answer) {
    return answer.decision == eligibility::Decision::eligible || answer.decision == eligibility::Decision::guardian_required;
}

Out days_json(const std::vector<calendar::SkippedDay>& days) {
    Out out = Out::array();
    for (const calendar::SkippedDay& day : days)
        out.push_back({{"date", format_date(day.date)}, {"reason", day.reason.key}, {"name", {{"vi", day.reason.name.vi}, {"en", day.reason.name.en}}}});
    return out;
}

/// Deadlines of other centuries would leave the four digits of a year.
bool is_of_our_time(Date day) { return day.year() >= std::chrono::year(1900) && day.year() <= std::chrono::year(2199); }

Out deadline_json(const calendar::Deadline& deadline) {
    return {{"due", format_date(deadline.due)}, {"days", deadline.days}, {"certain", deadline.certain}, {"latest", format_date(deadline.latest)},
            {"skipped", days_json(deadline.skipped)}, {"undecided", days_json(deadline.undecided)}};
}

std::optional<int> days_option(const check::Options& options) {
    if (!options.has("--days") || options.get("--days") == "3") return 3;
    return options.get("--days") == "7" ? std::optional(7) : std::nullopt;
}

Out report_json(const form::Report& report, std::string_view version) {
    const bool judged = !report.eligibility.reasons.empty();
    return {{"valid", report.valid()},
            {"formVersion", version},
            {"errors", check::to_json(report.errors)},
            {"warnings", check::to_json(report.warnings)},
            {"eligibility", judged ? eligibility_json(report.eligibility) : Out()}};
}

}  // namespace

int check_deadline(std::span<const std::string_view> args, std::istream&, std::ostream& out, std::ostream& err) {
    check::Options options = check::read_options(args, {"--received", "--days"});
    const auto received = check::date_option(options, "--received");
    const auto days = days_option(options);
    if (!received || !is_of_our_time(*received) || !days || !options.wrong.empty() || !options.plain.empty()) return check::usage(err, "deadline", options.wrong);
    return check::answer(out, deadline_json(calendar::deadline(*received, *days, check::rulebook().calendar)), true);
}

int check_eligibility(std::span<const std::string_view> args, std::istream&, std::ostream& out, std::ostream& err) {
    check::Options options = check::read_options(
        args, {"--birth", "--card", "--card-expiry", "--passport-expiry", "--stay-until", "--on", "--rule-set"}, {"--dependent"});
    const auto birth = check::date_option(options, "--birth");
    const auto card = eligibility::parse_card(options.get("--card"));
    eligibility::Question question{.birth = birth.value_or(Date{}),
                                   .card = card.value_or(eligibility::Card::none),
                                   .card_expiry = check::date_option(options, "--card-expiry"),
                                   .passport_expiry = check::date_option(options, "--passport-expiry"),
                                   .dependent = options.has("--dependent"),
                                   .stay_until = check::date_option(options, "--stay-until"),
                                   .on = check::date_option(options, "--on", check::today()).value_or(Date{}),
                                   .rule_set = std::string(options.get("--rule-set"))};
    const bool known_set = question.rule_set.empty() || rules::find_rule_set(check::rulebook(), question.rule_set) != nullptr;
    if (!birth || !card || !known_set || !options.wrong.empty() || !options.plain.empty()) return check::usage(err, "eligibility", options.wrong);
    const eligibility::Answer answer = eligibility::decide(question, check::rulebook());
    return check::answer(out, eligibility_json(answer), may_have_level_2(answer));
}

int check_form(std::span<const std::string_view> args, std::istream& in, std::ostream& out, std::ostream& err) {
    check::Options options = check::read_options(args, {"--on"});
    const auto on = check::date_option(options, "--on", check::today());
    if (!options.wrong.empty() || options.plain.size() != 1) return check::usage(err, "form", options.wrong);
    const auto text = check::read_input(options.plain[0], in);
    if (!text) return check::usage(err, "form", options.plain[0]);
    const auto filing = form::parse_filing(*text);
    if (!filing) return check::answer(out, report_json({.errors = {filing.error()}}, ""), false);
    const form::Report report = form::validate(*filing, *on, check::rulebook());
    return check::answer(out, report_json(report, text_at(*filing, "formVersion")), report.valid());
}

int check_schema(std::span<const std::string_view> args, std::istream&, std::ostream& out, std::ostream& err) {
    if (!args.empty()) return check::usage(err, "schema", args[0]);
    out << form::json_schema(check::rulebook()).dump(1) << '\n';
    return check::exit_valid;
}

}  // namespace motcua
