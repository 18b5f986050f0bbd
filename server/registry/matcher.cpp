#include "server/registry/matcher.hpp"

#include <algorithm>
#include <cmath>

#include "server/net/base64.hpp"
#include "server/registry/protocol.hpp"
#include "shared/finger/fusion.hpp"
#include "shared/finger/match.hpp"
#include "shared/finger/template.hpp"
#include "shared/picture/picture.hpp"
#include "shared/portrait/compare.hpp"

namespace motcua::registry {
namespace {

constexpr std::string_view face = "FACE";

std::span<const std::uint8_t> bytes(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

finger::Position position_of(std::string_view sub_type) { return finger::parse_position(our_position(sub_type)).value_or(finger::Position::unknown); }

Score failed(Score score, const Error& error) {
    score.error = std::string(describe(error.code).code);
    return score;
}

Result<portrait::Comparison> compare_faces(const Probe& probe, const Biometric& record, const portrait::Models& models) {
    MOTCUA_TRY(known, portrait::parse_embedding(record.data));
    MOTCUA_TRY(picture, picture::decode(probe.image));
    MOTCUA_TRY(captured, portrait::embed(picture, models));
    return portrait::compare(captured, known);
}

Score compare_face(const Probe& probe, const Biometric& record, const portrait::Models& models) {
    const auto& about = portrait::facts(models.face_model().value_or(portrait::default_face_model));
    Score out{.type = probe.type, .sub_type = probe.sub_type, .threshold = about.threshold, .model = std::string(about.name)};
    const auto comparison = compare_faces(probe, record, models);
    if (!comparison.ok()) return failed(std::move(out), comparison.error());
    out.score = comparison->score;
    out.false_match_rate = comparison->false_match_rate;
    out.match = comparison->match;
    return out;
}

Score compare_finger(const Probe& probe, const Biometric& record) {
    Score out{.type = probe.type, .sub_type = probe.sub_type, .threshold = static_cast<double>(finger::decision_threshold()), .caller_s_template = probe.image.empty()};
    const auto captured = read_finger(probe);
    if (!captured.ok()) return failed(std::move(out), captured.error());
    const auto known = finger::read_template(bytes(record.data));
    if (!known.ok()) return failed(std::move(out), known.error());
    const auto comparison = finger::compare(*captured, *known);
    out.score = comparison.score;
    out.match = out.score >= out.threshold;
    for (const auto& pair : comparison.pairs) out.paired.push_back({captured->minutiae[pair.probe].x, captured->minutiae[pair.probe].y});
    return out;
}

}  // namespace

Result<finger::Template> read_finger(const Probe& probe) {
    if (probe.image.empty()) return finger::read_template(bytes(probe.tmpl));
    MOTCUA_TRY(picture, picture::decode(probe.image, picture::Colour::grey));
    const finger::GreyImage grey{.width = picture.width, .height = picture.height, .ppi = probe.resolution, .pixels = std::move(picture.pixels)};
    return finger::extract(grey, position_of(probe.sub_type));
}

Result<Probe> parse_probe(const Json& data) {
    const auto malformed = [](const char* field) { return Error{.code = ErrorCode::request_malformed, .field = field}; };
    if (!data.is_object()) return malformed("biometricData");
    Probe out{.type = std::string(text_at(data, "biometricType")), .sub_type = std::string(text_at(data, "biometricSubType"))};
    if (out.type != face && out.type != "FINGER") return malformed("biometricType");
    if (out.type == face && out.sub_type.empty()) out.sub_type = "PORTRAIT";
    auto image = net::decode_base64(text_at(data, "image")), tmpl = net::decode_base64(text_at(data, "template"));
    if (!image || !tmpl) return malformed("image");
    if (image->empty() && (tmpl->empty() || out.type == face)) return malformed("image");
    if (const Json& resolution = member(data, "resolution"); resolution.is_number_integer()) {
        const auto value = resolution.get<std::int64_t>();
        if (value < 100 || value > 4000) return malformed("resolution");
        out.resolution = static_cast<int>(value);
    }
    out.image = std::move(*image);
    out.tmpl = std::move(*tmpl);
    return out;
}

std::optional<Score> compare(const Probe& probe, const std::vector<Biometric>& on_record, const portrait::Models* models) {
    const auto record = std::find_if(on_record.begin(), on_record.end(), [&](const Biometric& b) { return b.type == probe.type && b.sub_type == probe.sub_type; });
    if (record == on_record.end()) return std::nullopt;
    if (probe.type != face) return compare_finger(probe, *record);
    return models == nullptr ? std::nullopt : std::optional(compare_face(probe, *record, *models));
}

bool decide(const std::vector<Score>& scores) {
    std::vector<int> fingers, with_picture;
    bool face_matches = false;
    for (const auto& score : scores) {
        if (score.type == face && !score.match) return false;
        if (score.type == face) {
            face_matches = true;
            continue;
        }
        fingers.push_back(static_cast<int>(score.score));
        if (!score.caller_s_template) with_picture.push_back(fingers.back());
    }
    return (fingers.empty() || finger::fuse(fingers).match) && (with_picture.empty() ? face_matches : finger::fuse(with_picture).match);
}

Result<Biometric> enrol_face(std::string_view image, const portrait::Models& models) {
    MOTCUA_TRY(picture, picture::decode(image));
    MOTCUA_TRY(embedding, portrait::embed(picture, models));
    return Biometric{.type = std::string(face), .sub_type = "PORTRAIT", .data = portrait::serialise(embedding)};
}

Result<Biometric> enrol_finger(std::string_view image, std::string_view sub_type) {
    MOTCUA_TRY(found, read_finger({.type = "FINGER", .sub_type = std::string(sub_type), .image = std::string(image)}));
    const auto compact = finger::write_compact(found);
    return Biometric{.type = "FINGER", .sub_type = std::string(sub_type), .data = std::string(compact.begin(), compact.end())};
}

}  // namespace motcua::registry
