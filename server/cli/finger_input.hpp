// How `motcua check`, `extract` and `search` take a print: a picture, or a template.
#pragma once

#include "server/cli/check_tools.hpp"
#include "shared/finger/minutiae.hpp"

namespace motcua::check {

/// The picture of a finger; --ppi goes before what it states. Errors: those of picture::decode.
[[nodiscard]] Result<finger::GreyImage> read_finger_image(const Options& options, const std::string& bytes);

/// A template record as it is, or the template of a picture. Errors: those of the readers and of finger::extract;
/// request_not_found.
[[nodiscard]] Result<finger::Template> read_template_or_picture(const Options& options, std::string_view file, std::istream& in);

}  // namespace motcua::check
