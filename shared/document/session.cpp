#include "shared/document/session.hpp"

namespace motcua::document {

bool Session::settles(bool valid, std::string_view lines) {
    if (!valid || lines.empty()) return false;
    if (before_ == lines) return true;
    before_ = lines;
    return false;
}

}  // namespace motcua::document
