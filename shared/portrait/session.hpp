// A session before the camera: what to say of the frames as they come, one thing at a time and steadily, and when to take the
// picture. No clock and no camera in here: time comes with each frame.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>

#include "shared/portrait/judge.hpp"

namespace motcua::portrait {

struct SessionLimits {
    std::int64_t window_ms = 800;     ///< the frames that have a say, and never fewer than least_frames
    std::int64_t readable_ms = 1200;  ///< words stay at least so long
    int least_frames = 3;             ///< before the first word: a slow machine has few
    std::int64_t hold_ms = 1500;      ///< so long good and still, then the picture is taken
    int least_held = 4;               ///< of at least so many frames
    std::int64_t longest_gap_ms = 1500;  ///< after a pause nobody knows what happened meanwhile: it begins anew
    double most_motion = 0.10;        ///< of the eyes in all that time, in eye distances; also of the eye distance itself
};

/// What counts of one frame.
struct Sight {
    std::int64_t at = 0;             ///< ms, of any clock that only goes forward
    std::optional<Cause> worst{};    ///< nothing: the frame is good
    Point eyes{};                    ///< mid-point, pixels
    double eye_distance = 0;         ///< pixels; 0: no face
};
[[nodiscard]] Sight sight_of(const Verdict& verdict, std::int64_t at);

enum class Say : std::uint8_t { nothing_yet, advice, hold_still };
struct Guidance {
    Say say = Say::nothing_yet;
    Cause advice{};    ///< when say == advice
    int hold = 0;      ///< 0..100: how much of the time to hold still has passed
    bool fire = false; ///< now; once, then the time begins again
};

class Session {
public:
    explicit Session(SessionLimits limits = {}) : limits_(limits) {}
    Guidance see(const Sight& sight);

private:
    void vote(const Sight& sight);
    [[nodiscard]] int votes_for(const std::optional<Cause>& word) const;
    void hold(const Sight& sight);
    [[nodiscard]] bool moved() const;

    SessionLimits limits_;
    std::deque<Sight> window_{};  ///< that have a say
    std::deque<Sight> held_{};    ///< good and still, up to now
    bool spoken_ = false;
    std::optional<Cause> said_{};
    std::int64_t said_at_ = 0;
};

/// {"say":"portrait.too_far"|"ok"|null,"hold":0..100 in tens,"fire":bool}
[[nodiscard]] std::string to_json(const Guidance& guidance);

}  // namespace motcua::portrait
