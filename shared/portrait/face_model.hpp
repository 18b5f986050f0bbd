// Which network compares faces, and what its scores mean. Numbers of different networks must never meet: every embedding
// says who made it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace motcua::portrait {

/// The values are written into templates (embedding.hpp): never changed, never reused.
enum class FaceModel : std::uint8_t { mobilefacenet = 1, faceapi = 2 };

inline constexpr FaceModel default_face_model = FaceModel::mobilefacenet;

/// At this score or a higher one so many comparisons of strangers pass (false match rate), and with this score as the
/// threshold so many of the same person fail (false non-match rate). Both 0..1.
struct Calibration {
    double score = 0;
    double false_match_rate = 1;
    double false_non_match_rate = 0;
};

struct FaceModelFacts {
    FaceModel model{};
    std::string_view name;     ///< "mobilefacenet": in configuration, JSON and manifest.json
    std::string_view file;     ///< of the models folder
    std::string_view measure;  ///< what a score is; a higher one is always more alike
    std::size_t numbers = 0;   ///< of an embedding
    double threshold = 0;      ///< score from which on we call it a match
    std::span<const Calibration> calibration;  ///< rising scores, falling false match rates
};

[[nodiscard]] const FaceModelFacts& facts(FaceModel model);
[[nodiscard]] std::span<const FaceModelFacts> all_face_models();
/// By its name; none: there is no such model.
[[nodiscard]] std::optional<FaceModel> parse_face_model(std::string_view name);

/// The false match rate that a score stands for, at most: that of the highest calibrated score not above it; 1 below the table.
[[nodiscard]] double false_match_rate(FaceModel model, double score);

}  // namespace motcua::portrait
