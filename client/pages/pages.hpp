// The public pages by address, and the frame around each: header, banners, footer.
#pragma once

#include "client/ui/view.hpp"

namespace motcua::client {
class App;
}

namespace motcua::client::pages {

/// Builds the page of the App's address.
void show(ui::View& view, App& app);
/// A new page was entered: fetches what it shows.
void entered(App& app);

}  // namespace motcua::client::pages
