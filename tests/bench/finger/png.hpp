// PNG reading for the bench alone, through libpng's simplified interface (the product's own reader is shared/picture).
#pragma once

#include <png.h>

#include <optional>
#include <string>

#include "shared/finger/image.hpp"

namespace motcua::bench {

inline std::optional<finger::GreyImage> read_png(const std::string& path) {
    png_image png{};
    png.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_file(&png, path.c_str()) == 0) return std::nullopt;
    png.format = PNG_FORMAT_GRAY;
    finger::GreyImage image = finger::blank_image(static_cast<int>(png.width), static_cast<int>(png.height));
    if (png_image_finish_read(&png, nullptr, image.pixels.data(), 0, nullptr) == 0) return std::nullopt;
    return image;
}

}  // namespace motcua::bench
