// Pages that only a parent, guardian or representative meets.
#pragma once

#include "client/pages/shell.hpp"

namespace motcua::client::pages {

void another_person(View& view, App& app);
void remove_person_page(View& view, App& app);

}  // namespace motcua::client::pages
