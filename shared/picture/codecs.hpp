// The decoders behind decode(): each gets bytes whose header inspect() has already accepted.
#pragma once

#include "shared/picture/picture.hpp"

namespace motcua::picture {

[[nodiscard]] Result<Picture> decode_jpeg(std::string_view bytes, const Info& info, Colour colour);
[[nodiscard]] Result<Picture> decode_png(std::string_view bytes, const Info& info, Colour colour);
[[nodiscard]] Result<Picture> decode_bmp(std::string_view bytes, const Info& info, Colour colour);

}  // namespace motcua::picture
