// One field of the form as a control, chosen by its format.
#pragma once

#include "client/pages/shell.hpp"
#include "shared/form/fields.hpp"

namespace motcua::client::pages {

/// Asks a field of a person; the answer goes into the draft. `heading`: the label is the page's h1.
void ask(View& view, App& app, std::string_view person, std::string_view path, ui::LabelStyle style);
/// The label in the present language, "(không bắt buộc)" included where it may stay empty.
[[nodiscard]] std::string label_of(const App& app, const form::Field& field);
/// Options of a choice, from the field table or the rulebook.
[[nodiscard]] std::vector<ui::Option> options_of(const App& app, const form::Field& field);

}  // namespace motcua::client::pages
