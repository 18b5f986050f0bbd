// Host: everything the client asks of the browser. client/browser implements it with EM_JS; tests implement it natively.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace motcua::client {

struct HttpRequest {
    std::string method{"GET"};
    std::string path;                ///< "/api/v1/…"
    std::string content_type{};      ///< empty: no body
    std::string body{};
    std::map<std::string, std::string> headers{};
};
struct HttpResponse {
    int status = 0;                  ///< 0: no answer (offline, refused, timed out)
    std::string body{};
    std::map<std::string, std::string> headers{};  ///< lower-case names
};

/// Bytes of a picture: from a file, or a frame of the camera as JPEG. `url` is a blob: address to show it.
struct Picture {
    std::string bytes;
    std::string media_type;
    std::string name;
    std::string url;
};

/// What the vision worker says of a picture, and what it made of it.
struct Judged {
    std::string json;
    Picture made{};       ///< portrait: the picture cut to the official format; no bytes where there is no face
    std::string whole{};  ///< a blob: address of a small copy of the picture as it was given, where `made` is a part of it
};

class Host {
public:
    virtual ~Host() = default;
    virtual void fetch(HttpRequest request, std::function<void(HttpResponse)> done) = 0;

    // --- storage: small records in IndexedDB, encrypted (AES-GCM, non-extractable key made by WebCrypto)
    virtual void store(std::string_view key, std::string value) = 0;
    virtual void load(std::string_view key, std::function<void(std::optional<std::string>)> done) = 0;
    virtual void forget(std::string_view key) = 0;

    // --- address
    [[nodiscard]] virtual std::string route() const = 0;                 ///< "/vi/apply/name" (path of the page)
    virtual void go(std::string_view route) = 0;                         ///< pushState
    virtual void replace(std::string_view route) = 0;                    ///< replaceState
    virtual void leave(std::string_view url) = 0;                        ///< a real navigation

    // --- time and chance
    [[nodiscard]] virtual std::int64_t now() const = 0;                  ///< ms since 1970 UTC
    virtual void after(int milliseconds, std::function<void()> action) = 0;
    [[nodiscard]] virtual std::string random_id() = 0;                   ///< 128 bits, lower-case hex

    // --- files and camera
    /// Called when a file was chosen in the file field with this key (pictures larger than 25 MB are refused: bytes empty).
    virtual void on_file(std::string_view key, std::function<void(Picture)> done) = 0;
    /// Opens the camera for the View::camera with this key. `failed` gets "denied", "missing", "busy" or "insecure".
    virtual void camera_open(std::string_view key, std::string_view facing, std::function<void()> ready, std::function<void(std::string)> failed) = 0;
    virtual void camera_close() = 0;
    virtual void camera_take(std::function<void(Picture)> done) = 0;     ///< the current frame, JPEG quality 0.92

    // --- the vision worker (client/vision): loaded at the first call; answers are JSON. Tasks: "portrait", "finger", "qr",
    //     "passport", "challenge" (live only)
    /// The task it will be asked for, see judge().
    virtual void vision_warm_up(std::string_view task) = 0;
    /// Judges a picture file, as `motcua check …` does.
    virtual void judge(std::string_view task, const Picture& picture, std::function<void(Judged)> done) = 0;
    /// The same for what the camera shows now, with all of its pixels.
    virtual void judge_frame(std::string_view task, std::function<void(Judged)> done) = 0;
    /// Watches the camera, one frame after the other as fast as they are judged, until stopped or the camera closes; `each`
    /// hears an answer when it differs from the one before.
    virtual void judge_live(std::string_view task, std::function<void(std::string json)> each) = 0;
    virtual void judge_stop() = 0;
    /// Ends the worker, which frees its memory: nothing more will be judged for now.
    virtual void vision_end() = 0;

    virtual void copy_text(std::string_view text) = 0;
    virtual void print_page() = 0;
    [[nodiscard]] virtual bool online() const = 0;
    [[nodiscard]] virtual std::string preferred_language() const = 0;    ///< "vi", "en", …
    /// Asks for a new frame: call after the model changed outside an event.
    virtual void dirty() = 0;

    // --- security keys
    /// Asks a key to be made or to sign, as the server's KeyQuestion says. `done` gets the members to send back as JSON, or
    /// the name of the browser's exception ("NotAllowedError": cancelled, or it took too long).
    virtual void security_key(const std::string& question, std::function<void(bool made, std::string answer)> done) = 0;
};

}  // namespace motcua::client
