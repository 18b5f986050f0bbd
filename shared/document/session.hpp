// When a live reading may be taken for the document's. A rule over readings, not a reader: the page with the camera asks it.
#pragma once

#include <string>
#include <string_view>

namespace motcua::document {

/// The readings of one look through the camera.
class Session {
public:
    /// The next reading: whether it is valid, and its lines. True when the same zone has now been read twice with nothing wrong.
    /// Check digits prove the numbers of a zone but not its names: a second reading does. One that is not valid says nothing (a hand
    /// shakes); one that is valid and differs starts anew.
    [[nodiscard]] bool settles(bool valid, std::string_view lines);

private:
    std::string before_;
};

}  // namespace motcua::document
