// JPEG 2000 (ISO/IEC 15444-1), in a JP2 file or bare: what readers of fingers send. Photographs of the public are not taken in
// this form, so decode() does not know it.
#pragma once

#include "shared/picture/picture.hpp"

namespace motcua::picture {

/// The bytes begin as a JP2 file or as a code stream.
[[nodiscard]] bool is_jpeg2000(std::string_view bytes);

/// Reads headers only; the size is the code stream's, which the decoder believes. Errors: picture_damaged,
/// picture_too_many_pixels, picture_colour (other than 1 or 3 components of 8 bits, all of one size).
[[nodiscard]] Result<Info> inspect_jpeg2000(std::string_view bytes);

/// By OpenJPEG. Errors: those of inspect_jpeg2000, picture_damaged.
[[nodiscard]] Result<Picture> decode_jpeg2000(std::string_view bytes, Colour colour);

}  // namespace motcua::picture
