// Illustrations of our own, drawn in code in the colours of the theme: nothing to download, sharp at any resolution.
#pragma once

#include <span>
#include <string_view>

#include "client/ui/painter.hpp"

namespace motcua::ui {

/// Height over width of a picture; 0.6 for an unknown name.
[[nodiscard]] float picture_aspect(std::string_view name);
/// Paints the picture into the rectangle: "portrait-how", "slip", "counter", "success", "documents", "phone", "office",
/// "clock". Unknown names paint nothing.
void paint_picture(Painter& painter, const Theme& colours, std::string_view name, const Rect& rect);
/// Every name, for the gallery and the tests.
[[nodiscard]] std::span<const std::string_view> picture_names();

}  // namespace motcua::ui
