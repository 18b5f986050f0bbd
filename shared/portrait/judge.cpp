#include "shared/portrait/judge.hpp"

#include <algorithm>

#include "shared/portrait/measures/measures.hpp"

namespace motcua::portrait {
namespace {

bool broken(const Rule& rule, const Measure& m) {
    if (!m.assessed) return false;
    switch (rule.limit) {
        case Limit::value_below: return m.value < rule.at;
        case Limit::value_above: return m.value > rule.at;
        case Limit::score_below: return m.score < rule.at;
    }
    return false;
}

/// In the order of importance, each once.
std::vector<Cause> objections(const std::vector<Measure>& measures, const Policy& policy, Weight weight) {
    std::vector<Cause> out;
    for (const Rule& rule : policy.rules)
        if (rule.weight == weight && broken(rule, measures[static_cast<std::size_t>(rule.measure)])) out.push_back(rule.cause);
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

std::optional<Bearing> bearing_of(const Subject& s) {
    if (!s.mesh) return std::nullopt;
    return Bearing{.pose = *s.pose, .eyes = eyes_open(*s.mesh), .mouth = mouth_open(*s.mesh)};
}

}  // namespace

Result<Verdict> judge(const picture::Picture& picture, const Models& models, const Policy& policy, Extent extent) {
    MOTCUA_TRY(faces, detect(picture, models));
    Verdict verdict;
    if (faces.empty()) {
        verdict.causes.push_back(Cause::no_face);
        return verdict;
    }
    verdict.faces = static_cast<int>(faces.size());
    verdict.face = faces.front();
    const Subject subject = prepare(picture, std::move(faces), models, extent);
    verdict.geometry = subject.face;
    verdict.bearing = bearing_of(subject);
    verdict.measures = measures::all(subject);
    verdict.quality = verdict.measures[static_cast<std::size_t>(MeasureId::unified)].score;
    verdict.causes = objections(verdict.measures, policy, Weight::cause);
    // a face without landmarks is turned away or covered, and most rules have nothing to object to it
    if (models.has_mesh() && !subject.mesh && verdict.causes.empty()) verdict.causes.push_back(Cause::face_covered);
    verdict.hints = objections(verdict.measures, policy, Weight::hint);
    verdict.valid = verdict.causes.empty();
    return verdict;
}

}  // namespace motcua::portrait
