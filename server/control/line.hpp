// One line over a UNIX socket, bounded in bytes and time.
#pragma once

#include <sys/un.h>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace motcua::control {

inline constexpr std::size_t most_asked = 4 * 1024, most_answered = 256 * 1024;

/// A descriptor that is closed with its owner.
class Socket {
public:
    explicit Socket(int file = -1) : file_(file) {}
    Socket(Socket&& other) noexcept;
    Socket& operator=(Socket&& other) noexcept;
    ~Socket();
    [[nodiscard]] int get() const { return file_; }
    [[nodiscard]] bool open() const { return file_ >= 0; }

private:
    int file_;
};

using Deadline = std::chrono::steady_clock::time_point;
[[nodiscard]] Deadline within(std::chrono::milliseconds time);

/// The line without its end; nothing when it is too long, too late or cut.
[[nodiscard]] std::optional<std::string> read_line(const Socket& socket, std::size_t most, Deadline deadline);
[[nodiscard]] bool write_line(const Socket& socket, std::string text, Deadline deadline);

/// The address of DATA/control.sock. Paths of sockets are short: a long one goes by the folder's descriptor, which must live as
/// long as the address is used.
struct Place {
    Socket folder;
    sockaddr_un address{};
};
[[nodiscard]] std::optional<Place> place_in(const std::string& data_dir);
[[nodiscard]] std::string path_in(const std::string& data_dir);

}  // namespace motcua::control
