// How `motcua check`, `extract` and `search` take a print: a file of any form, or a template.
#pragma once

#include "server/cli/check_tools.hpp"
#include "shared/finger/input/read.hpp"
#include "shared/finger/template.hpp"

namespace motcua::check {

/// The pictures of a file or record; --ppi goes before what they state. Errors: those of finger::read_prints.
[[nodiscard]] Result<std::vector<finger::ReadPrint>> read_pictures(const Options& options, std::string_view bytes);

/// A template record as it is, or the template of the only print of a picture. Errors: those of the readers and of
/// finger::extract; file_unusable; finger_several where a record holds more.
[[nodiscard]] Result<finger::Template> read_template_or_picture(const Options& options, std::string_view file, std::istream& in);

/// --slap right_four|left_four|two_thumbs; what the record says; or one finger. Nothing for another word.
[[nodiscard]] std::optional<finger::Capture> capture_of(const Options& options, const finger::ReadPrint& print);

/// --missing right_ring,right_little. Nothing for a name that is no finger.
[[nodiscard]] std::optional<std::vector<finger::Position>> missing_of(const Options& options);

}  // namespace motcua::check
