#include "shared/picture/jpeg2000.hpp"

#include <algorithm>
#include <cstring>
#include <memory>

#include <openjpeg.h>

namespace motcua::picture {
namespace {

/// The bytes as OpenJPEG reads them.
struct Source {
    std::string_view bytes{};
    std::size_t at = 0;
};

constexpr OPJ_SIZE_T no_more = static_cast<OPJ_SIZE_T>(-1);

OPJ_SIZE_T read_some(void* to, OPJ_SIZE_T most, void* user) {
    auto& source = *static_cast<Source*>(user);
    const std::size_t count = std::min<std::size_t>(most, source.bytes.size() - source.at);
    if (count == 0) return no_more;
    std::memcpy(to, source.bytes.data() + source.at, count);
    source.at += count;
    return count;
}

OPJ_OFF_T skip(OPJ_OFF_T count, void* user) {
    auto& source = *static_cast<Source*>(user);
    if (count < 0 || static_cast<std::uint64_t>(count) > source.bytes.size() - source.at) return -1;
    source.at += static_cast<std::size_t>(count);
    return count;
}

OPJ_BOOL seek(OPJ_OFF_T to, void* user) {
    auto& source = *static_cast<Source*>(user);
    if (to < 0 || static_cast<std::uint64_t>(to) > source.bytes.size()) return OPJ_FALSE;
    source.at = static_cast<std::size_t>(to);
    return OPJ_TRUE;
}

using Stream = std::unique_ptr<opj_stream_t, decltype(&opj_stream_destroy)>;
using Codec = std::unique_ptr<opj_codec_t, decltype(&opj_destroy_codec)>;
using Image = std::unique_ptr<opj_image_t, decltype(&opj_image_destroy)>;

Stream stream_of(Source& source) {
    Stream stream(opj_stream_create(1 << 16, OPJ_TRUE), &opj_stream_destroy);
    if (!stream) return stream;
    opj_stream_set_user_data(stream.get(), &source, nullptr);
    opj_stream_set_user_data_length(stream.get(), source.bytes.size());
    opj_stream_set_read_function(stream.get(), read_some);
    opj_stream_set_skip_function(stream.get(), skip);
    opj_stream_set_seek_function(stream.get(), seek);
    return stream;
}

/// What is cut short is refused (strict), not guessed.
Image decoded(std::string_view bytes) {
    Source source{.bytes = bytes};
    const Stream stream = stream_of(source);
    const Codec codec(opj_create_decompress(bytes.front() == '\0' ? OPJ_CODEC_JP2 : OPJ_CODEC_J2K), &opj_destroy_codec);
    opj_dparameters_t parameters{};
    opj_set_default_decoder_parameters(&parameters);
    opj_image_t* raw = nullptr;
    Image none(nullptr, &opj_image_destroy);
    if (!stream || !codec || opj_setup_decoder(codec.get(), &parameters) == OPJ_FALSE || opj_decoder_set_strict_mode(codec.get(), OPJ_TRUE) == OPJ_FALSE)
        return none;
    const bool header = opj_read_header(stream.get(), codec.get(), &raw) != OPJ_FALSE;
    Image image(raw, &opj_image_destroy);
    if (!header || opj_decode(codec.get(), stream.get(), raw) == OPJ_FALSE || opj_end_decompress(codec.get(), stream.get()) == OPJ_FALSE) return none;
    return image;
}

/// A palette in the file may have changed the number of components: every one is looked at again.
bool as_expected(const opj_image_t& image, const Info& info) {
    if (image.numcomps != 1 && image.numcomps != 3) return false;
    return std::all_of(image.comps, image.comps + image.numcomps, [&](const opj_image_comp_t& c) {
        return c.data != nullptr && c.w == static_cast<OPJ_UINT32>(info.width) && c.h == static_cast<OPJ_UINT32>(info.height) && c.prec == 8 && c.sgnd == 0;
    });
}

/// Components come red first; ours are blue, green, red.
Picture picture_of(const opj_image_t& image, const Info& info) {
    const int channels = static_cast<int>(image.numcomps);
    Picture out = blank(info.width, info.height, channels, 0);
    const std::size_t count = static_cast<std::size_t>(info.width) * static_cast<std::size_t>(info.height);
    for (int c = 0; c < channels; ++c) {
        const OPJ_INT32* from = image.comps[channels - 1 - c].data;
        for (std::size_t i = 0; i < count; ++i) out.pixels[i * static_cast<std::size_t>(channels) + static_cast<std::size_t>(c)] = static_cast<std::uint8_t>(std::clamp<OPJ_INT32>(from[i], 0, 255));
    }
    return out;
}

Picture in_colour(const Picture& grey) {
    Picture out = blank(grey.width, grey.height, 3, 0);
    for (std::size_t i = 0; i < grey.pixels.size(); ++i) std::fill_n(out.pixels.begin() + static_cast<std::ptrdiff_t>(3 * i), 3, grey.pixels[i]);
    return out;
}

}  // namespace

Result<Picture> decode_jpeg2000(std::string_view bytes, Colour colour) {
    MOTCUA_TRY(info, inspect_jpeg2000(bytes));
    const Image image = decoded(bytes);
    if (!image || !as_expected(*image, info)) return ErrorCode::picture_damaged;
    Picture out = picture_of(*image, info);
    if (out.channels == 3 && colour == Colour::grey) return to_grey(out);
    return out.channels == 1 && colour == Colour::bgr ? in_colour(out) : std::move(out);
}

}  // namespace motcua::picture
