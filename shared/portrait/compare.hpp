// Face comparison 1:1: MobileFaceNet embeddings (192 numbers) compared by the cosine of their angle.
#pragma once

#include <array>
#include <string>

#include "shared/picture/picture.hpp"
#include "shared/portrait/models.hpp"

namespace motcua::portrait {

/// A face as the network sees it: a vector of length 1.
using Embedding = std::array<float, 192>;

/// Calibrated on 10 people x 10 photographs of Labeled Faces in the Wild (450 genuine, 4,500 impostor pairs, BlazeFace
/// alignment): at 0.49 a stranger passes in 0.1 % and the right person fails in 3.3 % of the pairs. The set is small:
/// recalibrate with the operator's own cameras before relying on it (biometrics.md 3.2).
inline constexpr double match_threshold = 0.49;

struct Comparison {
    double score = 0;  ///< cosine, -1..1, three decimals
    double threshold = match_threshold;
    bool match = false;
};

/// The embedding of the largest face. Errors: portrait.no_face, portrait.model (no embedding network loaded).
[[nodiscard]] Result<Embedding> embed(const picture::Picture& picture, const Models& models);

[[nodiscard]] Comparison compare(const Embedding& a, const Embedding& b);

/// Both steps for two pictures.
[[nodiscard]] Result<Comparison> compare(const picture::Picture& a, const picture::Picture& b, const Models& models);

/// For storage: 768 bytes, little endian. parse refuses any other size and values that are not finite.
[[nodiscard]] std::string serialise(const Embedding& embedding);
[[nodiscard]] Result<Embedding> parse_embedding(std::string_view bytes);

}  // namespace motcua::portrait
