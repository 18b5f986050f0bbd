// Milliseconds a picture: what the vision Worker does with a camera frame and with a picture taken, and the pixel work below it.
// One program, built natively, with vector instructions and without; tests/bench/run vision runs all and prints the machine.
//   vision_bench MODELS_FOLDER PORTRAIT.jpg [PASSPORT.jpg]         lines of NAME, tab, median milliseconds
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "shared/document/reader.hpp"
#include "shared/picture/picture.hpp"
#include "shared/portrait/detect.hpp"
#include "shared/portrait/judge.hpp"
#include "shared/portrait/landmarks.hpp"

namespace motcua::bench {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int rounds = 15;

std::string bytes_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) std::fprintf(stderr, "%s cannot be read\n", path.c_str()), std::exit(1);
    return {std::istreambuf_iterator<char>(in), {}};
}

picture::Picture decoded(const std::string& path) {
    auto picture = picture::decode(bytes_of(path));
    if (!picture) std::fprintf(stderr, "%s is no picture\n", path.c_str()), std::exit(1);
    return *std::move(picture);
}

template <class Once>
void time(const char* what, Once once) {
    std::vector<double> times;
    for (int i = 0; i <= rounds; ++i) {
        const auto start = Clock::now();
        volatile auto kept = once();
        (void)kept;
        if (i > 0) times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());  // the first warms up
    }
    std::sort(times.begin(), times.end());
    std::printf("%s\t%.3f\n", what, times[rounds / 2]);
}

/// A camera's frame with the portrait in its middle, and what a browser's canvas gives.
picture::Picture frame_of(const picture::Picture& portrait, int width, int height) {
    picture::Picture frame = picture::blank(width, height, 3, 215);
    const picture::Picture small = picture::resize(portrait, height * portrait.width / portrait.height, height);
    for (int y = 0; y < height; ++y)
        std::copy_n(small.row(y), small.stride(), frame.row(y) + 3 * static_cast<std::ptrdiff_t>((width - small.width) / 2));
    return frame;
}
std::vector<std::uint8_t> rgba_of(const picture::Picture& p) {
    std::vector<std::uint8_t> out;
    for (std::size_t i = 0; i < p.pixels.size(); i += 3) out.insert(out.end(), {p.pixels[i + 2], p.pixels[i + 1], p.pixels[i], 255});
    return out;
}

void pixel_work(const picture::Picture& large) {
    const std::vector<std::uint8_t> rgba = rgba_of(large);
    time("pixels: RGBA to BGR, 1920x1440", [&] { return picture::from_rgba(rgba, large.width, large.height)->width; });
    time("pixels: BGR to grey, 1920x1440", [&] { return picture::to_grey(large).width; });
    time("pixels: area scaling to 640x480", [&] { return picture::resize(large, 640, 480).width; });
    time("pixels: a quarter turn, 1920x1440", [&] { return picture::upright(large, 6).width; });
}

void portrait_work(const portrait::Models& models, const picture::Picture& photo) {
    const portrait::Policy policy = portrait::policy_vn();
    const picture::Picture frame = frame_of(photo, 640, 480), large = frame_of(photo, 1920, 1440);
    const auto faces = portrait::detect(frame, models);
    if (!faces || faces->empty()) std::fprintf(stderr, "no face in the portrait\n"), std::exit(1);
    time("portrait: detection, 640x480", [&] { return portrait::detect(frame, models)->size(); });
    time("portrait: landmarks, 640x480", [&] { return portrait::find_landmarks(frame, faces->front(), models).ok(); });
    time("portrait: a live frame, 640x480", [&] { return portrait::judge(frame, models, policy, portrait::Extent::live)->faces; });
    time("portrait: full judgement, 480x640", [&] { return portrait::judge(photo, models, policy)->faces; });
    time("portrait: full judgement, 1920x1440", [&] { return portrait::judge(large, models, policy)->faces; });
}

void passport_work(const std::string& models, const picture::Picture& page) {
    const auto ocr = document::Ocr::load(bytes_of(models + "/ocrb.bin"));
    if (!ocr) std::fprintf(stderr, "ocrb.bin cannot be used\n"), std::exit(1);
    const Date today = *parse_date("2026-11-29");
    const picture::Picture large = picture::resize(page, 1920, 1920 * page.height / page.width);
    const picture::Picture live = picture::resize(page, 1280, 1280 * page.height / page.width);
    if (!document::read(large, **ocr, today).found) std::fprintf(stderr, "no zone in the passport\n");
    time("passport: reading a frame, 1280 wide", [&] { return document::read(live, **ocr, today).found; });
    time("passport: reading a picture, 1920 wide", [&] { return document::read(large, **ocr, today).found; });
    const picture::Picture nothing = picture::blank(1920, 1440, 3, 200);
    time("passport: a picture without a zone, 1920x1440", [&] { return document::read(nothing, **ocr, today).found; });
}

}  // namespace
}  // namespace motcua::bench

int main(int count, char** words) {
    using namespace motcua;
    if (count < 3) return std::fprintf(stderr, "vision_bench MODELS_FOLDER PORTRAIT.jpg [PASSPORT.jpg]\n"), 2;
    const std::string folder = words[1];
    const std::string detector = bench::bytes_of(folder + "/blazeface.onnx"), landmarks = bench::bytes_of(folder + "/facemesh.onnx"),
                      mask = bench::bytes_of(folder + "/selfie.onnx");
    const auto models = portrait::Models::load({.detector = detector, .mesh = landmarks, .person = mask});
    if (!models) return std::fprintf(stderr, "the models cannot be loaded\n"), 1;
    const picture::Picture photo = bench::decoded(words[2]);
    bench::pixel_work(bench::frame_of(photo, 1920, 1440));
    bench::portrait_work(**models, photo);
    if (count > 3) bench::passport_work(folder, bench::decoded(words[3]));
    return 0;
}
