// Tables: a real table on a desk; on a phone each row becomes a block of "title: value" lines.
#include <algorithm>
#include <cmath>

#include "client/ui/kit.hpp"

namespace motcua::ui {

using sem::Role;

std::string Kit::table(std::string_view key, std::string_view title, std::span<const TableColumn> columns, std::span<const TableRow> rows) {
    float y = before(8);
    tree_.open({.role = Role::table, .key = std::string(key), .text = std::string(title)});
    const bool stacked = column().w < u(110) * static_cast<float>(columns.size());
    const std::vector<Rect> cells = column_rects(columns);
    std::string chosen;
    if (stacked) visually_hidden_head(columns, y);
    else y = table_head(columns, cells, y);
    for (const TableRow& row : rows) {
        y = stacked ? stacked_row(row, columns, y) : table_row(row, columns, cells, y);
        if (!row.action.empty() && pressed(row.key)) chosen = row.key;
    }
    tree_.close();
    after(y, 28);
    return chosen;
}

std::vector<Rect> Kit::column_rects(std::span<const TableColumn> columns) const {
    float total = 0;
    for (const TableColumn& each : columns) total += each.weight;
    std::vector<Rect> rects;
    float x = column().x;
    for (const TableColumn& each : columns) {
        const float w = column().w * each.weight / total;
        rects.push_back({x, 0, w, 0});
        x += w;
    }
    return rects;
}

float Kit::table_head(std::span<const TableColumn> columns, const std::vector<Rect>& cells, float y) {
    TextStyle style = sizes_.small;
    style.weight = Weight::bold;
    float tallest = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) tallest = std::max(tallest, text_height(style, columns[i].title, cells[i].w - u(20)));
    tree_.open({.role = Role::row, .rect = {column().x, y, column().w, tallest + u(16)}});
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const Align align = columns[i].numeric ? Align::end : Align::start;
        text_node({.role = Role::column_header, .tone = "muted"}, {style, theme_->muted, columns[i].title, cells[i].x + u(10), y + u(8), cells[i].w - u(20), align});
    }
    tree_.close();
    const float bottom = y + tallest + u(16);
    painter_.fill({column().x, bottom, column().w, u(2)}, theme_->border);
    return bottom + u(2);
}

void Kit::visually_hidden_head(std::span<const TableColumn> columns, float y) {
    tree_.open({.role = Role::row, .rect = {column().x, y, 1, 1}});
    for (const TableColumn& each : columns) {
        tree_.add({.role = Role::column_header, .rect = {column().x, y, 1, 1}, .text = each.title, .font = sizes_.small, .look = "hidden"});
    }
    tree_.close();
}

void Kit::row_ground(const TableRow& row, const Rect& rect) {
    if (row.selected) {
        panel(rect, theme_->accent_soft, 0);
        bar(rect.x, rect.y, rect.bottom(), theme_->accent, u(4));
    }
    painter_.fill({rect.x, rect.bottom() - 1, rect.w, 1}, theme_->line);
}

// The row's button covers it and lives in its first cell: pressing anywhere opens the row, and it is one tab stop.
void Kit::row_button(const TableRow& row, const Rect& rect) {
    if (row.action.empty()) return;
    sem::Node node{.role = Role::button, .rect = rect, .key = row.key, .text = row.action, .font = sizes_.small, .look = "row"};
    if (row.selected) node.attributes.emplace_back("aria-pressed", "true");
    node.wrapped = Wrapped::cell;
    tree_.add(std::move(node));
}

float Kit::cell_content(const TableCell& cell, const Rect& place, Align align) {
    if (cell.tag && !cell.text.empty()) {
        const float w = tag_width(cell.text);
        const float x = align == Align::end ? place.right() - w : place.x;
        const float h = paint_tag(cell.text, cell.tone, x, place.y - u(2));
        tree_.add({.role = Role::cell, .rect = {x, place.y - u(2), w, h}, .text = cell.text, .font = tag_style(), .tone = tone_name(cell.tone), .look = "tag",
                   .pad_x = u(10), .pad_y = u(3)});
        return h;
    }
    const TextStyle& style = cell.strong ? sizes_.strong : sizes_.body;
    return text_node({.role = Role::cell, .tone = tone_name(cell.tone)}, {style, tone_colour(cell.tone), cell.text, place.x, place.y, place.w, align});
}

float Kit::table_row(const TableRow& row, std::span<const TableColumn> columns, const std::vector<Rect>& cells, float y) {
    float tallest = sizes_.body.line_height();
    for (std::size_t i = 0; i < row.cells.size() && i < cells.size(); ++i) {
        const TextStyle& style = row.cells[i].strong ? sizes_.strong : sizes_.body;
        if (!row.cells[i].tag) tallest = std::max(tallest, text_height(style, row.cells[i].text, cells[i].w - u(20)));
    }
    const Rect rect{column().x, y, column().w, std::max(tallest + u(22), sizes_.target)};
    row_ground(row, rect);
    tree_.open({.role = Role::row, .rect = rect});
    for (std::size_t i = 0; i < row.cells.size() && i < cells.size(); ++i) {
        const Align align = columns[i].numeric ? Align::end : Align::start;
        cell_content(row.cells[i], {cells[i].x + u(10), y + u(11), cells[i].w - u(20), tallest}, align);
    }
    row_button(row, rect);
    tree_.close();
    return rect.bottom();
}

float Kit::stacked_row(const TableRow& row, std::span<const TableColumn> columns, float y) {
    tree_.open({.role = Role::row, .rect = {column().x, y, column().w, 0}});
    float at = y + u(12);
    TextStyle title_style = sizes_.small;
    const float title_w = std::floor(column().w * 0.4F);
    for (std::size_t i = 0; i < row.cells.size() && i < columns.size(); ++i) {
        if (row.cells[i].text.empty()) continue;
        const float title_h = paint_text({title_style, theme_->muted, columns[i].title, column().x + u(10), at + u(2), title_w - u(20)});
        const float h = cell_content(row.cells[i], {column().x + title_w, at, column().w - title_w - u(10), 0}, Align::start);
        at += std::max(h, title_h) + u(4);
    }
    const Rect rect{column().x, y, column().w, std::max(at + u(10) - y, sizes_.target)};
    row_ground(row, rect);
    row_button(row, rect);
    tree_.close();
    return rect.bottom();
}

}  // namespace motcua::ui
