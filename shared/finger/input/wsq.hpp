// WSQ, the FBI's compression of fingerprints: IAFIS-IC-0110 (V3) "WSQ Gray-scale Fingerprint Image Compression
// Specification", December 1997, and its revision 3.1 of 2010. Decoder and encoder of our own: no library of Debian has one.
//
// Numbers are single precision in the order of the specification's reference implementation (NIST NBIS), so that this
// decoder gives its pixels, and the same ones in every build of ours (no fused multiply-add, no libm).
// Not read: filters of an even number of taps and restart intervals, which no known encoder writes.
#pragma once

#include <cstdint>
#include <span>

#include "shared/finger/bytes.hpp"
#include "shared/finger/image.hpp"

namespace motcua::finger {

/// What the headers say, read without decoding.
struct WsqInfo {
    int width = 0;
    int height = 0;
    int ppi = 0;  ///< of the comment that NIST's programs write (NIST_COM); 0: not stated
};

/// The bytes begin as WSQ does (SOI).
[[nodiscard]] bool is_wsq(std::span<const std::uint8_t> bytes);

/// Errors: finger_image_malformed, finger_image_pixels (over most_pixels).
[[nodiscard]] Result<WsqInfo> inspect_wsq(std::span<const std::uint8_t> bytes);

/// The picture; ppi 0 where none is stated. Time and memory are bounded by the size of the picture (most_pixels).
/// Errors: those of inspect_wsq, finger_image_format (even filters, restart intervals).
[[nodiscard]] Result<GreyImage> decode_wsq(std::span<const std::uint8_t> bytes);

/// Encodes at `hundredths` of a bit a pixel (10..300; what is outside is brought in): 75 is the FBI's 15:1, 225 its 5:1.
/// Errors: finger_image_malformed (no picture), finger_image_pixels.
[[nodiscard]] Result<Bytes> encode_wsq(const GreyImage& image, int hundredths = 75);

}  // namespace motcua::finger
