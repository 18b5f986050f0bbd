// What the server and the decoding process say to one another over two pipes: a greeting, one picture, one answer. Both are of
// the same build on the same machine, so the frames are plain words in the machine's order.
#pragma once

#include <cstdint>
#include <optional>

#include "shared/base/result.hpp"
#include "shared/picture/picture.hpp"

namespace motcua::sandbox {

/// Which forms a picture may have: photographs are JPEG, PNG or BMP; pictures of fingers also WSQ and JPEG 2000, and they
/// come in grey.
enum class Kind : std::uint8_t { photograph, finger };

/// What is wanted of a picture.
struct Wish {
    Kind kind = Kind::photograph;
    picture::Colour colour = picture::Colour::bgr;
    int largest_side = 0;  ///< pixels; what is larger is scaled down. 0: as it is
};

/// First word of every frame: a server that meets the decoder of another build notices.
inline constexpr std::uint32_t word_of_protocol = 0x4d434402;  // "MCD", 2

struct Greeting {
    std::uint32_t word = word_of_protocol;
    std::uint32_t confinement = 0;  ///< Confinement::bits
};
struct Request {
    std::uint32_t word = word_of_protocol;
    std::uint32_t bytes = 0;  ///< that follow
    std::uint32_t grey = 0;
    std::uint32_t finger = 0;
    std::uint32_t largest_side = 0;
};
enum class Outcome : std::uint32_t { done, format, damaged, too_many_pixels, colour };
struct Answer {
    std::uint32_t word = word_of_protocol;
    Outcome outcome{};
    std::uint32_t width = 0, height = 0, channels = 0;  ///< pixels of that size follow when done
};

[[nodiscard]] Outcome outcome_of(ErrorCode code);
/// The error behind an outcome; none for done, and for what no honest decoder says.
[[nodiscard]] std::optional<ErrorCode> error_of(Outcome outcome);

struct Size {
    int width = 0, height = 0;
    friend bool operator==(const Size&, const Size&) = default;
};
inline constexpr std::uint32_t most_bytes = 64u << 20;  ///< of a picture; far over what the front lets in: a guard against nonsense only
/// Whether the decoder may start reading what the request announces.
[[nodiscard]] bool acceptable(const Request& request);

/// Within largest_side, of the same shape, at least a pixel each way. 0: as it is.
[[nodiscard]] Size fitted(Size size, int largest_side);
/// The size an honest answer has: upright, and fitted.
[[nodiscard]] Size expected_size(const picture::Info& info, const Wish& wish);
[[nodiscard]] std::uint32_t expected_channels(const Wish& wish);
/// Whether an answer announces the pixels that the picture's header led us to expect, and no others.
[[nodiscard]] bool honest(const Answer& answer, const picture::Info& info, const Wish& wish);

}  // namespace motcua::sandbox
