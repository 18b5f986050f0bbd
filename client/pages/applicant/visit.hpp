// Words about a visit that the slip, booking and status pages share.
#pragma once

#include "client/pages/shell.hpp"

namespace motcua::client::pages {

[[nodiscard]] std::string state_text(const App& app, const std::string& state);
/// Of the office where the visit is.
[[nodiscard]] std::string office_name(const App& app, const Application& application);
[[nodiscard]] std::string office_name(const App& app, std::string_view office);
[[nodiscard]] std::string office_address(const App& app, std::string_view office);
/// "thứ Năm, 26/11/2026, 08:30".
[[nodiscard]] std::string visit_time(const App& app, const Booking& booking);
/// Names of several applications in one line.
[[nodiscard]] std::string names_of(std::span<const Application* const> applications);
/// Where an office of the rules is: a sketch of its province (assets/tools/map.py) and a link to the address on a map; nothing for others.
void office_on_map(View& view, const App& app, std::string_view office);
/// What to bring. Before the filing more is known of the papers, and there is no slip yet.
struct Bring {
    std::string_view filed_for;
    std::string_view slip = "bring.this_slip", card = "bring.card";  ///< i18n keys
    bool passport = true;
};
void bring_list(View& view, const App& app, const Bring& bring);
/// The application of the address, or a page that says why it cannot be shown yet (then null).
[[nodiscard]] const Application* application_of_route(View& view, App& app, std::string_view back);

}  // namespace motcua::client::pages
