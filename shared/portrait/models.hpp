// The face networks, loaded from bytes that the caller has read or fetched (shared/ does no I/O).
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "shared/base/result.hpp"
#include "shared/portrait/face_model.hpp"

namespace motcua::portrait {

/// The files of the models folder (see shared/portrait/models/manifest.json). Only the detector must be there: the browser has
/// no embedding network, and without mesh or person mask the measures that rest on them are not assessed.
struct ModelFiles {
    std::string_view detector{};   ///< blazeface.onnx
    std::string_view embedding{};  ///< the file of `face_model`
    FaceModel face_model = default_face_model;
    std::string_view mesh{};    ///< facemesh.onnx
    std::string_view person{};  ///< selfie.onnx
};

/// Immutable and safe to share between threads: each network's forward pass is behind a lock of its own.
class Models {
public:
    /// Errors: portrait.model (detail names the file that does not load). The detector is required. Only for files whose hash
    /// was checked (server/models natively, web/vision-worker.js): OpenCV 4.6's importer can be crashed by a crafted one.
    [[nodiscard]] static Result<std::shared_ptr<const Models>> load(const ModelFiles& files);

    [[nodiscard]] bool has_mesh() const;
    [[nodiscard]] bool has_person() const;
    /// The network that compares faces; none: no such network was given.
    [[nodiscard]] std::optional<FaceModel> face_model() const { return face_model_; }

    ~Models();
    Models(const Models&) = delete;
    Models& operator=(const Models&) = delete;

    struct Networks;  ///< defined in networks.hpp, for detect.cpp and compare.cpp
    [[nodiscard]] Networks& networks() const { return *networks_; }

private:
    Models();
    std::unique_ptr<Networks> networks_;
    std::optional<FaceModel> face_model_{};
};

}  // namespace motcua::portrait
