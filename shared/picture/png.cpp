// PNG through libpng. As in jpeg.cpp: nothing with a destructor lives between setjmp and the library's longjmp.
#include <csetjmp>
#include <cstring>

#include <png.h>

#include "shared/picture/codecs.hpp"

namespace motcua::picture {
namespace {

struct Source {
    std::string_view bytes;
    std::size_t at;
};

void on_read(png_structp png, png_bytep out, std::size_t count) {
    auto* source = static_cast<Source*>(png_get_io_ptr(png));
    if (count > source->bytes.size() - source->at) png_error(png, "truncated");
    std::memcpy(out, source->bytes.data() + source->at, count);
    source->at += count;
}

[[noreturn]] void on_error(png_structp png, png_const_charp) { png_longjmp(png, 1); }
void on_warning(png_structp, png_const_charp) {}

void on_write(png_structp png, png_bytep bytes, std::size_t count) {
    static_cast<std::vector<std::uint8_t>*>(png_get_io_ptr(png))
        ->insert(static_cast<std::vector<std::uint8_t>*>(png_get_io_ptr(png))->end(), bytes, bytes + count);
}
void on_flush(png_structp) {}

/// Asks libpng for 8-bit B,G,R (or grey) on white, whatever the file holds.
void ask_for(png_structp png, png_infop info, int channels) {
    const auto type = png_get_color_type(png, info);
    png_set_strip_16(png);
    png_set_expand(png);
    if (channels == 3 && !(type & PNG_COLOR_MASK_COLOR)) png_set_gray_to_rgb(png);
    png_color_16 white{0, 255, 255, 255, 255};
    if ((type & PNG_COLOR_MASK_ALPHA) || png_get_valid(png, info, PNG_INFO_tRNS))
        png_set_background(png, &white, PNG_BACKGROUND_GAMMA_SCREEN, 0, 1.0);
    if (channels == 3) png_set_bgr(png);
    png_set_interlace_handling(png);
    png_read_update_info(png, info);
}

bool read(png_structp png, png_infop info, Picture& out, png_bytep* rows) {
    if (setjmp(png_jmpbuf(png))) return false;
    png_set_user_limits(png, max_side, max_side);
    png_set_chunk_cache_max(png, 64);
    png_set_chunk_malloc_max(png, 4'000'000);
    png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_QUIET_USE);
    png_read_info(png, info);
    ask_for(png, info, out.channels);
    if (static_cast<int>(png_get_image_width(png, info)) != out.width ||
        static_cast<int>(png_get_image_height(png, info)) != out.height || png_get_rowbytes(png, info) != out.stride())
        return false;
    png_read_image(png, rows);
    png_read_end(png, nullptr);
    return true;
}

bool write(png_structp png, png_infop info, const Picture& picture, int dpi) {
    if (setjmp(png_jmpbuf(png))) return false;
    png_set_IHDR(png, info, static_cast<png_uint_32>(picture.width), static_cast<png_uint_32>(picture.height), 8,
                 picture.channels == 1 ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (dpi > 0) {
        const auto per_metre = static_cast<png_uint_32>(dpi / 0.0254 + 0.5);
        png_set_pHYs(png, info, per_metre, per_metre, PNG_RESOLUTION_METER);
    }
    png_write_info(png, info);
    if (picture.channels == 3) png_set_bgr(png);
    for (int y = 0; y < picture.height; ++y) png_write_row(png, picture.row(y));
    png_write_end(png, nullptr);
    return true;
}

/// IHDR's colour type: 0 and 4 are grey.
bool stored_grey(std::string_view bytes) { return bytes.size() > 25 && (bytes[25] == 0 || bytes[25] == 4); }

}  // namespace

Result<Picture> decode_png(std::string_view bytes, const Info& header, Colour colour) {
    Picture out = blank(header.width, header.height, colour == Colour::grey && stored_grey(bytes) ? 1 : 3, 255);
    std::vector<png_bytep> rows;
    for (int y = 0; y < out.height; ++y) rows.push_back(out.row(y));
    Source source{bytes, 0};
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, on_error, on_warning);
    png_infop info = png ? png_create_info_struct(png) : nullptr;
    bool done = false;
    if (info) {
        png_set_read_fn(png, &source, on_read);
        done = read(png, info, out, rows.data());
    }
    png_destroy_read_struct(&png, &info, nullptr);
    if (!done) return ErrorCode::picture_damaged;
    return colour == Colour::grey ? to_grey(out) : out;
}

Result<std::string> encode_png(const Picture& picture, int dpi) {
    if (picture.empty()) return ErrorCode::picture_damaged;
    std::vector<std::uint8_t> out;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, on_error, on_warning);
    png_infop info = png ? png_create_info_struct(png) : nullptr;
    bool done = false;
    if (info) {
        png_set_write_fn(png, &out, on_write, on_flush);
        done = write(png, info, picture, dpi);
    }
    png_destroy_write_struct(&png, &info);
    if (!done) return ErrorCode::picture_damaged;
    return std::string(out.begin(), out.end());
}

}  // namespace motcua::picture
