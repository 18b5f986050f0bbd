// 1:1 comparison of what was just captured with what is on record: faces by shared/portrait, fingers by shared/finger.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/registry/records.hpp"
#include "shared/base/json.hpp"
#include "shared/base/result.hpp"
#include "shared/finger/match.hpp"
#include "shared/finger/template.hpp"
#include "shared/portrait/models.hpp"

namespace motcua::registry {

/// A captured biometric as OSIA's BiometricData carries it.
struct Probe {
    std::string type, sub_type;
    std::string image{};      ///< decoded bytes, JPEG, PNG or BMP; or, where there is none,
    std::string tmpl{};       ///< decoded bytes, ISO/IEC 19794-2:2011 (fingers only)
    int resolution = 500;     ///< ppi of the image where it is a finger
};
/// Errors: request_malformed (no type, bad base64, neither image nor template).
[[nodiscard]] Result<Probe> parse_probe(const Json& biometric_data);
/// The template of a finger, of its image where there is one. Errors: those of picture::decode, finger::extract, finger::read_template.
[[nodiscard]] Result<finger::Template> read_finger(const Probe& probe);

struct Score {
    std::string type, sub_type;
    double score = 0;
    double threshold = 0;
    bool match = false;
    std::string model{};      ///< face: name of the network that compared
    std::optional<double> false_match_rate{};  ///< face: at most, see portrait::Comparison; none: not compared
    std::vector<finger::Place> paired{};  ///< finger: the captured minutiae that were found again on record, pixels at 500 ppi
    bool caller_s_template = false;       ///< finger: compared without a picture, see decide()
    std::string error{};      ///< stable code when the capture could not be read: score 0, no match
};

/// None: nothing of this kind is on record, or it is a face and there are no models. A face on record that another network
/// made is not compared: `error` says portrait.other_model.
[[nodiscard]] std::optional<Score> compare(const Probe& probe, const std::vector<Biometric>& on_record, const portrait::Models* models);

/// The decision over all scores: no face that does not match, and fingers that match together (finger::fuse); false without scores.
/// Templates that a caller brings can speak against a person, not for one: parallel minutiae, made up, match up to 10 of 320 real
/// prints (tests/bench/finger/foreign.cpp). So the fingers with pictures must match without them, too; where no finger has one, the face decides.
[[nodiscard]] bool decide(const std::vector<Score>& scores);

/// What goes on record of a picture. Errors: those of picture::decode, portrait::embed, finger::extract.
[[nodiscard]] Result<Biometric> enrol_face(std::string_view image, const portrait::Models& models);
[[nodiscard]] Result<Biometric> enrol_finger(std::string_view image, std::string_view sub_type);

}  // namespace motcua::registry
