#include "server/registry/finger_index.hpp"

#include <algorithm>
#include <tuple>

#include "shared/finger/input/read.hpp"

namespace motcua::registry {

bool FingerIndex::add(RecordedFinger finger, std::string_view compact) {
    const auto read = finger::read_template(finger::bytes_of(compact));
    if (!read.ok() || !gallery_.put(next_, *read).ok()) return false;
    of_identity_.emplace(finger.identity_id, next_);
    fingers_.emplace(next_++, std::move(finger));
    return true;
}

void FingerIndex::remove_identity(std::string_view identity_id) {
    const auto [from, to] = of_identity_.equal_range(identity_id);
    for (auto it = from; it != to; ++it) {
        gallery_.remove(it->second);
        fingers_.erase(it->second);
    }
    of_identity_.erase(from, to);
}

std::vector<FingerHit> FingerIndex::search(const finger::Template& probe, int least) const {
    std::vector<FingerHit> out;
    for (const auto& hit : gallery_.search(probe, {.top = gallery_.size()}))
        if (hit.score >= least) out.push_back({.finger = fingers_.at(hit.id), .score = hit.score});
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return std::tie(b.score, a.finger) < std::tie(a.score, b.finger); });
    return out;
}

}  // namespace motcua::registry
