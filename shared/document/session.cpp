#include "shared/document/session.hpp"

namespace motcua::document {

bool Session::settles(bool valid, std::string_view lines) {
    if (!valid || lines.empty()) return false;
    if (before_ == lines) return true;
    before_ = lines;
    return false;
}

std::string Session::see(const Reading& reading) {
    std::string lines;
    if (reading.zone)
        for (const std::string& line : reading.zone->lines) lines += line + '\n';
    const bool settled = settles(reading.valid, lines);
    std::string_view say = reading.causes.empty() ? "passport.steady" : text(reading.causes.front());
    say.remove_prefix(say.find('.') + 1);
    return "{\"say\":\"" + std::string(say) + "\",\"reading\":" + (settled ? to_json(reading) : "null") + "}";
}

}  // namespace motcua::document
