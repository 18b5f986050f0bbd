// A supervised challenge before the counter's camera: the officer has the person blink and turn the head, in an order that nobody
// knows before, and this says whether that was seen. It is an aid to the officer, who looks on: it does not detect attacks, and
// nothing is decided by it (biometrics.md 3.4). No clock, camera nor chance in here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace motcua::portrait {

/// Left and right are the person's own.
enum class Act : std::uint8_t { blink, turn_left, turn_right };
[[nodiscard]] std::string_view text(Act act);

/// Three acts, each once, in one of the six orders; `chance` is any number, from a good source.
[[nodiscard]] std::vector<Act> acts_for(std::uint32_t chance);

/// What one frame shows of the largest face.
struct Posture {
    std::int64_t at = 0;    ///< ms, of any clock that only goes forward
    int faces = 0;
    bool known = false;     ///< the landmarks were found
    double eyes = 0;        ///< of the eye that is open less: lid distance over T (landmarks.hpp)
    double yaw = 0;         ///< degrees, positive: turned to the viewer's right, which is the person's left
};

struct ChallengeLimits {
    double front = 10;                ///< degrees: looking straight ahead
    double turned = 20;               ///< degrees: the head is turned
    double open = 0.035;              ///< least openness of eyes that are open
    double shut = 0.5;                ///< of the person's own openness: closed; above 0.75 of it open again
    int least_frames = 5;             ///< looking ahead, to know the person's own openness
    std::int64_t longest_blink_ms = 1000;
    std::int64_t longest_act_ms = 10'000;
    std::int64_t longest_loss_ms = 700;  ///< without the face: somebody else may have come
};

enum class ChallengeState : std::uint8_t {
    look_ahead,  ///< straight, eyes open: before the first act, and whenever the face was lost
    act,         ///< the act in turn is awaited
    seen,        ///< all of them were
    too_late     ///< the act in turn did not come: begin anew
};

struct ChallengeProgress {
    ChallengeState state = ChallengeState::look_ahead;
    int done = 0;
    Act act{};  ///< in turn, when state == act or too_late
};

class Challenge {
public:
    explicit Challenge(std::vector<Act> acts, ChallengeLimits limits = {}) : acts_(std::move(acts)), limits_(limits) {}
    ChallengeProgress see(const Posture& posture);

private:
    [[nodiscard]] ChallengeProgress progress() const;
    void anew();
    void look_ahead(const Posture& posture);
    [[nodiscard]] bool was_done(const Posture& posture);
    [[nodiscard]] bool blinked(const Posture& posture);
    [[nodiscard]] bool turned(const Posture& posture, double to);

    std::vector<Act> acts_;
    ChallengeLimits limits_;
    ChallengeState state_ = ChallengeState::look_ahead;
    std::size_t done_ = 0;
    std::vector<double> openness_{};  ///< of the frames looking ahead
    double own_openness_ = 0;
    std::int64_t since_ = 0;          ///< the act in turn is awaited
    std::int64_t last_seen_ = -1;     ///< the face
    std::int64_t shut_at_ = -1;       ///< the eyes, in the act; -1: open
    bool was_turned_ = false;         ///< the head, in the act
};

/// {"state":"look_ahead"|"act"|"seen"|"too_late","done":0…3,"of":3,"act":"blink"|"turn_left"|"turn_right"|null}
[[nodiscard]] std::string to_json(const ChallengeProgress& progress, int of);

}  // namespace motcua::portrait
