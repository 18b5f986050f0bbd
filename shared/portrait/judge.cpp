#include "shared/portrait/judge.hpp"

#include <algorithm>

#include "shared/portrait/measures/measures.hpp"

namespace motcua::portrait {
namespace {

using Assess = Measure (*)(const Subject&);
/// In the order of MeasureId.
constexpr Assess all_measures[] = {
#define MOTCUA_MEASURE(name, text, decimals) measures::name,
#include "shared/portrait/measures.def"
#undef MOTCUA_MEASURE
};

/// The policy's questions about one list of measures; a measure that was not assessed raises no objection.
class Objections {
public:
    Objections(const std::vector<Measure>& measures, std::vector<Cause>& causes) : measures_(measures), causes_(causes) {}

    void when_below(MeasureId id, double limit, Cause cause) { raise(assessed(id) && value(id) < limit, cause); }
    void when_above(MeasureId id, double limit, Cause cause) { raise(assessed(id) && value(id) > limit, cause); }
    void when_score_below(MeasureId id, int limit, Cause cause) { raise(assessed(id) && at(id).score < limit, cause); }
    void raise(bool condition, Cause cause) {
        if (condition) causes_.push_back(cause);
    }

private:
    [[nodiscard]] const Measure& at(MeasureId id) const { return measures_[static_cast<std::size_t>(id)]; }
    [[nodiscard]] bool assessed(MeasureId id) const { return at(id).assessed; }
    [[nodiscard]] double value(MeasureId id) const { return at(id).value; }
    const std::vector<Measure>& measures_;
    std::vector<Cause>& causes_;
};

void object_to_light(Objections& o, const Policy& p) {
    o.when_below(MeasureId::luminance_mean, p.min_brightness, Cause::too_dark);
    o.when_score_below(MeasureId::under_exposure, p.min_under_exposure, Cause::too_dark);
    o.when_above(MeasureId::luminance_mean, p.max_brightness, Cause::too_bright);
    o.when_score_below(MeasureId::over_exposure, p.min_over_exposure, Cause::too_bright);
    o.when_score_below(MeasureId::illumination, p.min_illumination, Cause::uneven_light);
    o.when_score_below(MeasureId::dynamic_range, p.min_dynamic_range, Cause::low_contrast);
    o.when_score_below(MeasureId::natural_colour, p.min_natural_colour, Cause::colour_cast);
}

/// Directions are the person's own: who appears too far right in the picture sits too far to their left, and moves right.
void object_to_place(Objections& o, const Policy& p, const Subject& s) {
    o.when_below(MeasureId::head_size, p.min_head_size, Cause::too_far);
    o.when_above(MeasureId::head_size, p.max_head_size, Cause::too_close);
    const double aside = s.face.eyes.x / s.width - 0.5;
    o.raise(aside > p.max_off_centre, Cause::move_right);
    o.raise(aside < -p.max_off_centre, Cause::move_left);
    o.when_below(MeasureId::crop_right, p.min_side, Cause::move_right);
    o.when_below(MeasureId::crop_left, p.min_side, Cause::move_left);
    o.when_below(MeasureId::margin_above, p.min_above, Cause::move_down);
    o.when_below(MeasureId::margin_below, p.min_below, Cause::move_up);
    o.when_below(MeasureId::eye_distance, p.min_eye_distance, Cause::too_small);
}

void object_to_pose(Objections& o, const Policy& p) {
    o.when_above(MeasureId::roll, p.max_roll, Cause::tilt_right);
    o.when_below(MeasureId::roll, -p.max_roll, Cause::tilt_left);
    o.when_above(MeasureId::yaw, p.max_yaw, Cause::turn_right);
    o.when_below(MeasureId::yaw, -p.max_yaw, Cause::turn_left);
}

std::vector<Cause> objections(const std::vector<Measure>& measures, const Policy& policy, const Subject& subject) {
    std::vector<Cause> causes;
    Objections o(measures, causes);
    o.when_above(MeasureId::single_face, policy.max_second_face, Cause::several_faces);
    object_to_light(o, policy);
    object_to_place(o, policy, subject);
    object_to_pose(o, policy);
    o.when_score_below(MeasureId::sharpness, policy.min_sharpness, Cause::blurred);
    o.when_score_below(MeasureId::background_uniformity, policy.min_background_uniformity, Cause::background_busy);
    o.when_below(MeasureId::background_brightness, policy.min_background_brightness, Cause::background_dark);
    std::sort(causes.begin(), causes.end());
    causes.erase(std::unique(causes.begin(), causes.end()), causes.end());
    return causes;
}

int overall(const std::vector<Measure>& measures) {
    int lowest = 100;
    for (const MeasureId id :
         {MeasureId::eye_distance, MeasureId::roll, MeasureId::yaw, MeasureId::sharpness, MeasureId::luminance_mean,
          MeasureId::under_exposure, MeasureId::dynamic_range, MeasureId::illumination}) {
        const Measure& m = measures[static_cast<std::size_t>(id)];
        if (m.assessed) lowest = std::min(lowest, m.score);
    }
    return lowest;
}

}  // namespace

Policy policy_vn() { return {}; }

Verdict judge(const picture::Picture& picture, const Models& models, const Policy& policy) {
    Verdict verdict;
    auto faces = detect(picture, models);
    if (!faces || faces->empty()) {
        verdict.causes.push_back(Cause::no_face);
        return verdict;
    }
    verdict.faces = static_cast<int>(faces->size());
    verdict.face = faces->front();
    const Subject subject = prepare(picture, *std::move(faces));
    for (const Assess assess : all_measures) verdict.measures.push_back(assess(subject));
    verdict.causes = objections(verdict.measures, policy, subject);
    verdict.valid = verdict.causes.empty();
    verdict.quality = overall(verdict.measures);
    return verdict;
}

}  // namespace motcua::portrait
