// A picture's header, read before any decoder: what is accepted is within the bounds that memory was planned for, and a decoder
// that succeeds gives exactly the size that the header announced.
#include <string>

#include "server/sandbox/framing.hpp"
#include "shared/picture/picture.hpp"
#include "tests/fuzz/target.hpp"

using namespace motcua;

namespace {

constexpr std::int64_t small = 40'000;  // pixels that are decoded here, too

bool begins_as(std::string_view bytes, picture::Format format) {
    if (format == picture::Format::jpeg) return bytes.starts_with("\xff\xd8\xff");
    return bytes.starts_with(format == picture::Format::png ? "\x89PNG\r\n\x1a\n" : "BM");
}

void check_bounds(const picture::Info& info, std::string_view bytes) {
    fuzz::require(begins_as(bytes, info.format), "the format is that of the first bytes");
    fuzz::require(info.width > 0 && info.height > 0 && info.width <= picture::max_side && info.height <= picture::max_side, "sides have bounds");
    fuzz::require(std::int64_t{info.width} * info.height <= picture::max_pixels, "pixels have a bound");
    fuzz::require(info.orientation >= 1 && info.orientation <= 8 && info.dpi >= 0, "orientation and resolution are of their ranges");
    fuzz::require(picture::media_type(info.format).starts_with("image/"), "a format has a name");
}

void check_decoded(const picture::Info& info, std::string_view bytes, picture::Colour colour) {
    const auto decoded = picture::decode(bytes, colour);
    if (!decoded.ok()) return;
    const sandbox::Wish wish{.colour = colour};
    fuzz::require(sandbox::Size{decoded->width, decoded->height} == sandbox::expected_size(info, wish), "the size is the header's");
    fuzz::require(static_cast<std::uint32_t>(decoded->channels) == sandbox::expected_channels(wish), "the colours are those wanted");
    fuzz::require(decoded->pixels.size() == decoded->stride() * static_cast<std::size_t>(decoded->height), "the pixels are all there");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = fuzz::text_of(data, size);
    const auto info = picture::inspect(bytes);
    if (!info.ok()) {
        fuzz::require(!picture::decode(bytes).ok(), "what inspect refuses no decoder sees");
        return 0;
    }
    check_bounds(*info, bytes);
    const auto longer = picture::inspect(std::string(bytes) + std::string(64, '\0'));
    fuzz::require(info->format == picture::Format::png || (longer.ok() && longer->width == info->width && longer->height == info->height), "what follows changes nothing");
    if (std::int64_t{info->width} * info->height > small) return 0;
    check_decoded(*info, bytes, picture::Colour::bgr);
    check_decoded(*info, bytes, picture::Colour::grey);
    return 0;
}
