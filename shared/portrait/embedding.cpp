#include "shared/portrait/embedding.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "shared/portrait/align.hpp"
#include "shared/portrait/detect.hpp"
#include "shared/portrait/networks.hpp"

namespace motcua::portrait {
namespace {

/// biometrics.md 3.2: eyes, nose tip and mouth of the chips that the network was trained on.
constexpr Chip mobilefacenet_chip{.side = 112,
                                  .target = {{{38.29, 51.70}, {73.53, 51.50}, {56.03, 71.74}, {56.14, 92.28}}},
                                  .minus = 127.5,
                                  .divide = 128};

/// dlib's face chip of 150 pixels with a quarter of padding: its mean face (landmarks of both eyes, tip of the nose,
/// corners of the mouth), (0.25 + v) * 100. The network subtracts and divides by itself.
constexpr Chip faceapi_chip{.side = 150, .target = {{{47.55, 46.60}, {100.48, 46.60}, {74.01, 76.56}, {74.01, 103.02}}}};

const Chip& chip_of(FaceModel model) { return model == FaceModel::faceapi ? faceapi_chip : mobilefacenet_chip; }

Error unusable(std::string_view what) { return {.code = ErrorCode::portrait_model, .detail = std::string(what)}; }

Result<Embedding> normalised(Embedding embedding) {
    double norm = 0;
    for (const float v : embedding.numbers) norm += static_cast<double>(v) * v;
    norm = std::sqrt(norm);
    if (!(norm > 0)) return unusable("norm");
    for (float& v : embedding.numbers) v = static_cast<float>(v / norm);
    return embedding;
}

constexpr std::string_view magic{"MFT\x01", 4};
constexpr std::size_t head_size = 8;

std::optional<FaceModel> model_of(std::uint8_t number) {
    for (const FaceModelFacts& row : all_face_models())
        if (static_cast<std::uint8_t>(row.model) == number) return row.model;
    return std::nullopt;
}

Result<Embedding> numbers_of(FaceModel model, std::string_view bytes) {
    const auto damaged = Error{.code = ErrorCode::portrait_template, .detail = "numbers"};
    Embedding out{.model = model, .numbers = std::vector<float>(facts(model).numbers)};
    if (bytes.size() != out.numbers.size() * sizeof(float)) return damaged;
    std::memcpy(out.numbers.data(), bytes.data(), bytes.size());
    if (!std::all_of(out.numbers.begin(), out.numbers.end(), [](float v) { return std::isfinite(v); })) return damaged;
    return out;
}

}  // namespace

Result<Embedding> embed(const picture::Picture& picture, const Models& models) {
    const auto model = models.face_model();
    if (!model) return unusable("no comparison network");
    MOTCUA_TRY(faces, detect(picture, models));
    if (faces.empty()) return ErrorCode::portrait_no_face;
    MOTCUA_TRY(outputs, forward(models.networks().embedding, aligned(picture, faces.front(), chip_of(*model)), {"embedding"}));
    if (outputs[0].total() != facts(*model).numbers) return unusable("size");
    const float* first = outputs[0].ptr<float>();
    Embedding out{.model = *model, .numbers = {first, first + outputs[0].total()}};
    if (!std::all_of(out.numbers.begin(), out.numbers.end(), [](float v) { return std::isfinite(v); })) return unusable("numbers");
    return *model == FaceModel::mobilefacenet ? normalised(std::move(out)) : out;
}

std::string serialise(const Embedding& embedding) {  // every machine we build for is little endian
    std::string out(magic);
    out += static_cast<char>(embedding.model);
    out.resize(head_size, '\0');
    out.append(reinterpret_cast<const char*>(embedding.numbers.data()), embedding.numbers.size() * sizeof(float));
    return out;
}

Result<Embedding> parse_embedding(std::string_view bytes) {
    if (!bytes.starts_with(magic) && bytes.size() == facts(FaceModel::mobilefacenet).numbers * sizeof(float))
        return numbers_of(FaceModel::mobilefacenet, bytes);
    const auto damaged = Error{.code = ErrorCode::portrait_template, .detail = "head"};
    if (bytes.size() < head_size || !bytes.starts_with(magic)) return damaged;
    const auto model = model_of(static_cast<std::uint8_t>(bytes[magic.size()]));
    if (!model || bytes.substr(magic.size() + 1, head_size - magic.size() - 1) != std::string_view("\0\0\0", 3)) return damaged;
    return numbers_of(*model, bytes.substr(head_size));
}

}  // namespace motcua::portrait
