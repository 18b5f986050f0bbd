// WSQ files: no bytes may break the decoder, what it accepts has the size that the header says, and what the encoder makes of that
// is read again.
#include "shared/finger/input/wsq.hpp"
#include "tests/fuzz/target.hpp"

using namespace motcua;

namespace {

constexpr std::int64_t small = 40'000;  // pixels that are decoded here, too

void check_encoder(const finger::GreyImage& image) {
    const auto again = finger::encode_wsq(image);
    fuzz::require(again.ok(), "a picture can be encoded");
    const auto back = finger::decode_wsq(*again);
    fuzz::require(back.ok() && back->width == image.width && back->height == image.height, "and what was encoded is read");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span<const std::uint8_t> bytes(data, size);
    const auto info = finger::inspect_wsq(bytes);
    if (info.ok() && std::int64_t{info->width} * info->height > small) return 0;
    const auto image = finger::decode_wsq(bytes);
    if (!image.ok()) return 0;
    fuzz::require(info.ok() && info->width == image->width && info->height == image->height, "the size is the header's");
    fuzz::require(image->pixels.size() == static_cast<std::size_t>(image->width) * static_cast<std::size_t>(image->height), "the pixels are all there");
    check_encoder(*image);
    return 0;
}
