// Finger image records: ISO/IEC 19794-4:2011 ("FIR", version 020) and :2005 (version 010, as in the chips of passports).
// Read: one or more pictures, each as the record holds it. Written: the 2011 form.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "shared/finger/bytes.hpp"
#include "shared/finger/image.hpp"
#include "shared/finger/position.hpp"
#include "shared/finger/slap.hpp"

namespace motcua::finger {

/// Compression codes of the 2011 edition, table 9.
enum class Compression : std::uint8_t { none = 0, packed = 1, wsq = 2, jpeg = 3, jpeg2000_lossy = 4, jpeg2000_lossless = 5, png = 6 };

/// One picture of a record. `data` points into the record.
struct Representation {
    Position position = Position::unknown;
    Capture capture = Capture::single;
    int impression = 0;                ///< 2011, table 7: 0 live-scan plain, 1 rolled, … 29 unknown
    Compression compression{};         ///< of either edition, in the codes of 2011
    int width = 0;
    int height = 0;
    int ppi = 0;                       ///< of the picture, from pixels an inch or a centimetre; 0: not stated
    std::optional<int> quality{};      ///< 0..100 of the first block that states one
    std::span<const std::uint8_t> data{};
};

/// The bytes begin as a record does.
[[nodiscard]] bool is_fir(std::span<const std::uint8_t> record);

/// Every length is checked before it is believed. Errors: finger_image_malformed, finger_image_format (another version, palms,
/// other than 8 bits a pixel), finger_image_pixels.
[[nodiscard]] Result<std::vector<Representation>> read_fir(std::span<const std::uint8_t> record);

/// A picture to write.
struct Written {
    GreyImage image{};  ///< its ppi is written
    Position position = Position::unknown;
    Capture capture = Capture::single;
    int impression = 0;
    std::optional<int> quality{};
    Compression compression = Compression::png;  ///< none, png or wsq
};

/// A 2011 record; the capture time is written as unknown, a pure function has no clock. Errors: those of the encoders;
/// finger_image_format (another compression), finger_image_malformed (no picture).
[[nodiscard]] Result<Bytes> write_fir(std::span<const Written> pictures);

}  // namespace motcua::finger
