// motcua admin rules: the dated rules for whoever answers for them.
#include <fmt/core.h>

#include "server/cli/check_tools.hpp"
#include "server/cli/commands.hpp"
#include "server/cli/options.hpp"
#include "shared/base/json.hpp"
#include "shared/rules/review.hpp"

namespace motcua::cli {
namespace {

constexpr std::string_view rules_help =
    "motcua admin rules [--all] [--json] [--on D] [--language vi|en]   uncertain rules with their sources; --all: every rule";

std::string period_text(const rules::ReviewRow& row) {
    if (!row.period) return "";
    return format_date(row.period->from) + " – " + (row.period->to ? format_date(*row.period->to) : std::string("…"));
}

Json json_of(const rules::ReviewRow& row) {
    Json out{{"part", row.part}, {"what", {{"vi", row.what.vi}, {"en", row.what.en}}}, {"certain", row.origin.certain},
             {"inForce", row.in_force}, {"source", row.origin.source}};
    if (row.period) out["validFrom"] = format_date(row.period->from);
    if (row.period && row.period->to) out["validTo"] = format_date(*row.period->to);
    return out;
}

void print_text(const rules::ReviewRow& row, std::string_view language) {
    fmt::print("{:<12} {} {}{}{}\n             {}\n", row.part, row.origin.certain ? " " : "?", row.what.in(language), row.period ? "  " : "",
               period_text(row), row.origin.source);
}

}  // namespace

int run_admin_rules(Arguments args) {
    constexpr std::string_view valued[] = {"on", "language"}, flags[] = {"all", "json"};
    const auto options = read_options(args, valued, flags);
    if (!options.ok()) return complain(options.error());
    const auto on = options->has("on") ? parse_date(options->text("on")) : Result<Date>(check::today());
    if (!on || !options->rest.empty()) return usage(rules_help);
    const auto book = rules::parse_rulebook(rules::embedded_bundle());
    if (!book) return complain(book.error());
    Json rows = Json::array();
    for (const rules::ReviewRow& row : rules::review(*book, *on)) {
        if (row.origin.certain && !options->has("all")) continue;
        if (options->has("json")) rows.push_back(json_of(row));
        else print_text(row, options->text("language", "vi"));
    }
    const std::string until = format_date(book->calendar.known_to);
    if (options->has("json")) fmt::print("{}\n", dump_json(Json{{"version", book->version}, {"calendarAnnouncedUntil", until}, {"rules", std::move(rows)}}));
    else fmt::print("\nrules {}; calendar announced until {}; ? = uncertain\n", book->version, until);
    return 0;
}

}  // namespace motcua::cli
