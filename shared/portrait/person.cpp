#include "shared/portrait/person.hpp"

#include <algorithm>
#include <cmath>

#include "shared/portrait/networks.hpp"

namespace motcua::portrait {
namespace {

constexpr int side = 256;

cv::Mat blob_of(const picture::Picture& p) {
    const picture::Picture small = picture::resize(p, side, side);
    const int shape[] = {1, 3, side, side};
    cv::Mat blob(4, shape, CV_32F);
    for (int c = 0; c < 3; ++c)
        for (int y = 0; y < side; ++y)
            for (int x = 0; x < side; ++x)
                blob.ptr<float>(0, c, y)[x] =
                    static_cast<float>(small.row(y)[x * small.channels + (small.channels == 3 ? 2 - c : 0)]) / 255.0f;
    return blob;
}

}  // namespace

Result<picture::Picture> find_person(const picture::Picture& p, const Models& models) {
    if (!models.has_person() || p.empty()) return picture::Picture{};
    MOTCUA_TRY(outputs, forward(models.networks().person, blob_of(p), {"person"}));
    if (outputs[0].total() != static_cast<std::size_t>(side) * side)
        return Error{.code = ErrorCode::portrait_model, .detail = "selfie.onnx"};
    picture::Picture mask = picture::blank(side, side, 1, 0);
    for (std::size_t i = 0; i < mask.pixels.size(); ++i)
        mask.pixels[i] = static_cast<std::uint8_t>(std::clamp(outputs[0].ptr<float>()[i], 0.0f, 1.0f) * 255.0f + 0.5f);
    return picture::resize(mask, p.width, p.height);
}

}  // namespace motcua::portrait
