#include "server/scan/scanner.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace motcua::scan {
namespace {

constexpr std::size_t chunk = 64 * 1024;
constexpr std::size_t longest_answer = 1024;
constexpr std::size_t longest_name = 100;

using Clock = std::chrono::steady_clock;

Error unavailable(std::string_view what) { return {.code = ErrorCode::scanner_unavailable, .detail = std::string(what)}; }

/// A connection that never blocks past its deadline.
class Line {
public:
    Line(const std::string& path, Millis deadline) : until_(Clock::now() + std::chrono::milliseconds(deadline)) {
        sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
        if (path.size() >= sizeof address.sun_path) return;
        std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
        socket_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        open_ = socket_ >= 0 && ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }
    ~Line() {
        if (socket_ >= 0) ::close(socket_);
    }
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;

    [[nodiscard]] bool open() const { return open_; }

    Result<void> send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto n = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (n > 0)
                bytes.remove_prefix(static_cast<std::size_t>(n));
            else if (errno != EAGAIN)
                return unavailable("cut off");
            else
                MOTCUA_CHECK(wait(POLLOUT));
        }
        return {};
    }
    /// Up to the NUL that ends clamd's answers.
    Result<std::string> answer() {
        std::string out;
        std::array<char, 256> some{};
        while (out.find('\0') == std::string::npos) {
            const auto n = ::recv(socket_, some.data(), some.size(), 0);
            if (n > 0)
                out.append(some.data(), static_cast<std::size_t>(n));
            else if (n == 0 || errno != EAGAIN)
                return unavailable("no answer");
            else
                MOTCUA_CHECK(wait(POLLIN));
            if (out.size() > longest_answer) return unavailable("answer too long");
        }
        return out.substr(0, out.find('\0'));
    }

private:
    Result<void> wait(short event) const {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until_ - Clock::now()).count();
        pollfd one{.fd = socket_, .events = event, .revents = 0};
        if (left > 0 && ::poll(&one, 1, static_cast<int>(left)) > 0) return {};
        return unavailable("too slow");
    }
    Clock::time_point until_;
    int socket_ = -1;
    bool open_ = false;
};

std::string length_of(std::size_t size) {
    std::string out(4, '\0');
    for (int i = 0; i < 4; ++i) out[static_cast<std::size_t>(i)] = static_cast<char>(size >> (24 - 8 * i));
    return out;
}

Result<void> send_stream(Line& line, std::string_view bytes) {
    MOTCUA_CHECK(line.send(std::string_view("zINSTREAM\0", 10)));
    for (; !bytes.empty(); bytes.remove_prefix(std::min(chunk, bytes.size()))) {
        MOTCUA_CHECK(line.send(length_of(std::min(chunk, bytes.size()))));
        MOTCUA_CHECK(line.send(bytes.substr(0, chunk)));
    }
    return line.send(length_of(0));
}

std::string plain_name(std::string_view text) {
    std::string out;
    for (const char c : text.substr(0, longest_name)) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-';
        out += plain ? c : '_';
    }
    return out;
}

}  // namespace

Result<std::string> socket_path(std::string_view wanted) {
    constexpr std::string_view kind = "unix:";
    if (!wanted.starts_with("unix:/")) return Error{.code = ErrorCode::cli_usage, .detail = "--virus-scanner unix:/PATH"};
    return std::string(wanted.substr(kind.size()));
}

Result<Found> read_answer(std::string_view line) {
    constexpr std::string_view begin = "stream: ", end = " FOUND";
    if (line == "stream: OK") return Found{};
    if (line.starts_with(begin) && line.ends_with(end) && line.size() > begin.size() + end.size())
        return Found{.infected = true, .name = plain_name(line.substr(begin.size(), line.size() - begin.size() - end.size()))};
    return unavailable("answer not understood");  // "INSTREAM size limit exceeded. ERROR" and its like
}

Result<Found> Scanner::scan(std::string_view bytes) const {
    Line line(options_.path, options_.deadline);
    if (!line.open()) return unavailable("no connection");
    MOTCUA_CHECK(send_stream(line, bytes));
    MOTCUA_TRY(answer, line.answer());
    return read_answer(answer);
}

Result<void> Scanner::greet() const {
    Line line(options_.path, options_.deadline);
    if (!line.open()) return unavailable("no connection");
    MOTCUA_CHECK(line.send(std::string_view("zPING\0", 6)));
    MOTCUA_TRY(answer, line.answer());
    return answer == "PONG" ? Result<void>{} : Result<void>{unavailable("answer not understood")};
}

}  // namespace motcua::scan
