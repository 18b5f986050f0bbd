#include "client/ui/glyph_atlas.hpp"

#include <algorithm>
#include <cmath>

namespace motcua::ui {
namespace {

constexpr int border = 1;  // empty texels between glyphs

std::uint64_t key_of(char32_t code_point, Weight weight, float device_px, int quarter) {
    const auto size = static_cast<std::uint64_t>(std::lround(device_px * 8));
    return (size << 32U) | (static_cast<std::uint64_t>(code_point) << 8U) | (static_cast<std::uint64_t>(weight) << 2U) |
           static_cast<std::uint64_t>(quarter);
}

}  // namespace

GlyphAtlas::GlyphAtlas(const Fonts& fonts) : fonts_(&fonts) { clear(); }

void GlyphAtlas::clear() {
    places_.clear();
    texels_.clear();
    height_ = 0;
    grow_to(256);
    texels_[0] = 255;  // shapes sample this texel
    shelf_x_ = 1 + border;
    shelf_y_ = 0;
    shelf_height_ = 1;
    mark_all_dirty();
}

void GlyphAtlas::grow_to(int height) {
    height_ = height;
    texels_.resize(static_cast<std::size_t>(atlas_width) * static_cast<std::size_t>(height), 0);
    mark_all_dirty();
}

void GlyphAtlas::mark_all_dirty() { dirty_ = {.from = 0, .to = height_}; }

void GlyphAtlas::touch(int from, int to) {
    const bool clean = dirty_.from >= dirty_.to;
    dirty_ = clean ? DirtyRows{from, to} : DirtyRows{std::min(dirty_.from, from), std::max(dirty_.to, to)};
}

DirtyRows GlyphAtlas::take_dirty() {
    const DirtyRows rows = dirty_;
    dirty_ = {};
    return rows;
}

GlyphPlace GlyphAtlas::pack(const GlyphBitmap& bitmap) {
    if (bitmap.width <= 0 || bitmap.width > atlas_width) return {};
    if (shelf_x_ + bitmap.width > atlas_width) {
        shelf_y_ += shelf_height_ + border;
        shelf_x_ = 0;
        shelf_height_ = 0;
    }
    shelf_height_ = std::max(shelf_height_, bitmap.height);
    while (shelf_y_ + shelf_height_ > height_) grow_to(height_ * 2);
    const GlyphPlace place{.x = shelf_x_, .y = shelf_y_, .width = bitmap.width, .height = bitmap.height, .left = bitmap.left, .top = bitmap.top};
    for (int row = 0; row < bitmap.height; ++row) {
        const auto* from = bitmap.coverage.data() + static_cast<std::size_t>(row) * static_cast<std::size_t>(bitmap.width);
        std::copy_n(from, bitmap.width, texels_.data() + static_cast<std::size_t>(place.y + row) * atlas_width + place.x);
    }
    touch(place.y, place.y + place.height);
    shelf_x_ += bitmap.width + border;
    return place;
}

const GlyphPlace& GlyphAtlas::place(char32_t code_point, Weight weight, float device_px, int quarter) {
    const std::uint64_t key = key_of(code_point, weight, device_px, quarter);
    const auto known = places_.find(key);
    if (known != places_.end()) return known->second;
    const GlyphBitmap bitmap = fonts_->raster(code_point, weight, device_px, static_cast<float>(quarter) / 4);
    return places_.emplace(key, pack(bitmap)).first->second;
}

}  // namespace motcua::ui
