// Makes the pictures of the page "How fingerprints are read" at build time, from synthetic prints (nobody's finger), by the code
// that judges and compares at the counter:   finger_pictures FOLDER
#include <cstdio>
#include <fstream>
#include <string>

#include "shared/finger/match.hpp"
#include "shared/overlay/finger.hpp"
#include "shared/finger/synthesis.hpp"

using namespace motcua;

namespace {

constexpr std::uint64_t shown_finger = 12;  ///< a whorl, its middle in the middle of the picture
constexpr int jpeg_quality = 78;

bool write(const std::string& path, const picture::Picture& picture) {
    const auto jpeg = picture::encode_jpeg(picture, jpeg_quality);
    if (!jpeg) return false;
    std::ofstream file(path, std::ios::binary);
    file.write(jpeg->data(), static_cast<std::streamsize>(jpeg->size())).flush();
    return file.good();
}

/// One impression of each kind that the officer is told about, as large as a thumbnail.
bool write_flaws(const std::string& folder, const finger::MasterPrint& finger) {
    const finger::Impression good{.seed = 5};
    const struct {
        const char* name;
        finger::Impression how;
    } flaws[] = {{"dry", {.seed = 5, .moisture = -85, .noise_percent = 45}}, {"wet", {.seed = 5, .moisture = 90}}, {"partial", {.seed = 5, .shift_x = 60, .shift_y = 90, .contact_percent = 40}}};
    bool fine = write(folder + "/finger-good.jpg", overlay::draw_print(finger::press(finger, good)));
    for (const auto& [name, how] : flaws) fine = write(folder + "/finger-" + name + ".jpg", overlay::draw_print(finger::press(finger, how))) && fine;
    return fine;
}

bool write_all(const std::string& folder) {
    const finger::MasterPrint finger = finger::grow_finger(shown_finger);
    const finger::GreyImage first = finger::press(finger, {.seed = 2}), second = finger::press(finger, {.seed = 3, .turn_degrees = 14, .shift_x = 22, .shift_y = -16});
    const auto a = finger::extract(first), b = finger::extract(second);
    if (!a || !b) return false;
    return write(folder + "/finger-flow.jpg", overlay::draw_flow({first, *a})) && write(folder + "/finger-minutiae.jpg", overlay::draw_minutiae({first, *a})) &&
           write(folder + "/finger-pairs.jpg", overlay::draw_pairs({first, *a}, {second, *b}, finger::compare(*a, *b))) && write_flaws(folder, finger);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return std::fputs("usage: finger_pictures FOLDER\n", stderr), 2;
    return write_all(argv[1]) ? 0 : 1;
}
