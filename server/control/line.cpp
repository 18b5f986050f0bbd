#include "server/control/line.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace motcua::control {
namespace {

/// Whether the socket is ready before the deadline.
bool wait(const Socket& socket, short what, Deadline deadline) {
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
        if (left <= 0) return false;
        pollfd one{.fd = socket.get(), .events = what, .revents = 0};
        const int ready = ::poll(&one, 1, static_cast<int>(std::min<std::int64_t>(left, 60'000)));
        if (ready > 0) return true;
        if (ready < 0 && errno != EINTR) return false;
    }
}

}  // namespace

Socket::Socket(Socket&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
Socket& Socket::operator=(Socket&& other) noexcept {
    std::swap(file_, other.file_);
    return *this;
}
Socket::~Socket() {
    if (file_ >= 0) ::close(file_);
}

Deadline within(std::chrono::milliseconds time) { return std::chrono::steady_clock::now() + time; }

std::optional<std::string> read_line(const Socket& socket, std::size_t most, Deadline deadline) {
    std::string out;
    char buffer[4096];
    while (wait(socket, POLLIN, deadline)) {
        const auto got = ::recv(socket.get(), buffer, sizeof buffer, MSG_DONTWAIT);
        if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (got <= 0) return std::nullopt;
        out.append(buffer, static_cast<std::size_t>(got));
        const auto end = out.find('\n');
        if (std::min(end, out.size()) > most) return std::nullopt;
        if (end != std::string::npos) return out.substr(0, end);
    }
    return std::nullopt;
}

bool write_line(const Socket& socket, std::string text, Deadline deadline) {
    text += '\n';
    for (std::string_view rest = text; !rest.empty();) {
        if (!wait(socket, POLLOUT, deadline)) return false;
        const auto put = ::send(socket.get(), rest.data(), rest.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (put < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (put <= 0) return false;
        rest.remove_prefix(static_cast<std::size_t>(put));
    }
    return true;
}

std::string path_in(const std::string& data_dir) { return data_dir + "/control.sock"; }

std::optional<Place> place_in(const std::string& data_dir) {
    Place out;
    auto path = path_in(data_dir);
    if (path.size() >= sizeof out.address.sun_path) {
        out.folder = Socket(::open(data_dir.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        if (!out.folder.open()) return std::nullopt;
        path = path_in("/proc/self/fd/" + std::to_string(out.folder.get()));
    }
    out.address.sun_family = AF_UNIX;
    std::copy(path.begin(), path.end(), out.address.sun_path);
    return out;
}

}  // namespace motcua::control
