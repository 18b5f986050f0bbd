// The camera is watched: what to say now, and when a reading may be taken for the document's.
#pragma once

#include <string>
#include <string_view>

#include "shared/document/reader.hpp"

namespace motcua::document {

/// The readings of one look through the camera.
class Session {
public:
    /// The reading of the next frame, answered as {"say": cause | "steady", "reading": {…} | null}: what to do ("glare", one at a time;
    /// "steady": read once, hold still), and the reading (to_json) once it is settled.
    [[nodiscard]] std::string see(const Reading& reading);

    /// Whether the same zone has now been read twice with nothing wrong. Check digits prove the numbers of a zone but not its names: a
    /// second reading does. One that is not valid says nothing (a hand shakes); one that is valid and differs starts anew.
    [[nodiscard]] bool settles(bool valid, std::string_view lines);

private:
    std::string before_;
};

}  // namespace motcua::document
