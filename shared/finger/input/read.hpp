// The one door for pictures of fingers: files (PNG, BMP, JPEG, JPEG 2000, WSQ) and records of ISO/IEC 19794-4 around them.
//
// What a file is, is told by its first bytes, never by its name. inspect_prints() reads headers only and is safe anywhere;
// decode_print() hands bytes to decoder libraries and belongs into the sandbox where the bytes are a stranger's.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "shared/finger/input/fir.hpp"
#include "shared/finger/input/resolution.hpp"
#include "shared/picture/picture.hpp"

namespace motcua::finger {

/// One picture of a file, before it is decoded. `data` points into the file.
struct Print {
    Position position = Position::unknown;
    Capture capture = Capture::single;
    int impression = 0;
    std::optional<int> quality{};             ///< what the record says
    std::optional<picture::Format> format{};  ///< of `data`; absent: plain pixels
    int width = 0;
    int height = 0;
    int ppi = 0;                              ///< trusted_ppi() of what record or file state; 0: they say nothing
    std::span<const std::uint8_t> data{};
};

/// Format, size and resolution of a picture file without a record. Errors: those of inspect_prints().
[[nodiscard]] Result<picture::Info> inspect_file(std::span<const std::uint8_t> file);

/// Errors: finger_image_format (no picture and no record that is read), finger_image_malformed (damaged; a picture of another
/// size than its record says), finger_image_pixels.
[[nodiscard]] Result<std::vector<Print>> inspect_prints(std::span<const std::uint8_t> file);

/// The pixels in grey; ppi as in the print. Errors: finger_image_malformed, finger_image_format.
[[nodiscard]] Result<GreyImage> decode_print(const Print& print);

/// A picture file of any of the formats, without a record, in grey: what the sandbox decodes.
[[nodiscard]] Result<GreyImage> decode_file(std::span<const std::uint8_t> file);

/// A decoded picture at the resolution it is taken for.
struct ReadPrint {
    GreyImage image{};
    Position position = Position::unknown;
    Capture capture = Capture::single;
    bool ppi_estimated = false;  ///< neither asked for nor stated: from the ridges
};

/// Everything at once. `ppi`: what the caller knows, before all that is stated; 0: nothing.
[[nodiscard]] Result<std::vector<ReadPrint>> read_prints(std::span<const std::uint8_t> file, int ppi = 0);

[[nodiscard]] inline std::span<const std::uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// An error of shared/picture in the words of fingers: what else a finger may be sent as.
[[nodiscard]] Error as_finger_error(Error error);

}  // namespace motcua::finger
