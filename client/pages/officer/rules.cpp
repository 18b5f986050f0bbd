#include <array>
#include <span>

#include "client/pages/officer/room.hpp"
#include "shared/rules/review.hpp"

// For supervisors: which rules the service goes by, where they come from, and which of them nobody has confirmed.
namespace motcua::client::pages::officer {
namespace {

std::string period_of(const Room& room, const rules::ReviewRow& row) {
    if (!row.period) return "–";
    const std::string from = room.date(format_date(row.period->from));
    return row.period->to ? from + " – " + room.date(format_date(*row.period->to)) : fill(room.t("officer.rules.from"), {{"date", from}});
}

ui::TableRow row_of(const Room& room, const rules::ReviewRow& row, std::size_t index) {
    const std::string mark = room.t(row.origin.certain ? "officer.rules.certain" : "officer.rules.uncertain");
    const std::string what = std::string(row.what.in(room.language)) + (row.in_force ? "" : " (" + room.t("officer.rules.not_in_force") + ")");
    return {.key = "rule/" + std::to_string(index),
            .cells = {{.text = what, .strong = true},
                      {.text = period_of(room, row)},
                      {.text = mark, .tone = row.origin.certain ? ui::Tone::success : ui::Tone::warning, .tag = true},
                      {.text = row.origin.source}}};
}

/// One table for each part of the rulebook.
void part(Room& room, std::span<const rules::ReviewRow> rows) {
    const std::string title = room.t("officer.rules.part." + rows.front().part);
    room.view.heading(title, 2);
    const std::array<ui::TableColumn, 4> columns{{{room.t("officer.rules.what"), 1.6F},
                                                  {room.t("officer.rules.period"), 1.0F},
                                                  {room.t("officer.rules.mark"), 0.7F},
                                                  {room.t("officer.rules.source"), 2.2F}}};
    std::vector<ui::TableRow> lines;
    for (std::size_t i = 0; i < rows.size(); ++i) lines.push_back(row_of(room, rows[i], i));
    (void)room.view.table("rules/" + rows.front().part, title, columns, lines);
}

}  // namespace

void rules_page(Room& room) {
    room.view.heading(room.t("officer.rules.title"));
    room.view.paragraph(fill(room.t("officer.rules.intro"), {{"version", room.rules.version}, {"date", room.date(format_date(room.rules.calendar.known_to))}}));
    const std::vector<rules::ReviewRow> rows = rules::review(room.rules, room.today);
    for (std::size_t from = 0; from < rows.size();) {
        std::size_t to = from;
        while (to < rows.size() && rows[to].part == rows[from].part) ++to;
        part(room, std::span(rows).subspan(from, to - from));
        from = to;
    }
}

}  // namespace motcua::client::pages::officer
