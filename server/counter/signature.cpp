#include "server/counter/signature.hpp"

#include <cmath>

namespace motcua::counter {
namespace {

constexpr double largest = 4096;
constexpr std::size_t fewest_points = 5;

bool good_coordinate(const Json& value) {
    if (!value.is_number()) return false;
    const double number = value.get<double>();
    return std::isfinite(number) && std::abs(number) <= largest;
}

bool good_point(const Json& point) {
    return point.is_array() && point.size() == 2 && good_coordinate(point[0]) && good_coordinate(point[1]);
}

/// How many points, and whether two of them differ.
struct Ink {
    std::size_t points = 0;
    bool moved = false;
};

bool add(Ink& ink, const Json& stroke, const Json& first) {
    if (!stroke.is_array() || stroke.empty()) return false;
    for (const auto& point : stroke) {
        if (!good_point(point) || ++ink.points > most_points) return false;
        ink.moved = ink.moved || point != first;
    }
    return true;
}

bool good(const Json& strokes) {
    if (!strokes.is_array() || strokes.empty() || strokes.size() > most_strokes) return false;
    if (!strokes[0].is_array() || strokes[0].empty()) return false;
    Ink ink;
    for (const auto& stroke : strokes)
        if (!add(ink, stroke, strokes[0][0])) return false;
    return ink.points >= fewest_points && ink.moved;
}

}  // namespace

Result<void> check_signature(const Json& strokes, std::string_view field) {
    if (!good(strokes)) return Error{.code = ErrorCode::consent_signature, .field = std::string(field)};
    return {};
}

}  // namespace motcua::counter
