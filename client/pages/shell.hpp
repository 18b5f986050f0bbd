// What all public pages share: head, links, errors, words for values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/model/app.hpp"

namespace motcua::client::pages {

using ui::View;

/// Whether begin() writes the h1, or the page's one field does with its label.
enum class Heading : std::uint8_t { by_page, by_field };
struct Head {
    std::string title;
    std::string back{};  ///< page of the Back link ("tasks"); empty: none
    std::string caption{};
    Heading heading = Heading::by_page;
};
/// Title, header, banners, Back link, error summary, heading: everything above the page's own content.
void begin(View& view, App& app, const Head& head);
void footer(View& view, App& app);
/// Before any words are there nothing can be said but this, in both languages.
void still_loading(View& view, App& app);

/// A link within the service; follows itself when pressed.
void link(View& view, App& app, std::string_view key, std::string_view text, std::string_view page);
[[nodiscard]] bool continue_button(View& view, App& app);
/// A problem of a call, as notification; nothing when there is none.
void show_problem(View& view, App& app, const Problem* problem);
/// Waiting, or failed with a button to try again. Returns true when the value is there.
template <class T>
[[nodiscard]] bool show_loaded(View& view, App& app, const Loaded<T>& loaded, bool& again);
[[nodiscard]] bool show_load_state(View& view, App& app, LoadState state, const Problem& problem, bool& again);
template <class T>
bool show_loaded(View& view, App& app, const Loaded<T>& loaded, bool& again) {
    return show_load_state(view, app, loaded.state, loaded.problem, again);
}

/// Three date boxes whose entry is kept as typed; `stored` is what the form keeps.
bool date_boxes(View& view, App& app, std::string_view key, std::string_view legend, std::string_view hint, std::string& stored,
                std::string_view autocomplete = {}, ui::LabelStyle style = ui::LabelStyle::page_heading);

/// What the form's value means to a person: "Nam", "Hàn Quốc", "12/08/1990".
[[nodiscard]] std::string value_text(const App& app, std::string_view path, const std::string& value);
/// The same for a field of a filing.
[[nodiscard]] std::string value_in(const App& app, std::string_view path, const Json& filing);
/// "ERIKSSON ANNA MARIA"; either may be empty.
[[nodiscard]] std::string full_name(const std::string& family, const std::string& given);
/// The name of a person of the draft; a stand-in ("Con thứ nhất") while there is no name.
[[nodiscard]] std::string person_name(const App& app, const Person& person);
[[nodiscard]] Json filing_of(App& app, std::string_view person);

}  // namespace motcua::client::pages
