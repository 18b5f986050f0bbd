#include "server/verification/decision.hpp"

#include <algorithm>

namespace motcua::verification {
namespace {

bool matched(const Evidence& evidence, std::string_view position) {
    return std::any_of(evidence.fingers.begin(), evidence.fingers.end(), [&](const auto& f) { return f.position == position && f.match; });
}

bool fingers_differ(const Evidence& evidence) {
    const auto matching = std::count_if(evidence.fingers.begin(), evidence.fingers.end(), [](const auto& f) { return f.match; });
    return !evidence.fingers.empty() && 2 * matching <= static_cast<std::ptrdiff_t>(evidence.fingers.size());
}

std::string of_other_hand(std::string_view position) {
    constexpr std::string_view left = "left_", right = "right_";
    if (position.starts_with(left)) return std::string(right) + std::string(position.substr(left.size()));
    if (position.starts_with(right)) return std::string(left) + std::string(position.substr(right.size()));
    return {};
}

template <class Test>
std::vector<FingerHit> hits_that(const Evidence& evidence, Test test) {
    std::vector<FingerHit> out;
    std::copy_if(evidence.search.hits.begin(), evidence.search.hits.end(), std::back_inserter(out), test);
    return out;
}

}  // namespace

std::string_view text(Decision decision) {
    switch (decision) {
        case Decision::match:
            return "match";
        case Decision::no_record:
            return "no_record";
        case Decision::mismatch:
            break;
    }
    return "mismatch";
}

Decision parse_decision(std::string_view text) {
    for (const auto each : {Decision::match, Decision::no_record})
        if (verification::text(each) == text) return each;
    return Decision::mismatch;
}

std::string_view text(Reason reason) {
    switch (reason) {
        case Reason::duplicate: return "duplicate";
        case Reason::swapped: return "swapped";
        case Reason::face: return "face";
        case Reason::fingers: break;
    }
    return "fingers";
}

std::vector<FingerHit> of_others(const Evidence& evidence) {
    return hits_that(evidence, [&](const FingerHit& hit) { return !evidence.found || hit.person_id != evidence.person_id; });
}

std::vector<FingerHit> swapped(const Evidence& evidence) {
    return hits_that(evidence, [&](const FingerHit& hit) {
        return evidence.found && hit.person_id == evidence.person_id && hit.recorded_as != "unknown" && hit.recorded_as != hit.position &&
               !matched(evidence, hit.position);
    });
}

bool hands_swapped(const std::vector<FingerHit>& swapped) {
    return !swapped.empty() &&
           std::all_of(swapped.begin(), swapped.end(), [](const FingerHit& hit) { return hit.recorded_as == of_other_hand(hit.position); });
}

std::vector<Reason> reasons(const Evidence& evidence) {
    std::vector<Reason> out;
    if (!of_others(evidence).empty()) out.push_back(Reason::duplicate);
    if (!swapped(evidence).empty()) out.push_back(Reason::swapped);
    if (evidence.face && !evidence.face->match) out.push_back(Reason::face);
    if (fingers_differ(evidence)) out.push_back(Reason::fingers);
    return out;
}

Decision decide(const Evidence& evidence) {
    if (!reasons(evidence).empty()) return Decision::mismatch;
    return evidence.found && evidence.face && !evidence.fingers.empty() ? Decision::match : Decision::no_record;
}

int working_days(Decision decision) { return decision == Decision::match ? 3 : 7; }

}  // namespace motcua::verification
