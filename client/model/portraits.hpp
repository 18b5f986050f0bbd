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
    Picture picture{};
    std::vector<std::string> causes{};  ///< "portrait.too_far": what is wrong, most important first
    bool good = false;
    bool judged = false;                ///< false: the browser could not judge; the server will
    std::string advice{};               ///< of the live picture: a cause, "ok" or empty
    std::string camera_failure{};       ///< "denied", "missing", "busy", "insecure"
    bool camera_ready = false;
    int failures = 0;                   ///< pictures that were not good: after some, the counter is offered first
    bool unreadable = false;            ///< the chosen file was no picture, or too large
    bool failed = false;
    Problem problem{};
};

class Portraits {
public:
    Portraits(Host& host, Api& api) : host_(host), api_(api) {}

    [[nodiscard]] Portrait& of(std::string_view person) { return portraits_[std::string(person)]; }
    /// Must run each time the page is built: the host reports a chosen file under this key.
    void listen(std::string_view key, std::string_view person);
    void open_camera(std::string_view key, std::string_view person);
    void close_camera(std::string_view person);
    void take(std::string_view person);
    void retake(std::string_view person);
    /// Uploads the picture; `done` gets the portrait's id.
    void upload(std::string_view person, std::function<void(std::string id)> done);

private:
    void judge(std::string person, Picture picture);
    void live(const std::string& person, const std::string& json);

    Host& host_;
    Api& api_;
    std::map<std::string, Portrait> portraits_;
    std::string listening_;
};

}  // namespace motcua::client
