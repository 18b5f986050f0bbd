// Face comparison 1:1: two embeddings of one network, a score with what it is worth, and the decision.
#pragma once

#include "shared/picture/picture.hpp"
#include "shared/portrait/embedding.hpp"
#include "shared/portrait/models.hpp"

namespace motcua::portrait {

/// MobileFaceNet: the cosine of the angle between the embeddings. face-api: 1 - their Euclidean distance. Three decimals;
/// higher is more alike. What the false match rate was measured on, calibration.cpp says.
struct Comparison {
    FaceModel model = default_face_model;
    double score = 0;
    double threshold = 0;
    double false_match_rate = 1;  ///< of strangers at most this share reaches the score (0..1)
    bool match = false;           ///< score >= threshold
};

/// Errors: portrait.other_model (the embeddings are of different networks), portrait.template (of different lengths).
[[nodiscard]] Result<Comparison> compare(const Embedding& a, const Embedding& b);

/// Both steps for two pictures. Errors: those of embed.
[[nodiscard]] Result<Comparison> compare(const picture::Picture& a, const picture::Picture& b, const Models& models);

}  // namespace motcua::portrait
