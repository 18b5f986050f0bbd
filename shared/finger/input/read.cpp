#include "shared/finger/input/read.hpp"

#include "shared/finger/input/limits.hpp"
#include "shared/finger/input/wsq.hpp"
#include "shared/picture/jpeg2000.hpp"

namespace motcua::finger {
namespace {

using picture::Format;

std::string_view text_of(std::span<const std::uint8_t> bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

/// The size of a picture with its orientation applied (EXIF 5..8: on its side).
void set_size(const picture::Info& info, Print& out) {
    const bool turned = info.orientation >= 5;
    out.width = turned ? info.height : info.width;
    out.height = turned ? info.width : info.height;
}

Result<Print> print_of(std::span<const std::uint8_t> file) {
    MOTCUA_TRY(info, inspect_file(file));
    Print out{.format = info.format, .ppi = trusted_ppi(info.dpi), .data = file};
    set_size(info, out);
    return out;
}

bool promised(Compression compression, Format format) {
    switch (compression) {
        case Compression::wsq: return format == Format::wsq;
        case Compression::jpeg: return format == Format::jpeg;
        case Compression::jpeg2000_lossy:
        case Compression::jpeg2000_lossless: return format == Format::jpeg2000;
        case Compression::png: return format == Format::png;
        case Compression::none:
        case Compression::packed: break;
    }
    return false;
}

Result<Print> print_of(const Representation& r) {
    Print out{.position = r.position, .capture = r.capture, .impression = r.impression, .quality = r.quality,
              .width = r.width, .height = r.height, .ppi = trusted_ppi(r.ppi), .data = r.data};
    if (r.compression == Compression::none || r.compression == Compression::packed) return out;
    MOTCUA_TRY(info, inspect_file(r.data));
    if (!promised(r.compression, info.format) || info.width != r.width || info.height != r.height || info.orientation != 1)
        return Error{.code = ErrorCode::finger_image_malformed, .detail = "picture and record differ"};
    out.format = info.format;
    if (out.ppi == 0) out.ppi = trusted_ppi(info.dpi);
    return out;
}

GreyImage grey_of(picture::Picture picture) {
    return {.width = picture.width, .height = picture.height, .ppi = 0, .pixels = std::move(picture.pixels)};
}

Result<GreyImage> decode_as(std::span<const std::uint8_t> file, Format format) {
    if (format == Format::wsq) return decode_wsq(file);
    auto picture = format == Format::jpeg2000 ? picture::decode_jpeg2000(text_of(file), picture::Colour::grey)
                                              : picture::decode(text_of(file), picture::Colour::grey);
    if (!picture.ok()) return as_finger_error(picture.error());
    return grey_of(*std::move(picture));
}

Result<ReadPrint> read_print(const Print& print, int ppi) {
    MOTCUA_TRY(image, decode_print(print));
    ReadPrint out{.image = std::move(image), .position = print.position, .capture = print.capture};
    if (ppi == 0) ppi = print.ppi;
    out.ppi_estimated = ppi == 0;
    out.image.ppi = ppi != 0 ? ppi : likely_ppi(out.image);
    return out;
}

}  // namespace

Error as_finger_error(Error error) {
    if (error.code == ErrorCode::picture_format) error.code = ErrorCode::finger_image_format;
    if (error.code == ErrorCode::picture_too_many_pixels) error.code = ErrorCode::finger_image_pixels;
    if (error.code == ErrorCode::picture_damaged || error.code == ErrorCode::picture_colour) error.code = ErrorCode::finger_image_malformed;
    return error;
}

Result<picture::Info> inspect_file(std::span<const std::uint8_t> file) {
    if (is_wsq(file)) {
        MOTCUA_TRY(info, inspect_wsq(file));
        return picture::Info{.format = Format::wsq, .width = info.width, .height = info.height, .dpi = info.ppi};
    }
    const auto info = picture::is_jpeg2000(text_of(file)) ? picture::inspect_jpeg2000(text_of(file)) : picture::inspect(text_of(file));
    if (!info.ok()) return as_finger_error(info.error());
    if (!few_enough(info->width, info->height)) return ErrorCode::finger_image_pixels;
    return *info;
}

Result<std::vector<Print>> inspect_prints(std::span<const std::uint8_t> file) {
    std::vector<Print> out;
    if (!is_fir(file)) {
        MOTCUA_TRY(one, print_of(file));
        out.push_back(std::move(one));
        return out;
    }
    MOTCUA_TRY(representations, read_fir(file));
    for (const Representation& r : representations) {
        MOTCUA_TRY(one, print_of(r));
        out.push_back(std::move(one));
    }
    return out;
}

Result<GreyImage> decode_print(const Print& print) {
    GreyImage image{.width = print.width, .height = print.height};
    if (!print.format) {
        image.pixels.assign(print.data.begin(), print.data.end());
    } else {
        MOTCUA_TRY(decoded, decode_as(print.data, *print.format));
        image = std::move(decoded);
    }
    if (image.width != print.width || image.height != print.height) return Error{.code = ErrorCode::finger_image_malformed, .detail = "size"};
    image.ppi = print.ppi;
    return image;
}

Result<GreyImage> decode_file(std::span<const std::uint8_t> file) {
    MOTCUA_TRY(print, print_of(file));
    return decode_print(print);
}

Result<std::vector<ReadPrint>> read_prints(std::span<const std::uint8_t> file, int ppi) {
    MOTCUA_TRY(prints, inspect_prints(file));
    std::vector<ReadPrint> out;
    for (const Print& print : prints) {
        MOTCUA_TRY(one, read_print(print, ppi));
        out.push_back(std::move(one));
    }
    return out;
}

}  // namespace motcua::finger
