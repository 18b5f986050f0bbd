// From a ridge map to a template (the middle part of extract() and examine()).
#pragma once

#include "shared/finger/minutiae.hpp"
#include "shared/finger/ridges.hpp"

namespace motcua::finger {

/// The template of a ridge map; its quality is not assessed (255).
[[nodiscard]] Template template_of(const RidgeMap& map, Position position);

}  // namespace motcua::finger
