#include "shared/portrait/official.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace motcua::portrait {
namespace {

constexpr double least_tilt = 0.0105;  // sine of 0.6 degrees
constexpr double most_tilt = 0.2588;   // of 15
constexpr int quality = 92;
constexpr int whole_height = 480;

/// Half the sides of the upright box around a tilted rectangle: where its middle may lie follows from them.
struct Reach {
    double x, y;
};
Reach reach_of(const Point& across, double width, double height) {
    const double along = std::abs(across.x), aside = std::abs(across.y);
    return {(width * along + height * aside) / 2, (width * aside + height * along) / 2};
}

double between(double value, double low, double high) { return low > high ? (low + high) / 2 : std::clamp(value, low, high); }

/// On whole pixels nothing has to be interpolated.
Point on_pixels(Point centre, int width, int height) {
    return {std::floor(centre.x - width / 2.0 + 0.5) + width / 2.0, std::floor(centre.y - height / 2.0 + 0.5) + height / 2.0};
}

using Fixed = std::int64_t;  // 1/65536 of a pixel
Fixed fixed(double value) { return static_cast<Fixed>(std::floor(value * 65536 + 0.5)); }

struct Step {
    Fixed x, y;
};

/// One bilinear sample (weights of 8 bits), added to `sums`, in 1/65536.
void add_sample(const picture::Picture& p, Fixed x, Fixed y, std::array<std::int64_t, 3>& sums) {
    const auto column = [&](Fixed at) { return static_cast<std::size_t>(std::clamp<Fixed>(at, 0, p.width - 1) * p.channels); };
    const auto line = [&](Fixed at) { return p.row(static_cast<int>(std::clamp<Fixed>(at, 0, p.height - 1))); };
    const Fixed left = x >> 16, top = y >> 16, fx = (x >> 8) & 255, fy = (y >> 8) & 255;
    const std::uint8_t *upper = line(top), *lower = line(top + 1);
    const std::size_t a = column(left), b = column(left + 1);
    for (std::size_t c = 0; c < static_cast<std::size_t>(p.channels); ++c)
        sums[c] +=
            (upper[a + c] * (256 - fx) + upper[b + c] * fx) * (256 - fy) + (lower[a + c] * (256 - fx) + lower[b + c] * fx) * fy;
}

/// The mean of n x n samples spread over one pixel of the result.
void mean_of(const picture::Picture& p, Fixed x, Fixed y, Step across, Step down, int n, std::uint8_t* out) {
    std::array<std::int64_t, 3> sums{};
    for (int j = 0; j < n; ++j)
        for (int i = 0; i < n; ++i) add_sample(p, x + i * across.x + j * down.x, y + i * across.y + j * down.y, sums);
    const std::int64_t whole = std::int64_t{65536} * n * n;
    for (std::size_t c = 0; c < static_cast<std::size_t>(p.channels); ++c)
        out[c] = static_cast<std::uint8_t>((sums[c] + whole / 2) / whole);
}

}  // namespace

std::optional<Cut> plan_cut(const Geometry& face, int width, int height, const Format& format) {
    const double tilt = std::abs(face.across.y);
    Cut cut;
    if (tilt >= least_tilt && tilt <= most_tilt) cut.across = face.across;
    const double ideal = 2 * face.chin_distance / format.head;
    const Reach whole = reach_of(cut.across, ideal * format.across / format.down, ideal);
    if (!(ideal > 0)) return std::nullopt;
    const double tall = ideal * std::min({1.0, width / (2 * whole.x), height / (2 * whole.y)});
    const int most_units = format.most_height / format.down;
    const int units = std::min(static_cast<int>(tall / format.down), most_units);
    if (units * format.down < format.least_height) return std::nullopt;
    cut.width = units * format.across;
    cut.height = units * format.down;
    cut.scale = units == most_units ? tall / cut.height : 1.0;
    const double below = (0.5 - format.eye_line) * cut.height * cut.scale;
    const Reach reach = reach_of(cut.across, cut.width * cut.scale, cut.height * cut.scale);
    cut.centre.x = between(face.eyes.x + 0.5 - below * cut.across.y, reach.x, width - reach.x);
    cut.centre.y = between(face.eyes.y + 0.5 + below * cut.across.x, reach.y, height - reach.y);
    if (cut.across.y == 0 && cut.scale == 1) cut.centre = on_pixels(cut.centre, cut.width, cut.height);
    return cut;
}

picture::Picture cut_out(const picture::Picture& p, const Cut& cut) {
    const int n = std::max(1, static_cast<int>(std::ceil(cut.scale)));
    const Step across{fixed(cut.across.x * cut.scale / n), fixed(cut.across.y * cut.scale / n)};
    const Step down{-across.y, across.x};
    // the middle of the first sample, from the middle of the cut
    const Fixed left = n * cut.width - 1, top = n * cut.height - 1;
    const Fixed x0 = fixed(cut.centre.x - 0.5) - (left * across.x + top * down.x) / 2;
    const Fixed y0 = fixed(cut.centre.y - 0.5) - (left * across.y + top * down.y) / 2;
    picture::Picture out = picture::blank(cut.width, cut.height, p.channels, 0);
    for (int y = 0; y < out.height; ++y)
        for (int x = 0; x < out.width; ++x)
            mean_of(p, x0 + n * (x * across.x + y * down.x), y0 + n * (x * across.y + y * down.y), across, down, n,
                    out.row(y) + x * p.channels);
    return out;
}

namespace {

std::string small_copy(const picture::Picture& p) {
    const int height = std::min(p.height, whole_height);
    return picture::encode_jpeg(picture::resize(p, std::max(1, p.width * height / p.height), height), 80).value_or(std::string{});
}

}  // namespace

Result<Official> judge_as_it_is(const picture::Picture& picture, const Models& models, const Policy& policy) {
    MOTCUA_TRY(verdict, judge(picture, models, policy));
    return Official{.verdict = std::move(verdict)};
}

Result<Official> make_official(const picture::Picture& picture, const Models& models, const Policy& policy) {
    MOTCUA_TRY(seen, judge(picture, models, policy, Extent::live));
    // of several people nobody knows whom to cut out: the picture stays, and with it its cause
    const bool several = std::find(seen.causes.begin(), seen.causes.end(), Cause::several_faces) != seen.causes.end();
    const auto cut = seen.faces > 0 && !several ? plan_cut(seen.geometry, picture.width, picture.height, policy.format) : std::nullopt;
    if (!cut) return judge_as_it_is(picture, models, policy);
    // judged as it will be read again: the JPEG is what the server gets
    auto jpeg = picture::encode_jpeg(cut_out(picture, *cut), quality);
    const auto read = jpeg ? picture::decode(*jpeg) : Result<picture::Picture>(jpeg.error());
    if (!read) return judge_as_it_is(picture, models, policy);
    MOTCUA_TRY(verdict, judge(*read, models, policy));
    return Official{.verdict = std::move(verdict), .jpeg = *std::move(jpeg), .whole = small_copy(picture)};
}

}  // namespace motcua::portrait
