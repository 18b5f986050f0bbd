// vision.wasm: shared/portrait, shared/finger and a QR reader for the Worker, behind a small C interface. It is a module of
// its own so that the form starts small and never blocks; the Worker is ended after capture, which frees all its memory.
#include <emscripten/emscripten.h>

#include <array>
#include <memory>
#include <nlohmann/json.hpp>
#include <span>
#include <string>

#include "client/vision/qr.hpp"
#include "shared/finger/judge.hpp"
#include "shared/picture/picture.hpp"
#include "shared/portrait/judge.hpp"

namespace motcua::vision {
namespace {

enum class Task : std::uint8_t { portrait, finger, qr };
/// The files that come beside the module.
enum class Part : std::uint8_t { detector, count };

/// What the module keeps between calls: this file is the Worker's main program.
struct State {
    std::array<std::string, static_cast<std::size_t>(Part::count)> parts{};  ///< until a task begins
    std::shared_ptr<const portrait::Models> models{};
    std::string answer{};
};
State& state() {
    static State one;
    return one;
}

std::string error_json(const Error& error) { return "{\"error\":\"" + std::string(describe(error.code).code) + "\"}"; }

std::string qr_json(const std::optional<std::string>& text) {
    const nlohmann::json json{{"text", text ? nlohmann::json(*text) : nlohmann::json()}};
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// The file's resolution where it is a scanner's, else 500: many devices write 72 or nothing (as `motcua check finger`).
std::string finger_json(const picture::Picture& picture, int dpi) {
    const picture::Picture grey = picture::to_grey(picture);
    finger::GreyImage image{
        .width = grey.width, .height = grey.height, .ppi = dpi >= 250 && dpi <= 1200 ? dpi : finger::standard_ppi};
    image.pixels = grey.pixels;
    return finger::to_json(finger::judge(image));
}

std::string portrait_json(const picture::Picture& picture) {
    if (!state().models) return error_json({.code = ErrorCode::portrait_model});
    return portrait::to_json(portrait::judge(picture, *state().models, portrait::policy_vn()));
}

std::string judged(Task task, const picture::Picture& picture, int dpi) {
    switch (task) {
        case Task::portrait:
            return portrait_json(picture);
        case Task::finger:
            return finger_json(picture, dpi);
        case Task::qr:
            return qr_json(read_qr(picture::to_grey(picture)));
    }
    return "{}";
}

/// The networks from the files given; these are not needed any longer then.
bool begin_portrait() {
    auto& parts = state().parts;
    auto models = portrait::Models::load({.detector = parts[static_cast<std::size_t>(Part::detector)]});
    for (std::string& bytes : parts) std::string().swap(bytes);
    if (models) state().models = *std::move(models);
    return models.ok();
}

/// Nothing thrown in here may end the Worker: memory can run out on a phone.
template <class F>
const char* answered(F work) {
    try {
        state().answer = work();
    } catch (const std::exception&) {
        state().answer = error_json({.code = ErrorCode::request_internal});
    }
    return state().answer.c_str();
}

}  // namespace
}  // namespace motcua::vision

using namespace motcua;

extern "C" {

/// Takes one of the files that vision_begin needs (see Part); 0 when there is no such part or no memory.
EMSCRIPTEN_KEEPALIVE int vision_load(int part, const char* bytes, std::size_t size) {
    auto& parts = vision::state().parts;
    if (part < 0 || static_cast<std::size_t>(part) >= parts.size()) return 0;
    try {
        parts[static_cast<std::size_t>(part)].assign(bytes, size);
    } catch (const std::exception&) {
        return 0;
    }
    return 1;
}

/// Makes a task ready with the files given before; 0 when they do not do.
EMSCRIPTEN_KEEPALIVE int vision_begin(int task) {
    switch (static_cast<vision::Task>(task)) {
        case vision::Task::portrait:
            return vision::begin_portrait() ? 1 : 0;
        case vision::Task::finger:
        case vision::Task::qr:
            return 1;
    }
    return 0;
}

/// A picture file. task: 0 portrait, 1 finger, 2 QR. The JSON stays valid until the next call.
EMSCRIPTEN_KEEPALIVE const char* vision_judge_file(int task, const char* bytes, std::size_t size) {
    return vision::answered([&]() -> std::string {
        const auto info = picture::inspect({bytes, size});
        if (!info) return vision::error_json(info.error());
        const auto picture = picture::decode({bytes, size});
        return picture ? vision::judged(static_cast<vision::Task>(task), *picture, info->dpi)
                       : vision::error_json(picture.error());
    });
}

/// A camera frame: R, G, B, A bytes.
EMSCRIPTEN_KEEPALIVE const char* vision_judge_frame(int task, const std::uint8_t* rgba, int width, int height) {
    return vision::answered([&]() -> std::string {
        if (width <= 0 || height <= 0) return vision::error_json({.code = ErrorCode::picture_damaged});
        const std::size_t size = 4 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
        const auto picture = picture::from_rgba(std::span(rgba, size), width, height);
        return picture ? vision::judged(static_cast<vision::Task>(task), *picture, 0) : vision::error_json(picture.error());
    });
}

}  // extern "C"
