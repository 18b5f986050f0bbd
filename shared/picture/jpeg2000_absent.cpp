// The WASM build: OpenJPEG is not compiled for it.
#include "shared/picture/jpeg2000.hpp"

namespace motcua::picture {

Result<Picture> decode_jpeg2000(std::string_view bytes, Colour) {
    MOTCUA_TRY(info, inspect_jpeg2000(bytes));
    return Error{.code = ErrorCode::picture_format, .detail = std::string(media_type(info.format))};
}

}  // namespace motcua::picture
