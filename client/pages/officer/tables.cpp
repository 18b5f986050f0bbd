// What the tables of the form hold: dependants, papers to integrate with their pictures.
#include "client/pages/officer/room.hpp"
#include "shared/form/fields.hpp"
#include "shared/form/filing.hpp"

namespace motcua::client::pages::officer {
namespace {

/// The first answer names the row, the others follow with their labels.
ui::SummaryRow row_of(Room& room, const Json& filing, const form::SectionText& table, std::size_t row) {
    ui::SummaryRow out{.key = std::string(table.name) + std::to_string(row), .label = std::to_string(row + 1) + "."};
    for (const std::string& path : form::row_paths(table.section, row)) {
        const std::string answer = form::answer_at(filing, path);
        if (answer.empty() || form::find_field(path)->format == form::Format::attachment) continue;
        out.value +=
            out.value.empty() ? room.value(path, answer) : "\n" + room.field_label(path) + ": " + room.value(path, answer);
    }
    return out;
}

void pictures(Room& room, const Json& filing, const form::SectionText& table, std::size_t row) {
    for (const std::string& path : form::row_paths(table.section, row)) {
        const std::string id = form::answer_at(filing, path);
        if (id.empty() || form::find_field(path)->format != form::Format::attachment) continue;
        const std::string url = "/api/v1/attachments/" + id, words = std::to_string(row + 1) + ". " + room.field_label(path);
        room.view.image("desk/" + path, url, words, 300, 200);
        room.view.outside_link("desk/" + path + "/open", words, url);
    }
}

}  // namespace

void tables(Room& room) {
    const Json& filing = member(room.desk.file, "filing");
    for (const form::SectionText& table : form::sections()) {
        const std::size_t count = table.is_table() ? form::row_count(filing, table.section) : 0;
        if (count == 0) continue;
        room.view.heading(room.section_title(table), 2);
        std::vector<ui::SummaryRow> rows;
        for (std::size_t row = 0; row < count; ++row) rows.push_back(row_of(room, filing, table, row));
        room.view.summary_list(rows, "");
        for (std::size_t row = 0; row < count; ++row) pictures(room, filing, table, row);
    }
}

}  // namespace motcua::client::pages::officer
