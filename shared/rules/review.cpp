#include "shared/rules/review.hpp"

#include <algorithm>

namespace motcua::rules {
namespace {

Text with_version(const ConsentText& text) {
    const std::string version = " (" + text.version + ")";
    return {.vi = text.summary.vi + version, .en = text.summary.en + version};
}

void add_rule_sets(const Rulebook& book, Date on, std::vector<ReviewRow>& out) {
    for (const RuleSet& set : book.rule_sets) {
        out.push_back({"eligibility", set.title, set.period, set.origin, &set == rule_set_on(book, on)});
    }
}

void add_forms(const Rulebook& book, Date on, std::vector<ReviewRow>& out) {
    for (const FormVersion& version : book.form_versions) out.push_back({"forms", version.title, version.period, version.origin, version.period.holds(on)});
    for (const ConsentText& text : book.consents) out.push_back({"consents", with_version(text), text.period, text.origin, text.period.holds(on)});
}

void add_calendar(const Rulebook& book, std::vector<ReviewRow>& out) {
    for (const Origin& origin : book.calendar.origins)
        out.push_back({"calendar", {.vi = "Lịch ngày làm việc", .en = "Calendar of working days"}, std::nullopt, origin});
    for (const OpenDays& open : book.calendar.open) out.push_back({"calendar", open.name, std::nullopt, open.origin});
}

void add_identity(const Rulebook& book, std::vector<ReviewRow>& out) {
    out.push_back({"cards", {.vi = "Số thẻ và thời hạn thẻ cư trú", .en = "Numbers and validity of residence cards"}, std::nullopt, book.cards.origin});
    for (const CardSymbol& symbol : book.cards.symbols)
        out.push_back({"cards", {.vi = symbol.symbol + ": " + symbol.who.vi, .en = symbol.symbol + ": " + symbol.who.en}, std::nullopt, symbol.origin});
    out.push_back({"phone", {.vi = "Đầu số di động", .en = "Mobile prefixes"}, std::nullopt, book.phone.origin});
}

void add_offices(const Rulebook& book, std::vector<ReviewRow>& out) {
    for (const Office& office : book.offices) out.push_back({"offices", office.name, std::nullopt, office.origin});
}

}  // namespace

std::vector<ReviewRow> review(const Rulebook& book, Date on) {
    std::vector<ReviewRow> out;
    add_rule_sets(book, on, out);
    add_forms(book, on, out);
    add_calendar(book, out);
    add_identity(book, out);
    add_offices(book, out);
    // the parts already lie together; within each the uncertain come first
    for (auto from = out.begin(); from != out.end();) {
        const auto to = std::find_if(from, out.end(), [&](const ReviewRow& row) { return row.part != from->part; });
        std::stable_partition(from, to, [](const ReviewRow& row) { return !row.origin.certain; });
        from = to;
    }
    return out;
}

}  // namespace motcua::rules
