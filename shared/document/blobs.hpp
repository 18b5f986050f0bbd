// Dark spots of about a letter's size: what characters are before anybody knows which.
#pragma once

#include <vector>

#include "shared/document/geometry.hpp"
#include "shared/picture/picture.hpp"

namespace motcua::document {

struct Blob {
    Vec centre{};     ///< of the bounding box, in the pixels of the picture
    double size = 0;  ///< the box's longer side
};

/// Connected pixels (8 neighbours) that are darker than their surroundings, 5 to 34 pixels long. `scale`: how many pixels of
/// the picture one of this grey level is.
[[nodiscard]] std::vector<Blob> find_blobs(const picture::Picture& grey, double scale);

}  // namespace motcua::document
