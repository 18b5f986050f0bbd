#include "shared/portrait/session.hpp"

#include <algorithm>

namespace motcua::portrait {

Sight sight_of(const Verdict& verdict, std::int64_t at) {
    Sight sight{.at = at};
    if (!verdict.causes.empty()) sight.worst = verdict.causes.front();
    if (verdict.faces == 0) return sight;
    sight.eyes = verdict.geometry.eyes;
    sight.eye_distance = verdict.geometry.eye_distance;
    return sight;
}

int Session::votes_for(const std::optional<Cause>& word) const {
    return static_cast<int>(std::count_if(window_.begin(), window_.end(), [&](const Sight& each) { return each.worst == word; }));
}

// Two thirds of the last frames change what is said; fewer only when none of them says it any more. So two causes that take
// turns do not make the words flicker.
void Session::vote(const Sight& sight) {
    window_.push_back(sight);
    while (static_cast<int>(window_.size()) > limits_.least_frames && sight.at - window_.front().at > limits_.window_ms) window_.pop_front();
    if (spoken_ ? sight.at - said_at_ < limits_.readable_ms : static_cast<int>(window_.size()) < limits_.least_frames) return;
    std::optional<Cause> word = sight.worst;
    for (const Sight& each : window_)
        if (votes_for(each.worst) > votes_for(word)) word = each.worst;
    if (spoken_ && word == said_) return;
    const bool clear = 3 * votes_for(word) >= 2 * static_cast<int>(window_.size());
    if (spoken_ && !clear && votes_for(said_) > 0) return;
    spoken_ = true;
    said_ = word;
    said_at_ = sight.at;
}

bool Session::moved() const {
    const auto extent = [&](auto value) {
        const auto [low, high] = std::minmax_element(held_.begin(), held_.end(), [&](const Sight& a, const Sight& b) { return value(a) < value(b); });
        return value(*high) - value(*low);
    };
    const double most = limits_.most_motion * held_.back().eye_distance;
    return extent([](const Sight& s) { return s.eyes.x; }) > most || extent([](const Sight& s) { return s.eyes.y; }) > most ||
           extent([](const Sight& s) { return s.eye_distance; }) > most;
}

// The longest run up to this frame in which all were good and the face stayed where it was.
void Session::hold(const Sight& sight) {
    if (sight.worst || sight.eye_distance <= 0) return held_.clear();
    held_.push_back(sight);
    while (held_.size() > 1 && moved()) held_.pop_front();
    while (held_.size() > 2 && sight.at - held_[1].at >= limits_.hold_ms) held_.pop_front();
}

Guidance Session::see(const Sight& sight) {
    if (!window_.empty() && sight.at - window_.back().at > limits_.longest_gap_ms) {
        window_.clear();
        held_.clear();
    }
    vote(sight);
    hold(sight);
    Guidance guidance;
    if (spoken_) guidance.say = said_ ? Say::advice : Say::hold_still;
    if (spoken_ && said_) guidance.advice = *said_;
    if (held_.empty()) return guidance;
    const std::int64_t still = sight.at - held_.front().at;
    guidance.hold = static_cast<int>(std::clamp<std::int64_t>(still * 100 / limits_.hold_ms, 0, 100));
    guidance.fire = guidance.hold == 100 && static_cast<int>(held_.size()) >= limits_.least_held && guidance.say == Say::hold_still;
    if (guidance.fire) held_.clear();
    return guidance;
}

std::string to_json(const Guidance& g) {
    const std::string said = g.say == Say::hold_still ? "\"ok\"" : g.say == Say::advice ? '"' + std::string(text(g.advice)) + '"' : "null";
    return "{\"say\":" + said + ",\"hold\":" + std::to_string(g.hold / 10 * 10) + ",\"fire\":" + (g.fire ? "true" : "false") + "}";
}

}  // namespace motcua::portrait
