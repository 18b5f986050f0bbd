// A face as numbers: what a comparison network makes of it, and how that is stored.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/picture/picture.hpp"
#include "shared/portrait/face_model.hpp"
#include "shared/portrait/models.hpp"

namespace motcua::portrait {

/// MobileFaceNet's numbers have length 1; face-api's are as they come out of the network.
struct Embedding {
    FaceModel model = default_face_model;
    std::vector<float> numbers{};
    [[nodiscard]] bool operator==(const Embedding&) const = default;
};

/// The embedding of the largest face, by the comparison network that is loaded.
/// Errors: portrait.no_face, portrait.model (no comparison network loaded), picture.damaged.
[[nodiscard]] Result<Embedding> embed(const picture::Picture& picture, const Models& models);

/// For storage: "MFT", the format's number 1, the model's number, three bytes 0, then the numbers as floats, little endian.
[[nodiscard]] std::string serialise(const Embedding& embedding);
/// Takes the 768 bytes of MobileFaceNet numbers that were stored before templates had a head, too.
/// Errors: portrait.template (another head, a model that we do not know, wrong size, a number that is not finite).
[[nodiscard]] Result<Embedding> parse_embedding(std::string_view bytes);

}  // namespace motcua::portrait
