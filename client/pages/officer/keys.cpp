// The officer's own security keys: which there are, adding one, removing one that is lost.
#include "client/pages/officer/room.hpp"
#include "shared/base/key_name.hpp"
#include "shared/base/text.hpp"

namespace motcua::client::pages::officer {
namespace {

std::string day_at(const Room& room, const Json& key, std::string_view field) {
    const std::int64_t ms = number_of(key, field);
    return ms == 0 ? room.t("officer.keys.never") : room.day_of(ms);
}

void list(Room& room) {
    const Json& keys = room.factors.keys;
    if (!keys.is_array() || keys.empty()) return room.view.inset(room.t("officer.keys.none"));
    const std::array<ui::TableColumn, 4> columns{{{room.t("officer.keys.name"), 2.0F},
                                                  {room.t("officer.keys.added_on"), 1.0F},
                                                  {room.t("officer.keys.used_on"), 1.0F},
                                                  {room.t("officer.keys.act"), 0.8F}}};
    std::vector<ui::TableRow> rows;
    for (const auto& key : keys) {
        const std::string id = text_of(key, "id"), name = text_of(key, "name");
        rows.push_back({.key = id,
                        .cells = {{.text = name, .strong = true},
                                  {.text = day_at(room, key, "addedAt")},
                                  {.text = day_at(room, key, "usedAt")},
                                  {.text = room.t("officer.keys.remove"), .tone = ui::Tone::accent}},
                        .action = fill(room.t("officer.keys.remove_named"), {{"name", name}}),
                        .selected = room.factors.removing == id});
    }
    if (const std::string pressed = room.view.table("keys/list", room.t("officer.keys.title"), columns, rows); !pressed.empty()) {
        room.factors.removing = pressed;
        room.view.focus("keys/remove");
    }
}

std::string name_of(const Factors& factors, const std::string& id) {
    for (const auto& key : factors.keys)
        if (text_of(key, "id") == id) return text_of(key, "name");
    return {};
}

/// Removing is asked about once: a press on a row is too easily done.
void removal(Room& room) {
    Factors& factors = room.factors;
    if (factors.removing.empty()) return;
    room.view.card([&](ui::View& v) {
        v.heading(fill(room.t("officer.keys.remove_title"), {{"name", name_of(factors, factors.removing)}}), 2);
        v.paragraph(room.t("officer.keys.remove_what"));
        if (v.button("keys/remove", room.t("officer.keys.remove_button"), ui::ButtonKind::warning, factors.busy))
            factors.remove_key();
        if (v.button("keys/keep", room.t("officer.keys.keep"), ui::ButtonKind::quiet, factors.busy)) factors.removing.clear();
    });
}

void addition(Room& room) {
    ui::View& v = room.view;
    Factors& factors = room.factors;
    v.heading(room.t("officer.keys.add_title"), 2);
    v.text_field({.key = "keys/name",
                  .label = room.t("officer.keys.name"),
                  .hint = room.t("officer.keys.name_hint"),
                  .max_length = longest_key_name,
                  .width = ui::Width::chars_20},
                 factors.name);
    if (v.button("keys/add", room.t("officer.keys.add"), ui::ButtonKind::primary,
                 factors.busy || text::tidy(factors.name).empty()))
        factors.add_key();
}

void body(Room& room) {
    if (room.factors.keys_state == Factors::Load::failed) {
        if (room.view.button("keys/again", room.t("officer.again"), ui::ButtonKind::secondary)) room.factors.load_keys();
        return;
    }
    if (room.factors.keys_state != Factors::Load::ready) return room.view.progress("keys/loading", room.t("officer.loading"), -1);
    list(room);
    removal(room);
    addition(room);
}

}  // namespace

void keys_page(Room& room) {
    ui::View& v = room.view;
    Factors& factors = room.factors;
    if (factors.keys_state == Factors::Load::empty) factors.load_keys();
    v.heading(room.t("officer.keys.title"));
    v.paragraph(room.t("officer.keys.intro"), ui::Tone::muted);
    factor_outcome(room);
    if (factors.added) v.status("keys/done", room.t("officer.keys.added"), ui::Tone::success);
    if (factors.removed) v.status("keys/done", room.t("officer.keys.removed"), ui::Tone::success);
    body(room);
}

}  // namespace motcua::client::pages::officer
