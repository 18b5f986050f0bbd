#include "shared/picture/codecs.hpp"

namespace motcua::picture {
namespace {

Result<Picture> decode_as(std::string_view bytes, const Info& info, Colour colour) {
    switch (info.format) {
        case Format::jpeg:
            return decode_jpeg(bytes, info, colour);
        case Format::png:
            return decode_png(bytes, info, colour);
        case Format::bmp:
            return decode_bmp(bytes, info, colour);
        case Format::jpeg2000:
        case Format::wsq:
            break;
    }
    return ErrorCode::picture_format;
}

}  // namespace

Result<Picture> decode(std::string_view bytes, Colour colour) {
    MOTCUA_TRY(info, inspect(bytes));
    MOTCUA_TRY(picture, decode_as(bytes, info, colour));
    return upright(std::move(picture), info.orientation);
}

}  // namespace motcua::picture
