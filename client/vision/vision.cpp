// vision.wasm: shared/portrait, shared/document, shared/finger and a QR reader for the Worker, behind a small C interface. It is a module of
// its own so that the form starts small and never blocks; the Worker is ended after capture, which frees all its memory.
#include <emscripten/emscripten.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <utility>

#include "client/vision/qr.hpp"
#include "shared/document/session.hpp"
#include "shared/finger/input/resolution.hpp"
#include "shared/finger/judge.hpp"
#include "shared/picture/picture.hpp"
#include "shared/portrait/challenge.hpp"
#include "shared/portrait/judge.hpp"
#include "shared/portrait/official.hpp"
#include "shared/portrait/session.hpp"

namespace motcua::vision {
namespace {

enum class Task : std::uint8_t { portrait, finger, qr, challenge, passport };
constexpr int challenge_length = 3;
/// The files that come beside the module.
enum class Part : std::uint8_t { detector, mesh, person, letters, count };

/// What the module keeps between calls: this file is the Worker's main program.
struct State {
    std::array<std::string, static_cast<std::size_t>(Part::count)> parts{};  ///< until a task begins
    std::shared_ptr<const portrait::Models> models{};
    std::shared_ptr<const document::Ocr> ocr{};
    std::string answer{};
    std::string made{}, whole{};  ///< of the picture judged last: see vision_made
    portrait::Session session{};
    document::Session passports{};
    portrait::Challenge challenge{portrait::acts_for(0)};
};
State& state() {
    static State one;
    return one;
}

/// The day in Vietnam, as the server reckons it.
Date today() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return date_in_vietnam(std::chrono::duration_cast<std::chrono::milliseconds>(since).count());
}

std::string error_json(const Error& error) { return "{\"error\":\"" + std::string(describe(error.code).code) + "\"}"; }

std::string qr_json(const std::optional<std::string>& text) {
    const nlohmann::json json{{"text", text ? nlohmann::json(*text) : nlohmann::json()}};
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// The file's resolution where it is a scanner's, else 500: many devices write 72 or nothing (as `motcua check finger`).
std::string finger_json(const picture::Picture& picture, int dpi) {
    const picture::Picture grey = picture::to_grey(picture);
    const int trusted = finger::trusted_ppi(dpi);
    finger::GreyImage image{.width = grey.width, .height = grey.height, .ppi = trusted != 0 ? trusted : finger::standard_ppi};
    image.pixels = grey.pixels;
    return finger::to_json(finger::judge(image));
}

/// Cut to the official format; the verdict is that of the cut.
std::string portrait_json(const picture::Picture& picture) {
    if (!state().models) return error_json({.code = ErrorCode::portrait_model});
    auto official = portrait::make_official(picture, *state().models, portrait::policy_vn(today()));
    if (!official) return error_json(official.error());
    state().made = std::move(official->jpeg);
    state().whole = std::move(official->whole);
    return portrait::to_json(official->verdict);
}

/// One frame of those before the camera; the picture taken will have `times` its pixels a side.
std::string watched_portrait(const picture::Picture& picture, double times, std::int64_t at) {
    if (!state().models) return error_json({.code = ErrorCode::portrait_model});
    const auto policy = portrait::for_smaller(portrait::policy_vn(today()), times);
    const auto verdict = portrait::judge(picture, *state().models, policy, portrait::Extent::live);
    if (!verdict) return error_json(verdict.error());
    return portrait::to_json(state().session.see(portrait::sight_of(*verdict, at)));
}

/// The same for the supervised challenge.
std::string watched_challenge(const picture::Picture& picture, std::int64_t at) {
    if (!state().models) return error_json({.code = ErrorCode::portrait_model});
    const auto verdict = portrait::judge(picture, *state().models, portrait::policy_vn(today()), portrait::Extent::live);
    if (!verdict) return error_json(verdict.error());
    portrait::Posture posture{.at = at, .faces = verdict->faces, .known = verdict->bearing.has_value()};
    if (const auto& bearing = verdict->bearing) posture.eyes = std::min(bearing->eyes.left, bearing->eyes.right), posture.yaw = bearing->pose.yaw;
    return portrait::to_json(state().challenge.see(posture), challenge_length);
}

document::Reading passport(const picture::Picture& picture) {
    return document::read(picture::to_grey(picture), *state().ocr, today());
}

std::string passport_json(const picture::Picture& picture) {
    return state().ocr ? document::to_json(passport(picture)) : error_json({.code = ErrorCode::document_model});
}

/// One frame of those before the camera.
std::string watched_passport(const picture::Picture& picture) {
    return state().ocr ? state().passports.see(passport(picture)) : error_json({.code = ErrorCode::document_model});
}

std::string judged(Task task, const picture::Picture& picture, int dpi) {
    state().made.clear();
    state().whole.clear();
    switch (task) {
        case Task::portrait:
            return portrait_json(picture);
        case Task::finger:
            return finger_json(picture, dpi);
        case Task::challenge:
            break;  // only before the camera
        case Task::qr:
            return qr_json(read_qr(picture::to_grey(picture)));
        case Task::passport:
            return passport_json(picture);
    }
    return "{}";
}

/// The camera's picture: where nothing could be cut out of it, it is kept as it was judged.
std::string taken(Task task, const picture::Picture& picture) {
    std::string verdict = judged(task, picture, 0);
    if (task == Task::portrait && state().models && state().made.empty()) state().made = picture::encode_jpeg(picture).value_or(std::string{});
    return verdict;
}

/// One of the files given; it is not needed any longer then.
std::string taken(Part part) { return std::exchange(state().parts[static_cast<std::size_t>(part)], {}); }

bool prepare_portrait() {
    if (state().models) return true;
    const std::string detector = taken(Part::detector), mesh = taken(Part::mesh), person = taken(Part::person);
    auto models = portrait::Models::load({.detector = detector, .mesh = mesh, .person = person});
    if (models) state().models = *std::move(models);
    return models.ok();
}

bool prepare_passport() {
    auto ocr = document::Ocr::load(taken(Part::letters));
    if (ocr) state().ocr = *std::move(ocr);
    return ocr.ok();
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

Result<picture::Picture> picture_of(const std::uint8_t* rgba, int width, int height) {
    if (width <= 0 || height <= 0) return Error{.code = ErrorCode::picture_damaged};
    return picture::from_rgba(std::span(rgba, 4 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height)), width, height);
}

}  // namespace
}  // namespace motcua::vision

using namespace motcua;

extern "C" {

/// Takes one of the files that vision_prepare needs (see Part); 0 when there is no such part or no memory.
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

/// Makes a task ready with the files given before; 0 when they do not do. Of a portrait's networks only the detector must be there.
EMSCRIPTEN_KEEPALIVE int vision_prepare(int task) {
    switch (static_cast<vision::Task>(task)) {
        case vision::Task::portrait:
        case vision::Task::challenge:
            return vision::prepare_portrait() ? 1 : 0;
        case vision::Task::passport:
            return vision::prepare_passport() ? 1 : 0;
        case vision::Task::finger:
        case vision::Task::qr:
            return 1;
    }
    return 0;
}

/// A picture file. task: 0 portrait, 1 finger, 2 QR, 4 passport. The JSON stays valid until the next call.
EMSCRIPTEN_KEEPALIVE const char* vision_judge_file(int task, const char* bytes, std::size_t size) {
    return vision::answered([&]() -> std::string {
        const auto info = picture::inspect({bytes, size});
        if (!info) return vision::error_json(info.error());
        const auto picture = picture::decode({bytes, size});
        return picture ? vision::judged(static_cast<vision::Task>(task), *picture, info->dpi)
                       : vision::error_json(picture.error());
    });
}

/// The camera's picture, R, G, B, A bytes, to be kept: as a file.
EMSCRIPTEN_KEEPALIVE const char* vision_take(int task, const std::uint8_t* rgba, int width, int height) {
    return vision::answered([&]() -> std::string {
        const auto picture = vision::picture_of(rgba, width, height);
        return picture ? vision::taken(static_cast<vision::Task>(task), *picture) : vision::error_json(picture.error());
    });
}

/// What the last picture gave, JPEG: 0 the one to be kept, 1 a small copy of all there was. Stays until the next call.
EMSCRIPTEN_KEEPALIVE const char* vision_made(int which) { return (which == 0 ? vision::state().made : vision::state().whole).data(); }
EMSCRIPTEN_KEEPALIVE std::size_t vision_made_size(int which) { return (which == 0 ? vision::state().made : vision::state().whole).size(); }

/// The camera is watched from now on: what the frames before said is forgotten. `chance`: any number, nobody knows it before.
EMSCRIPTEN_KEEPALIVE void vision_begin(int, std::uint32_t chance) {
    vision::state().session = portrait::Session();
    vision::state().challenge = portrait::Challenge(portrait::acts_for(chance));
    vision::state().passports = document::Session();
}

/// A frame of the camera as it is watched, R, G, B, A; `full`: the longer side of what the camera gives, `at`: ms. The
/// portrait's and the passport's answer is what to say now (session.hpp), that of other tasks their verdict of the frame.
EMSCRIPTEN_KEEPALIVE const char* vision_watch(int task, const std::uint8_t* rgba, int width, int height, int full, double at) {
    return vision::answered([&]() -> std::string {
        const auto picture = vision::picture_of(rgba, width, height);
        if (!picture) return vision::error_json(picture.error());
        const auto what = static_cast<vision::Task>(task);
        if (what == vision::Task::challenge) return vision::watched_challenge(*picture, static_cast<std::int64_t>(at));
        if (what == vision::Task::passport) return vision::watched_passport(*picture);
        if (what != vision::Task::portrait) return vision::judged(what, *picture, 0);
        return vision::watched_portrait(*picture, static_cast<double>(std::max(full, 1)) / std::max(width, height), static_cast<std::int64_t>(at));
    });
}

}  // extern "C"
