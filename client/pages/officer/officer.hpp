// The officer's pages: everything below /{language}/officer. They are a module of their own (officer.wasm).
#pragma once

#include "client/model/activation.hpp"
#include "client/model/app.hpp"
#include "client/model/desk.hpp"
#include "client/ui/view.hpp"

namespace motcua::client::pages::officer {

/// Builds the officer's page of the present address.
void frame(ui::View& view, App& app, Desk& desk, Factors& factors, Activation& activation);

}  // namespace motcua::client::pages::officer
