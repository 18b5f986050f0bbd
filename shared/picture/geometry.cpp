#include <algorithm>

#include "shared/picture/picture.hpp"

namespace motcua::picture {
namespace {

/// Where a pixel of the upright picture comes from (EXIF 2.32, figure of the eight orientations).
struct Source {
    int x, y;
};
Source stored_place(int orientation, int x, int y, int width, int height) {
    switch (orientation) {
        case 2:
            return {width - 1 - x, y};
        case 3:
            return {width - 1 - x, height - 1 - y};
        case 4:
            return {x, height - 1 - y};
        case 5:
            return {y, x};
        case 6:
            return {y, height - 1 - x};
        case 7:
            return {width - 1 - y, height - 1 - x};
        case 8:
            return {width - 1 - y, x};
        default:
            return {x, y};
    }
}

/// One axis of a scaling, in 1/65536: which source pixels weigh how much in a target pixel.
struct Tap {
    int index;
    std::uint32_t weight;
};
std::vector<std::vector<Tap>> taps(int from, int to) {
    std::vector<std::vector<Tap>> all(static_cast<std::size_t>(to));
    for (int i = 0; i < to; ++i) {
        auto& list = all[static_cast<std::size_t>(i)];
        if (to < from) {  // area: the target pixel covers [i*from, (i+1)*from) in units of 1/to
            const std::int64_t begin = std::int64_t{i} * from, end = begin + from;
            std::uint32_t rest = 65536;
            for (std::int64_t s = begin / to; s * to < end; ++s) {
                const std::int64_t share = std::min(end, (s + 1) * to) - std::max(begin, s * to);
                const bool last = (s + 1) * to >= end;
                const auto weight = last ? rest : static_cast<std::uint32_t>(share * 65536 / from);
                rest -= weight;
                list.push_back({static_cast<int>(s), weight});
            }
        } else {  // bilinear between pixel centres
            const std::int64_t centre = std::max<std::int64_t>(0, ((std::int64_t{2} * i + 1) * from - to) * 32768 / to);
            const int left = std::min<int>(static_cast<int>(centre >> 16), from - 1);
            const auto fraction = static_cast<std::uint32_t>(centre & 65535);
            list.push_back({left, 65536 - fraction});
            if (fraction) list.push_back({std::min(left + 1, from - 1), fraction});
        }
    }
    return all;
}

}  // namespace

Picture blank(int width, int height, int channels, std::uint8_t value) {
    Picture out{.width = width, .height = height, .channels = channels};
    out.pixels.assign(out.stride() * static_cast<std::size_t>(height), value);
    return out;
}

Picture to_grey(const Picture& picture) {
    if (picture.channels == 1) return picture;
    Picture out = blank(picture.width, picture.height, 1, 0);
    const std::uint8_t* in = picture.pixels.data();
    for (auto& grey : out.pixels) {
        grey = static_cast<std::uint8_t>((1868u * in[0] + 9617u * in[1] + 4899u * in[2] + 8192u) >> 14);
        in += 3;
    }
    return out;
}

Result<Picture> from_rgba(std::span<const std::uint8_t> rgba, int width, int height) {
    if (width <= 0 || height <= 0 || width > max_side || height > max_side) return ErrorCode::picture_damaged;
    if (std::int64_t{width} * height > max_pixels) return ErrorCode::picture_too_many_pixels;
    if (rgba.size() != 4 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) return ErrorCode::picture_damaged;
    Picture out = blank(width, height, 3, 0);
    for (std::size_t i = 0, o = 0; i < rgba.size(); i += 4, o += 3) {
        out.pixels[o] = rgba[i + 2];
        out.pixels[o + 1] = rgba[i + 1];
        out.pixels[o + 2] = rgba[i];
    }
    return out;
}

Picture upright(Picture picture, int orientation) {
    if (orientation < 2 || orientation > 8) return picture;
    const bool turned = orientation >= 5;
    Picture out = blank(turned ? picture.height : picture.width, turned ? picture.width : picture.height, picture.channels, 0);
    for (int y = 0; y < out.height; ++y) {
        std::uint8_t* to = out.row(y);
        for (int x = 0; x < out.width; ++x) {
            const Source s = stored_place(orientation, x, y, picture.width, picture.height);
            const std::uint8_t* from = picture.row(s.y) + s.x * picture.channels;
            for (int c = 0; c < picture.channels; ++c) *to++ = from[c];
        }
    }
    return out;
}

Picture crop(const Picture& picture, int left, int top, int width, int height) {
    Picture out = blank(width, height, picture.channels, 0);
    for (int y = 0; y < height; ++y) {
        const std::uint8_t* from = picture.row(std::clamp(top + y, 0, picture.height - 1));
        std::uint8_t* to = out.row(y);
        for (int x = 0; x < width; ++x) {
            const std::uint8_t* pixel = from + std::clamp(left + x, 0, picture.width - 1) * picture.channels;
            for (int c = 0; c < picture.channels; ++c) *to++ = pixel[c];
        }
    }
    return out;
}

Picture resize(const Picture& picture, int width, int height) {
    const auto across = taps(picture.width, width), down = taps(picture.height, height);
    const auto n = static_cast<std::size_t>(picture.channels);
    Picture out = blank(width, height, picture.channels, 0);
    std::vector<std::uint64_t> sums(out.stride());
    for (int y = 0; y < height; ++y) {
        std::fill(sums.begin(), sums.end(), 0);
        for (const Tap& v : down[static_cast<std::size_t>(y)]) {
            const std::uint8_t* from = picture.row(v.index);
            for (std::size_t x = 0; x < across.size(); ++x)
                for (const Tap& h : across[x])
                    for (std::size_t c = 0; c < n; ++c)
                        sums[x * n + c] += std::uint64_t{v.weight} * h.weight * from[static_cast<std::size_t>(h.index) * n + c];
        }
        std::uint8_t* to = out.row(y);
        for (std::size_t i = 0; i < sums.size(); ++i)
            to[i] = static_cast<std::uint8_t>((sums[i] + (std::uint64_t{1} << 31)) >> 32);
    }
    return out;
}

}  // namespace motcua::picture
