// JPEG through libjpeg-turbo. The library reports fatal errors by a callback that must not return: we leave it by longjmp,
// so the functions between setjmp and longjmp hold nothing that has a destructor.
#include <csetjmp>
#include <cstdio>

#include <jpeglib.h>

#include <jerror.h>  // after jpeglib.h, which says what the library can do

#include "shared/picture/codecs.hpp"

namespace motcua::picture {
namespace {

/// A progressive file may announce thousands of scans over the same pixels; no camera writes more than a dozen.
constexpr int max_scans = 64;

struct Failure {
    jpeg_error_mgr base;
    std::jmp_buf leave;
    bool damaged;
};
struct Watch {
    jpeg_progress_mgr base;
};

[[noreturn]] void on_error(j_common_ptr state) { std::longjmp(reinterpret_cast<Failure*>(state->err)->leave, 1); }

/// libjpeg paints grey over what is missing and only warns; we do not judge or keep half a face.
void on_message(j_common_ptr state, int level) {
    const int code = state->err->msg_code;
    if (level < 0 &&
        (code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER || code == JWRN_HUFF_BAD_CODE || code == JWRN_ARITH_BAD_CODE))
        reinterpret_cast<Failure*>(state->err)->damaged = true;
}

void on_progress(j_common_ptr state) {
    if (state->is_decompressor && reinterpret_cast<j_decompress_ptr>(state)->input_scan_number > max_scans) on_error(state);
}

jpeg_error_mgr* install(Failure& failure) {
    jpeg_std_error(&failure.base);
    failure.base.error_exit = on_error;
    failure.base.emit_message = on_message;
    failure.damaged = false;
    return &failure.base;
}

enum class Outcome : std::uint8_t { done, damaged, colour };

/// Decodes into out.pixels, which is sized by `info` (what libjpeg says must agree). No destructors in here.
Outcome read(std::string_view bytes, Colour colour, Picture& out, jpeg_decompress_struct& state, Failure& failure, Watch& watch) {
    state.err = install(failure);
    if (setjmp(failure.leave)) return Outcome::damaged;
    jpeg_create_decompress(&state);
    watch.base.progress_monitor = on_progress;
    state.progress = &watch.base;
    jpeg_mem_src(&state, reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<unsigned long>(bytes.size()));
    jpeg_read_header(&state, TRUE);
    if (state.jpeg_color_space == JCS_CMYK || state.jpeg_color_space == JCS_YCCK) return Outcome::colour;
    if (static_cast<int>(state.image_width) != out.width || static_cast<int>(state.image_height) != out.height)
        return Outcome::damaged;
    const bool from_grey = state.jpeg_color_space == JCS_GRAYSCALE;
    state.out_color_space = from_grey && colour == Colour::grey ? JCS_GRAYSCALE : JCS_EXT_BGR;
    state.dct_method = JDCT_ISLOW;  // the only one whose SIMD and plain versions agree in every bit
    jpeg_start_decompress(&state);
    while (state.output_scanline < state.output_height) {
        JSAMPROW row = out.row(static_cast<int>(state.output_scanline));
        jpeg_read_scanlines(&state, &row, 1);
    }
    jpeg_finish_decompress(&state);
    return failure.damaged ? Outcome::damaged : Outcome::done;
}

bool write(const Picture& picture, int quality, jpeg_compress_struct& state, Failure& failure, unsigned char** bytes,
           unsigned long* size) {
    state.err = install(failure);
    if (setjmp(failure.leave)) return false;
    jpeg_create_compress(&state);
    jpeg_mem_dest(&state, bytes, size);
    state.image_width = static_cast<JDIMENSION>(picture.width);
    state.image_height = static_cast<JDIMENSION>(picture.height);
    state.input_components = picture.channels;
    state.in_color_space = picture.channels == 1 ? JCS_GRAYSCALE : JCS_EXT_BGR;
    jpeg_set_defaults(&state);
    jpeg_set_quality(&state, quality, TRUE);
    state.dct_method = JDCT_ISLOW;
    jpeg_start_compress(&state, TRUE);
    while (state.next_scanline < state.image_height) {
        auto* row = const_cast<JSAMPROW>(picture.row(static_cast<int>(state.next_scanline)));
        jpeg_write_scanlines(&state, &row, 1);
    }
    jpeg_finish_compress(&state);
    return true;
}

/// One component and colour wanted grey is decoded as grey at once; everything else goes through BGR.
bool stored_grey(std::string_view bytes) {
    for (std::size_t at = 2; at + 10 <= bytes.size();) {
        const auto marker = static_cast<std::uint8_t>(bytes[at + 1]);
        if (marker == 0xff) {
            ++at;
            continue;
        }
        if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
            at += 2;
            continue;
        }
        if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) return bytes[at + 9] == 1;
        at += 2 + (static_cast<std::size_t>(static_cast<std::uint8_t>(bytes[at + 2])) << 8 |
                   static_cast<std::uint8_t>(bytes[at + 3]));
    }
    return false;
}

}  // namespace

Result<Picture> decode_jpeg(std::string_view bytes, const Info& info, Colour colour) {
    const bool grey = colour == Colour::grey && stored_grey(bytes);
    Picture out = blank(info.width, info.height, grey ? 1 : 3, 0);
    jpeg_decompress_struct state{};
    Failure failure{};
    Watch watch{};
    const Outcome outcome = read(bytes, grey ? Colour::grey : Colour::bgr, out, state, failure, watch);
    jpeg_destroy_decompress(&state);
    if (outcome == Outcome::colour) return ErrorCode::picture_colour;
    if (outcome == Outcome::damaged) return ErrorCode::picture_damaged;
    return colour == Colour::grey ? to_grey(out) : out;
}

Result<std::string> encode_jpeg(const Picture& picture, int quality) {
    if (picture.empty()) return ErrorCode::picture_damaged;
    jpeg_compress_struct state{};
    Failure failure{};
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    const bool done = write(picture, quality, state, failure, &bytes, &size);
    std::string out = done ? std::string(reinterpret_cast<char*>(bytes), size) : std::string{};
    jpeg_destroy_compress(&state);
    std::free(bytes);
    if (!done) return ErrorCode::picture_damaged;
    return out;
}

}  // namespace motcua::picture
