// Portraits of people who do not exist, for the demonstration registry: painted by this program, not photographed, so
// that no real person stands behind a demo file and nothing has to be downloaded.
#pragma once

#include <cstdint>
#include <string>

#include "server/registry/demo_face_traits.hpp"
#include "shared/picture/picture.hpp"

namespace motcua::demo {

/// How many seeds, from 1, make the demonstration set: people whom the face comparison tells apart.
inline constexpr std::uint32_t face_count = 40;

/// The sitter, painted three parts wide and four high. Another variation is the same person on another day: the head turned a
/// little, other light, another expression. The same arguments always give the same picture.
[[nodiscard]] picture::Picture paint_face(Sitter sitter, std::uint32_t variation, int width = 600);

/// The same as a JPEG file of 600 x 800.
[[nodiscard]] std::string render_face(Sitter sitter, std::uint32_t variation);

}  // namespace motcua::demo
