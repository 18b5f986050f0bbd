// The portrait of one person: live advice from the camera, a picture taken or chosen, its verdict, its upload.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "client/model/api.hpp"

namespace motcua::client {

enum class PortraitStep : std::uint8_t { choose, camera, judging, review, uploading };

struct Portrait {
    PortraitStep step = PortraitStep::choose;
    Picture picture{};                  ///< what would be sent: cut to the official format where there is a face
    std::string whole{};                ///< blob: address of all there was, when the picture is a part of it
    std::vector<std::string> causes{};  ///< "portrait.too_far": what is wrong, most important first
    bool good = false;
    bool judged = false;                ///< false: the browser could not judge; the server will
    std::string advice{};               ///< of the live picture: a cause, "ok" or empty
    int hold = 0;                       ///< 0..100: how long the face has been good and still, of the time until the picture is taken
    bool by_itself = true;              ///< the picture is taken when the time is over; the person may say no
    bool taking = false;                ///< a picture is being judged
    int missed = 0;                     ///< pictures that took themselves and were not good in the end
    std::string camera_failure{};       ///< "denied", "missing", "busy", "insecure"
    bool camera_ready = false;
    int failures = 0;                   ///< pictures that were not good: after some, the counter is offered first
    bool unreadable = false;            ///< the chosen file was no picture, or too large
    bool failed = false;
    Problem problem{};
    int round = 0;                      ///< answers to what was asked in an earlier one are not heard
    /// It may be sent (again): what was refused for its own sake may not.
    [[nodiscard]] bool usable() const { return !failed || problem.passing(); }
};

class Portraits {
public:
    Portraits(Host& host, Api& api) : host_(host), api_(api) {}

    [[nodiscard]] Portrait& of(std::string_view person) { return portraits_[std::string(person)]; }
    /// Must run each time the page is built: the host reports a chosen file under this key. The first time it also has the
    /// vision worker loaded, while the person reads.
    void listen(std::string_view key, std::string_view person);
    void open_camera(std::string_view key, std::string_view person);
    void close_camera(std::string_view person);
    void take(std::string_view person);
    void retake(std::string_view person);
    /// Uploads the picture; `done` gets the portrait's id.
    void upload(std::string_view person, std::function<void(std::string id)> done);
    /// Another page was opened: the camera is closed, and the worker's memory freed.
    void leave();
    /// Another person may sit here now, or the draft is another: nothing is left of the pictures, and no answer to come is heard.
    void forget();

private:
    enum class Shutter : std::uint8_t { person, session };
    Portrait& begin(const std::string& person, PortraitStep step);
    [[nodiscard]] bool is_current(const std::string& person, int round) { return of(person).round == round; }
    void watch(const std::string& person);
    void live(const std::string& person, const std::string& json);
    void shoot(const std::string& person, Shutter shutter);
    void taken(const std::string& person, Shutter shutter, Judged judged);
    void judge(std::string person, Picture picture);
    void settle(Portrait& portrait, Judged judged);

    Host& host_;
    Api& api_;
    std::map<std::string, Portrait> portraits_;
    int rounds_ = 0;
    std::string listening_;
    bool awake_ = false;
};

}  // namespace motcua::client
