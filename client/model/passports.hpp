// Reading a passport for one person's part of the form: by the camera, which stops by itself, or out of a photograph. No picture
// leaves the device.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "client/model/api.hpp"

namespace motcua::client {

enum class PassportStep : std::uint8_t { choose, camera, judging, review };

struct Passport {
    PassportStep step = PassportStep::choose;
    /// Why nothing was read: a cause of the reader ("glare"), the camera's trouble ("camera_denied", …), "unreadable" (the
    /// file is no picture or too large) or "no_reader" (it could not be loaded). Empty: nothing is wrong.
    std::string trouble{};
    std::string advice{};        ///< of the live picture, a cause; empty: no frame was judged yet
    bool camera_ready = false;
    bool taking = false;         ///< the picture that was asked for is being read
    int round = 0;               ///< answers to what was asked in an earlier one are not heard
    Json reading{};              ///< valid, when there is one to review
    bool turned = false;         ///< the page shows something else by itself: its heading takes the focus, once
};

class Passports {
public:
    explicit Passports(Host& host) : host_(host) {}

    [[nodiscard]] Passport& of(std::string_view person) { return passports_[std::string(person)]; }
    /// Must run each time the page is built: the host reports a chosen file under this key.
    void listen(std::string_view key, std::string_view person);
    void open_camera(std::string_view key, std::string_view person);
    /// Judges the picture that the camera shows now, in its full size.
    void take(std::string_view person);
    /// The reading is none that the form asks for: back to the three ways, with the reason.
    void refuse(std::string_view person, std::string_view trouble);
    /// Back to the three ways.
    void close(std::string_view person);
    /// Another page was entered: no camera and no Worker goes on behind it, and nothing that was read is kept.
    void leave();

private:
    Passport& begin(std::string_view person, PassportStep step);
    [[nodiscard]] bool is_current(const std::string& person, int round) { return of(person).round == round; }
    void watch(const std::string& person);
    void live(const std::string& person, const std::string& json);
    void judge(const std::string& person, const Picture& picture);
    /// `outcome`: a reading, valid or not, or what the Worker says where it cannot read.
    void judged(const std::string& person, Json outcome);
    void shut();

    Host& host_;
    std::map<std::string, Passport> passports_;
    int rounds_ = 0;
    std::string listening_;
    bool awake_ = false;  ///< the Worker runs, or soon will
};

}  // namespace motcua::client
