// motcua-decode: started by the server for one picture. It locks itself up, greets, reads the picture from its standard input,
// writes the pixels to its standard output and ends. A program of its own: it starts in a few milliseconds, so that no
// picture ever meets a process that another picture has been in, and it holds nothing but the decoders.
#include <cstdint>
#include <cstring>
#include <new>
#include <string>
#include <utility>

#include <unistd.h>

#include "server/sandbox/confine.hpp"
#include "server/sandbox/framing.hpp"
#include "shared/finger/input/read.hpp"

using namespace motcua;
using namespace motcua::sandbox;

namespace {

enum Exit { served = 0, idle = 0, broken_pipe = 2, no_memory = 3, misused = 4 };

bool read_all(void* to, std::size_t count) {
    auto* at = static_cast<char*>(to);
    while (count > 0) {
        const auto got = ::read(STDIN_FILENO, at, count);
        if (got <= 0) return false;
        at += got;
        count -= static_cast<std::size_t>(got);
    }
    return true;
}

bool write_all(const void* from, std::size_t count) {
    const auto* at = static_cast<const char*>(from);
    while (count > 0) {
        const auto put = ::write(STDOUT_FILENO, at, count);
        if (put <= 0) return false;
        at += put;
        count -= static_cast<std::size_t>(put);
    }
    return true;
}

Result<picture::Picture> decode_finger(const std::string& bytes) {
    MOTCUA_TRY(image, finger::decode_file(finger::bytes_of(bytes)));
    return picture::Picture{.width = image.width, .height = image.height, .channels = 1, .pixels = std::move(image.pixels)};
}

Result<picture::Picture> decode_any(const std::string& bytes, const Request& request) {
    if (request.finger != 0) return decode_finger(bytes);
    return picture::decode(bytes, request.grey != 0 ? picture::Colour::grey : picture::Colour::bgr);
}

Result<picture::Picture> decode(const std::string& bytes, const Request& request) {
    MOTCUA_TRY(picture, decode_any(bytes, request));
    const Size now{picture.width, picture.height};
    const Size wanted = fitted(now, static_cast<int>(request.largest_side));
    if (wanted == now) return std::move(picture);
    return picture::resize(picture, wanted.width, wanted.height);
}

bool answer(const Result<picture::Picture>& picture) {
    if (!picture.ok()) {
        const Answer refusal{.outcome = outcome_of(picture.error().code)};
        return write_all(&refusal, sizeof refusal);
    }
    const Answer head{.outcome = Outcome::done,
                      .width = static_cast<std::uint32_t>(picture->width),
                      .height = static_cast<std::uint32_t>(picture->height),
                      .channels = static_cast<std::uint32_t>(picture->channels)};
    return write_all(&head, sizeof head) && write_all(picture->pixels.data(), picture->pixels.size());
}

int serve_one() {
    Request request;
    if (!read_all(&request, sizeof request)) return idle;  // the server went away
    if (!acceptable(request)) return misused;
    std::string bytes(request.bytes, '\0');
    if (!read_all(bytes.data(), bytes.size())) return broken_pipe;
    return answer(decode(bytes, request)) ? served : broken_pipe;
}

}  // namespace

int main() {
    std::set_new_handler([] { ::_exit(no_memory); });
    const Greeting greeting{.confinement = confine({}).bits()};
    if (!write_all(&greeting, sizeof greeting)) return broken_pipe;
    ::_exit(serve_one());  // no clean-up: it would make calls that the filter forbids, and there is nothing to keep
}
