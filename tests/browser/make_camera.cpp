// Clips for Chromium's fake camera (--use-file-for-fake-video-capture=FILE.mjpeg): plain concatenated JPEGs, 640 x 480, of
// painted people. make_camera FOLDER [SEED] writes good, dark, far, blurred, two, nobody and moving.mjpeg; make_camera FOLDER
// PORTRAIT.jpg writes good.mjpeg of the person on that portrait, make_camera FOLDER SCREEN.png paper.mjpeg of that screen.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <string_view>

#include "server/registry/demo_faces.hpp"
#include "shared/picture/picture.hpp"

using namespace motcua;
using picture::Picture;

namespace {

constexpr int width = 640, height = 480;

/// A portrait put onto a wall, its eyes in the middle of the frame, `size` pixels wide.
void put(Picture& frame, const Picture& portrait, int size, int middle, int top) {
    const Picture p = picture::resize(portrait, size, size * portrait.height / portrait.width);
    const int left = middle - p.width / 2;
    for (int y = std::max(0, -top); y < p.height && top + y < frame.height; ++y)
        for (int x = std::max(0, -left); x < p.width && left + x < frame.width; ++x)
            std::copy_n(p.row(y) + 3 * x, 3, frame.row(top + y) + 3 * (left + x));
}

Picture on_wall(const Picture& portrait, int size, int aside = 0) {
    const std::uint8_t* wall = portrait.row(4) + 12;
    Picture frame = picture::blank(width, height, 3, wall[1]);
    put(frame, portrait, size, width / 2 + aside, size >= 360 ? 0 : height - size * 4 / 3);
    return frame;
}

Picture darkened(Picture p) {
    for (auto& v : p.pixels) v = static_cast<std::uint8_t>(v * 3 / 10);
    return p;
}

bool write(const std::string& path, const std::function<Picture(int)>& frame, int frames = 4) {
    std::ofstream out(path, std::ios::binary);
    for (int i = 0; i < frames; ++i) out << *picture::encode_jpeg(frame(i), 90);
    return out.good();
}

/// A telephone's screen held before the camera: a third of the frame's height stays free around it.
Picture held_up(const Picture& screen, int shift) {
    Picture frame = picture::blank(width, height, 3, 90);
    const int size = std::min(height * 2 / 3, height * 2 / 3 * screen.width / screen.height);
    put(frame, screen, size, width / 2 + shift, height / 6);
    return frame;
}

/// The person of a demo portrait, or a picture of a screen, before the camera.
int one_picture(const std::string& folder, const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    const auto shown = picture::decode(bytes);
    if (!shown) return std::cerr << file << " is no picture\n", 1;
    const bool person = file.ends_with(".jpg");
    return write(folder + (person ? "good.mjpeg" : "paper.mjpeg"), [&](int i) { return person ? on_wall(*shown, 400 + i) : held_up(*shown, i); }) ? 0 : 1;
}

}  // namespace

int main(int count, char** words) {
    if (count < 2) return std::cerr << "make_camera FOLDER [SEED | PORTRAIT.jpg | SCREEN.png]\n", 2;
    const std::string folder = std::string(words[1]) + "/";
    std::error_code trouble;
    std::filesystem::create_directories(folder, trouble);  // a fresh clone has none
    if (trouble) return std::cerr << folder << ": " << trouble.message() << '\n', 1;
    if (count > 2 && std::string_view(words[2]).find('.') != std::string_view::npos) return one_picture(folder, words[2]);
    const auto seed = static_cast<std::uint32_t>(count > 2 ? std::atoi(words[2]) : 1);
    const Picture person = demo::paint_face(seed, 0, 480), other = demo::paint_face(seed + 1, 0, 480);
    const bool done =
        write(folder + "good.mjpeg", [&](int i) { return on_wall(person, 400 + i); }) &&
        write(folder + "dark.mjpeg", [&](int i) { return darkened(on_wall(person, 400 + i)); }) &&
        write(folder + "far.mjpeg", [&](int i) { return on_wall(person, 150 + i); }) &&
        write(folder + "blurred.mjpeg",
              [&](int i) { return picture::resize(picture::resize(on_wall(person, 400 + i), 64, 48), width, height); }) &&
        write(folder + "two.mjpeg",
              [&](int i) {
                  Picture frame = picture::blank(width, height, 3, 225);
                  put(frame, person, 310, 165 + i, 40);
                  put(frame, other, 310, 480, 40);
                  return frame;
              }) &&
        write(folder + "nobody.mjpeg",
              [&](int i) { return picture::blank(width, height, 3, static_cast<std::uint8_t>(220 + i)); }) &&
        // somebody who is good in each frame and does not hold still: from side to side in 1.6 seconds, 30 frames each
        write(folder + "moving.mjpeg", [&](int i) { return on_wall(person, 400, (i < 24 ? i : 48 - i) * 4 - 48); }, 48);
    return done ? 0 : 1;
}
