#include "server/sandbox/framing.hpp"

#include <algorithm>

namespace motcua::sandbox {

Outcome outcome_of(ErrorCode code) {
    if (code == ErrorCode::picture_format || code == ErrorCode::finger_image_format) return Outcome::format;
    if (code == ErrorCode::picture_too_many_pixels || code == ErrorCode::finger_image_pixels) return Outcome::too_many_pixels;
    return code == ErrorCode::picture_colour ? Outcome::colour : Outcome::damaged;
}

std::optional<ErrorCode> error_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::format: return ErrorCode::picture_format;
        case Outcome::damaged: return ErrorCode::picture_damaged;
        case Outcome::too_many_pixels: return ErrorCode::picture_too_many_pixels;
        case Outcome::colour: return ErrorCode::picture_colour;
        case Outcome::done: break;
    }
    return std::nullopt;
}

bool acceptable(const Request& request) { return request.word == word_of_protocol && request.bytes <= most_bytes; }

Size fitted(Size size, int largest_side) {
    const int side = std::max(size.width, size.height);
    if (largest_side <= 0 || side <= largest_side) return size;
    return {std::max(1, size.width * largest_side / side), std::max(1, size.height * largest_side / side)};
}

Size expected_size(const picture::Info& info, const Wish& wish) {
    const bool turned = info.orientation >= 5;
    return fitted({turned ? info.height : info.width, turned ? info.width : info.height}, wish.largest_side);
}

std::uint32_t expected_channels(const Wish& wish) { return wish.kind == Kind::finger || wish.colour == picture::Colour::grey ? 1 : 3; }

bool honest(const Answer& answer, const picture::Info& info, const Wish& wish) {
    const auto size = expected_size(info, wish);
    return answer.word == word_of_protocol && answer.outcome == Outcome::done && answer.width == static_cast<std::uint32_t>(size.width) &&
           answer.height == static_cast<std::uint32_t>(size.height) && answer.channels == expected_channels(wish);
}

}  // namespace motcua::sandbox
