// What scores are worth: false match and false non-match rates by score.
#include <array>

#include "shared/portrait/face_model.hpp"

namespace motcua::portrait {
namespace {

// Two measurements on photographs of Labeled Faces in the Wild; of both the worse counts, so a rate reads "at most":
//   A  5 people x 10, 225 pairs of one person, 1,000 of two (tests/unit/portrait/comparison_test.cpp, 2026-11-29);
//   B  10 people x 10, 450 and 4,500 pairs (biometrics.md 3.2, 2026-11): the row of its equal error rate and that of 0.1 %.
// No stranger of A reaches 0.438 (MobileFaceNet) or 0.447 (face-api); the rate is still never said to be lower than B's
// 0.1 %: fewer pairs than 3,000 without a false match show no less (rule of three, 95 %). People of A are in B, they are few,
// nearly all men, photographed by the press: recalibrate with the operator's own cameras before relying on any of this.
constexpr std::array<Calibration, 7> mobilefacenet{{
    {.score = 0.182, .false_match_rate = 0.2, .false_non_match_rate = 0},
    {.score = 0.249, .false_match_rate = 0.1, .false_non_match_rate = 0},
    {.score = 0.284, .false_match_rate = 0.05, .false_non_match_rate = 0},
    {.score = 0.332, .false_match_rate = 0.02, .false_non_match_rate = 0},
    {.score = 0.346, .false_match_rate = 0.01, .false_non_match_rate = 0},
    {.score = 0.374, .false_match_rate = 0.0089, .false_non_match_rate = 0.0089},  // B; A: 0.4 %, 0 %
    {.score = 0.49, .false_match_rate = 0.001, .false_non_match_rate = 0.033},     // B; A: 0 of 1,000, 0.9 %
}};
constexpr std::array<Calibration, 6> faceapi{{
    {.score = 0.296, .false_match_rate = 0.2, .false_non_match_rate = 0},
    {.score = 0.335, .false_match_rate = 0.1, .false_non_match_rate = 0.005},
    {.score = 0.363, .false_match_rate = 0.05, .false_non_match_rate = 0.009},
    {.score = 0.37, .false_match_rate = 0.034, .false_non_match_rate = 0.009},
    {.score = 0.405, .false_match_rate = 0.034, .false_non_match_rate = 0.04},  // B (FNMR: A); A: 0.8 %
    {.score = 0.493, .false_match_rate = 0.001, .false_non_match_rate = 0.276},  // B; A: 0 of 1,000, 16 %
}};

constexpr std::array<FaceModelFacts, 2> table{{
    {.model = FaceModel::mobilefacenet, .name = "mobilefacenet", .file = "mobilefacenet.onnx", .measure = "cosine",
     .numbers = 192, .threshold = 0.49, .calibration = mobilefacenet},
    {.model = FaceModel::faceapi, .name = "faceapi", .file = "faceapi.onnx", .measure = "1 - Euclidean distance",
     .numbers = 128, .threshold = 0.493, .calibration = faceapi},
}};

}  // namespace

std::span<const FaceModelFacts> all_face_models() { return table; }

const FaceModelFacts& facts(FaceModel model) { return table[model == FaceModel::faceapi ? 1 : 0]; }

std::optional<FaceModel> parse_face_model(std::string_view name) {
    for (const FaceModelFacts& row : table)
        if (row.name == name) return row.model;
    return std::nullopt;
}

double false_match_rate(FaceModel model, double score) {
    double rate = 1;
    for (const Calibration& row : facts(model).calibration)
        if (row.score <= score) rate = row.false_match_rate;
    return rate;
}

}  // namespace motcua::portrait
