#include "shared/portrait/challenge.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace motcua::portrait {
namespace {

constexpr std::array<std::string_view, 3> act_texts{"blink", "turn_left", "turn_right"};
constexpr std::array<std::string_view, 4> state_texts{"look_ahead", "act", "seen", "too_late"};
constexpr double open_again = 0.75;

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

}  // namespace

std::string_view text(Act act) { return act_texts[static_cast<std::size_t>(act)]; }

std::vector<Act> acts_for(std::uint32_t chance) {
    std::vector<Act> acts{Act::blink, Act::turn_left, Act::turn_right};
    std::swap(acts[0], acts[chance % 3]);
    if (chance / 3 % 2) std::swap(acts[1], acts[2]);
    return acts;
}

void Challenge::anew() {
    state_ = ChallengeState::look_ahead;
    done_ = 0;
    openness_.clear();
    shut_at_ = -1;
    was_turned_ = false;
}

// The person's own openness is the median of some frames: eyes differ.
void Challenge::look_ahead(const Posture& p) {
    if (std::abs(p.yaw) > limits_.front || p.eyes < limits_.open) return openness_.clear();
    openness_.push_back(p.eyes);
    if (static_cast<int>(openness_.size()) < limits_.least_frames) return;
    std::sort(openness_.begin(), openness_.end());
    own_openness_ = openness_[openness_.size() / 2];
    state_ = ChallengeState::act;
    since_ = p.at;
}

bool Challenge::blinked(const Posture& p) {
    if (std::abs(p.yaw) > limits_.turned) return shut_at_ = -1, false;  // who turns away has narrow eyes
    if (p.eyes < limits_.shut * own_openness_) {
        if (shut_at_ < 0) shut_at_ = p.at;
        return false;
    }
    if (shut_at_ < 0 || p.eyes < open_again * own_openness_) return false;
    const bool in_time = p.at - shut_at_ <= limits_.longest_blink_ms;
    shut_at_ = -1;
    return in_time;
}

bool Challenge::turned(const Posture& p, double to) {
    was_turned_ = was_turned_ || to * p.yaw > limits_.turned;
    return was_turned_ && std::abs(p.yaw) < limits_.front;
}

bool Challenge::was_done(const Posture& p) {
    switch (acts_[done_]) {
        case Act::blink: return blinked(p);
        case Act::turn_left: return turned(p, 1);
        case Act::turn_right: return turned(p, -1);
    }
    return false;
}

ChallengeProgress Challenge::progress() const {
    return {.state = state_, .done = static_cast<int>(done_), .act = acts_[std::min(done_, acts_.size() - 1)]};
}

ChallengeProgress Challenge::see(const Posture& p) {
    if (state_ == ChallengeState::seen || state_ == ChallengeState::too_late) return progress();
    const bool alone = p.faces == 1 && p.known;
    if (p.faces > 1 || (!alone && last_seen_ >= 0 && p.at - last_seen_ > limits_.longest_loss_ms)) anew();
    if (alone && last_seen_ >= 0 && p.at - last_seen_ > limits_.longest_loss_ms) anew();
    if (state_ == ChallengeState::act && p.at - since_ > limits_.longest_act_ms) state_ = ChallengeState::too_late;
    if (!alone || state_ == ChallengeState::too_late) return progress();
    last_seen_ = p.at;
    if (state_ == ChallengeState::look_ahead) {
        look_ahead(p);
    } else if (was_done(p)) {
        since_ = p.at;
        shut_at_ = -1;
        was_turned_ = false;
        if (++done_ == acts_.size()) state_ = ChallengeState::seen;
    }
    return progress();
}

std::string to_json(const ChallengeProgress& p, int of) {
    const bool named = p.state == ChallengeState::act || p.state == ChallengeState::too_late;
    return "{\"state\":" + quoted(state_texts[static_cast<std::size_t>(p.state)]) + ",\"done\":" + std::to_string(p.done) +
           ",\"of\":" + std::to_string(of) + ",\"act\":" + (named ? quoted(text(p.act)) : std::string("null")) + "}";
}

}  // namespace motcua::portrait
