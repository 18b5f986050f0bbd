#include "shared/finger/judge.hpp"

#include <array>

#include "shared/finger/extractor.hpp"
#include "shared/finger/quality/measures.hpp"
#include "shared/finger/ridges.hpp"

namespace motcua::finger {
namespace {

constexpr std::array<std::string_view, 8> cause_names{"not_a_finger", "too_small", "partial",  "too_light",
                                                      "too_dry",      "too_wet",   "smeared", "wrong_position"};

bool little_or_ring(Position p) {
    return p == Position::right_ring || p == Position::right_little || p == Position::left_ring || p == Position::left_little;
}

/// A cause that no quality outweighs: there is nothing to compare later.
bool refused(const Verdict& verdict) {
    for (const Cause cause : verdict.causes)
        if (cause == Cause::not_a_finger || cause == Cause::too_small || cause == Cause::partial) return true;
    return false;
}

Verdict failure(const GreyImage& image, ErrorCode code) {
    Verdict v{.width = image.width, .height = image.height, .ppi = image.ppi};
    v.causes.push_back(code == ErrorCode::finger_image_small ? Cause::too_small : Cause::not_a_finger);
    return v;
}

}  // namespace

std::string_view text(Cause cause) { return cause_names[static_cast<std::size_t>(cause)]; }

int acceptable_quality(Position position) { return little_or_ring(position) ? 20 : 30; }

Examination examine(const GreyImage& image, Position position) {
    const Result<GreyImage> normal = normalise(image);
    if (!normal.ok()) return {.verdict = failure(image, normal.error().code), .refusal = normal.error().code};
    const RidgeMap map = analyse(*normal);
    Template finger = template_of(map, position);
    Verdict v{.minutiae = static_cast<int>(finger.minutiae.size()), .width = image.width, .height = image.height, .ppi = image.ppi};
    v.measures = quality::measure(*normal, map);
    v.causes = quality::causes(v.measures, v.minutiae);
    v.components = quality::features_of(*normal, finger.minutiae);
    v.quality = quality::combine(v.measures, *v.components, finger.minutiae);
    v.valid = v.quality && *v.quality >= acceptable_quality(position) && !refused(v);
    finger.quality = static_cast<std::uint8_t>(v.quality.value_or(255));
    Examination out{.verdict = std::move(v)};
    if (comparable(finger)) out.minutiae = std::move(finger);
    else out.refusal = ErrorCode::finger_unusable;
    return out;
}

Verdict judge(const GreyImage& image, Position position) { return examine(image, position).verdict; }

Result<Template> extract(const GreyImage& image, Position position) {
    Examination examined = examine(image, position);
    if (examined.refusal) return *examined.refusal;
    return *std::move(examined.minutiae);
}

namespace {

void number(std::string& out, std::string_view name, const std::optional<int>& value) {
    out.append(1, '"').append(name).append("\":").append(value ? std::to_string(*value) : "null").append(1, ',');
}

std::string measures_json(const Measures& m) {
    std::string out;
    number(out, "orientationCertainty", m.orientation_certainty);
    number(out, "localClarity", m.local_clarity);
    number(out, "frequencyStrength", m.frequency_strength);
    number(out, "flowSmoothness", m.flow_smoothness);
    number(out, "coherence", m.coherence);
    number(out, "contrast", m.contrast);
    number(out, "area", m.area);
    number(out, "darkness", m.darkness);
    number(out, "ridgePeriod", m.ridge_period);
    number(out, "clearShare", m.clear_share);
    number(out, "clearArea", m.clear_area);
    number(out, "flowingArea", m.flowing_area);
    number(out, "offCentre", m.off_centre);
    out.pop_back();
    return "{" + out + "}";
}

void distribution(std::string& out, std::string_view name, const quality::Distribution& d) {
    out.append(1, '"').append(name).append("\":{\"classes\":[");
    for (const int n : d.classes) out.append(std::to_string(n)).append(1, ',');
    out.back() = ']';
    out.append(",\"mean\":").append(std::to_string(d.mean)).append(",\"deviation\":").append(std::to_string(d.deviation)).append("},");
}

std::string components_json(const std::optional<quality::Features>& features) {
    if (!features) return "null";
    const quality::Features& f = *features;
    std::string out;
    distribution(out, "frequencyDomain", f.frequency_domain);
    distribution(out, "localClarity", f.local_clarity);
    distribution(out, "orientationCertainty", f.orientation_certainty);
    distribution(out, "orientationFlow", f.orientation_flow);
    distribution(out, "ridgeValleyUniformity", f.ridge_valley_uniformity);
    number(out, "mean", f.grey.mean);
    number(out, "meanOfBlocks", f.grey.mean_of_blocks);
    number(out, "roiMean", f.roi_mean);
    number(out, "roiArea", f.roi_area);
    number(out, "roiCoherenceSum", f.coherence.sum);
    number(out, "roiCoherenceMean", f.coherence.mean);
    number(out, "minutiae", f.minutiae.count);
    number(out, "minutiaeCentral", f.minutiae.central);
    number(out, "minutiaeWellInked", f.minutiae.well_inked);
    number(out, "minutiaeWellDirected", f.minutiae.well_directed);
    out.pop_back();
    return "{" + out + "}";
}

std::string causes_json(const std::vector<Cause>& causes) {
    std::string out = "[";
    for (const Cause cause : causes) out.append(out.size() > 1 ? ",\"" : "\"").append(text(cause)).append("\"");
    return out + "]";
}

}  // namespace

std::string to_json(const Verdict& v) {
    std::string out = std::string("{\"valid\":") + (v.valid ? "true" : "false") + ",";
    number(out, "quality", v.quality);
    number(out, "minutiae", v.minutiae);
    number(out, "width", v.width);
    number(out, "height", v.height);
    number(out, "ppi", v.ppi);
    return out + "\"measures\":" + measures_json(v.measures) + ",\"components\":" + components_json(v.components) + ",\"causes\":" + causes_json(v.causes) + "}";
}

}  // namespace motcua::finger
