// JPEG 2000 files made by OpenJPEG, for tests of the decoder: grey or of three components, lossless or at a ratio.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>

#include <openjpeg.h>

#include "shared/picture/picture.hpp"

namespace motcua::picture::test {

struct Jp2 {
    bool bare = false;      ///< a code stream without boxes
    int ratio = 0;          ///< 0: lossless
    int bits = 8;
    int tile = 0;           ///< pixels a side; 0: one tile
    int subsampling = 1;
};

struct Sink {
    std::string bytes{};
    std::size_t at = 0;
};

inline OPJ_SIZE_T write_some(void* from, OPJ_SIZE_T count, void* user) {
    auto& sink = *static_cast<Sink*>(user);
    if (sink.bytes.size() < sink.at + count) sink.bytes.resize(sink.at + count);
    std::memcpy(sink.bytes.data() + sink.at, from, count);
    sink.at += count;
    return count;
}
inline OPJ_OFF_T skip_some(OPJ_OFF_T count, void* user) {
    static_cast<Sink*>(user)->at += static_cast<std::size_t>(count);
    return count;
}
inline OPJ_BOOL seek_to(OPJ_OFF_T to, void* user) {
    static_cast<Sink*>(user)->at = static_cast<std::size_t>(to);
    return OPJ_TRUE;
}

inline opj_image_t* image_of(const Picture& picture, const Jp2& how) {
    opj_image_cmptparm_t components[3]{};
    for (auto& c : components) {
        c.dx = c.dy = static_cast<OPJ_UINT32>(how.subsampling);
        c.w = static_cast<OPJ_UINT32>(picture.width), c.h = static_cast<OPJ_UINT32>(picture.height);
        c.prec = static_cast<OPJ_UINT32>(how.bits);
    }
    const auto count = static_cast<OPJ_UINT32>(picture.channels);
    opj_image_t* image = opj_image_create(count, components, count == 1 ? OPJ_CLRSPC_GRAY : OPJ_CLRSPC_SRGB);
    image->x1 = static_cast<OPJ_UINT32>(picture.width * how.subsampling);
    image->y1 = static_cast<OPJ_UINT32>(picture.height * how.subsampling);
    for (std::size_t i = 0; i < picture.pixels.size(); ++i)
        image->comps[count - 1 - i % count].data[i / count] = picture.pixels[i];  // red comes first
    return image;
}

/// An empty string where OpenJPEG refuses.
inline std::string encode_jp2(const Picture& picture, const Jp2& how = {}) {
    opj_cparameters_t parameters;
    opj_set_default_encoder_parameters(&parameters);
    parameters.tcp_numlayers = 1;
    parameters.cp_disto_alloc = 1;
    parameters.tcp_rates[0] = static_cast<float>(how.ratio);
    parameters.irreversible = how.ratio > 0 ? 1 : 0;
    parameters.numresolution = 3;
    if (how.tile > 0) parameters.tile_size_on = OPJ_TRUE, parameters.cp_tdx = parameters.cp_tdy = how.tile;
    Sink sink;
    opj_image_t* image = image_of(picture, how);
    opj_codec_t* codec = opj_create_compress(how.bare ? OPJ_CODEC_J2K : OPJ_CODEC_JP2);
    opj_stream_t* stream = opj_stream_create(1 << 16, OPJ_FALSE);
    opj_stream_set_user_data(stream, &sink, nullptr);
    opj_stream_set_write_function(stream, write_some);
    opj_stream_set_skip_function(stream, skip_some);
    opj_stream_set_seek_function(stream, seek_to);
    const bool done = opj_setup_encoder(codec, &parameters, image) && opj_start_compress(codec, image, stream) && opj_encode(codec, stream) &&
                      opj_end_compress(codec, stream);
    opj_stream_destroy(stream);
    opj_destroy_codec(codec);
    opj_image_destroy(image);
    return done ? sink.bytes : std::string();
}

}  // namespace motcua::picture::test
