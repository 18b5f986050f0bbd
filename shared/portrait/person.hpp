// Who is person and what is background: MediaPipe's selfie segmentation (256 x 256 input, one probability a pixel).
#pragma once

#include <cstdint>
#include <vector>

#include "shared/picture/picture.hpp"
#include "shared/portrait/models.hpp"

namespace motcua::portrait {

/// One byte a pixel of the picture, 0 background to 255 person; empty when the network is not loaded. Errors: portrait.model.
[[nodiscard]] Result<picture::Picture> find_person(const picture::Picture& picture, const Models& models);

}  // namespace motcua::portrait
