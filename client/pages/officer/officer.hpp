// The officer's pages: everything below /{language}/officer.
#pragma once

#include "client/model/app.hpp"
#include "client/ui/view.hpp"

namespace motcua::client::pages::officer {

/// Builds the officer's page of the present address.
void frame(ui::View& view, App& app);

}  // namespace motcua::client::pages::officer
