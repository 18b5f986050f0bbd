// One field of the form as a control, chosen by its format.
#pragma once

#include "client/pages/shell.hpp"
#include "shared/form/fields.hpp"

namespace motcua::client::pages {

/// Asks a field of a person; the answer goes into the draft. `heading`: the label is the page's h1.
void ask(View& view, App& app, std::string_view person, std::string_view path, ui::LabelStyle style);
/// A field that holds the id of a picture (attachment.cpp).
void ask_picture(View& view, App& app, const std::string& person, const form::Field& field, const std::string& path);
/// Brings the answers at these paths into their normal form and judges them; shows what is wrong. True when they may stand.
[[nodiscard]] bool settle(App& app, std::string_view person, const std::vector<std::string_view>& paths);
/// "Read from the document", with what it says where the answer is another by now; empty when no document said it.
[[nodiscard]] std::string read_mark(const App& app, std::string_view person, std::string_view path);
/// The label in the present language, "(không bắt buộc)" included where it may stay empty.
[[nodiscard]] std::string label_of(const App& app, const form::Field& field);
/// Options of a choice, from the field table or the rulebook.
[[nodiscard]] std::vector<ui::Option> options_of(const App& app, const form::Field& field);

}  // namespace motcua::client::pages
