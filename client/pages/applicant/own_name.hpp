// The number in one's own name: what that means, and how the operator's answer is read and compared.
#pragma once

#include "client/pages/shell.hpp"

namespace motcua::client::pages {

/// Folded help. What is pasted into it belongs to the page and is gone with it: it is neither kept nor sent.
void own_name_help(View& view, App& app, std::string_view key);

}  // namespace motcua::client::pages
