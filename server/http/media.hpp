// The media types under which pictures are taken: one list for the door and for the document that describes it.
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "server/http/router.hpp"

namespace motcua::http {

inline constexpr std::array<std::string_view, 3> photograph_types{"image/jpeg", "image/png", "image/bmp"};
/// A record of ISO/IEC 19794-4 has no type of its own.
inline constexpr std::array<std::string_view, 6> finger_types{"image/jpeg", "image/png", "image/bmp", "image/jp2", "image/x-wsq", "application/octet-stream"};

/// Empty for bodies that are no picture.
[[nodiscard]] inline std::span<const std::string_view> picture_types(BodyKind kind) {
    if (kind == BodyKind::image) return photograph_types;
    return kind == BodyKind::finger ? std::span<const std::string_view>(finger_types) : std::span<const std::string_view>();
}

[[nodiscard]] inline bool is_picture(BodyKind kind) { return !picture_types(kind).empty(); }

[[nodiscard]] inline bool is_taken_as(BodyKind kind, std::string_view type) {
    const auto types = picture_types(kind);
    return std::find(types.begin(), types.end(), type) != types.end();
}

}  // namespace motcua::http
