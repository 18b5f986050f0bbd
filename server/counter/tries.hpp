// Best of the tries: a capture that is no better than the one before does not replace it, but counts as a try. After three
// tries the best one serves, marked as what it is (domain.md 7.2: common practice).
#pragma once

#include "server/counter/file.hpp"

namespace motcua::counter {

/// What to keep of the capture before and the new one; `tries` is counted in quality.
[[nodiscard]] Captured better_of(const std::optional<Captured>& before, Captured now);

}  // namespace motcua::counter
