#include "server/sandbox/worker.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <memory>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace motcua::sandbox {
namespace {

constexpr int pipe_bytes = 1 << 20;  // pixels come in megabytes: fewer turns than with the usual 64 KiB

struct Ends {
    Pipe read, write;
};
std::optional<Ends> make_pipe() {
    std::array<int, 2> both{};
    if (::pipe2(both.data(), O_CLOEXEC) != 0) return std::nullopt;
    ::fcntl(both[1], F_SETPIPE_SZ, pipe_bytes);  // refused where the user's share is used up: it is only quicker
    return Ends{.read = Pipe(both[0]), .write = Pipe(both[1])};
}

/// What the child does between its birth and exec: its own pipes, no other descriptor, no blocked signal, a group of its own
/// (Ctrl-C at the server's terminal is for the server).
class Birth {
public:
    Birth(const Pipe& input, const Pipe& output) {
        ::posix_spawn_file_actions_init(&files_);
        ::posix_spawn_file_actions_adddup2(&files_, input.number(), STDIN_FILENO);
        ::posix_spawn_file_actions_adddup2(&files_, output.number(), STDOUT_FILENO);
        ::posix_spawn_file_actions_addopen(&files_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        ::posix_spawn_file_actions_addclosefrom_np(&files_, STDERR_FILENO + 1);
        sigset_t none, usual;
        sigemptyset(&none);
        sigfillset(&usual);
        ::posix_spawnattr_init(&attributes_);
        ::posix_spawnattr_setsigmask(&attributes_, &none);
        ::posix_spawnattr_setsigdefault(&attributes_, &usual);
        ::posix_spawnattr_setpgroup(&attributes_, 0);
        ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }
    Birth(const Birth&) = delete;
    Birth& operator=(const Birth&) = delete;
    ~Birth() {
        ::posix_spawn_file_actions_destroy(&files_);
        ::posix_spawnattr_destroy(&attributes_);
    }
    /// The process's number, or -1.
    [[nodiscard]] pid_t of(const std::vector<std::string>& program) const {
        std::vector<char*> arguments;
        for (const auto& word : program) arguments.push_back(const_cast<char*>(word.c_str()));
        arguments.push_back(nullptr);
        std::array<char*, 1> no_environment{nullptr};
        pid_t out = -1;
        const int fault = ::posix_spawn(&out, arguments[0], &files_, &attributes_, arguments.data(), no_environment.data());
        return fault == 0 ? out : -1;
    }

private:
    posix_spawn_file_actions_t files_{};
    posix_spawnattr_t attributes_{};
};

/// Waits until the pipe has room or bytes. A pipe whose other end is closed counts as ready: the call that follows finds out.
bool ready(const Pipe& pipe, short what, Deadline deadline) {
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
        if (left <= 0) return false;
        pollfd watched{.fd = pipe.number(), .events = what, .revents = 0};
        const int found = ::poll(&watched, 1, static_cast<int>(std::min<long>(left, 60'000)));
        if (found > 0) return true;
        if (found < 0 && errno != EINTR) return false;
    }
}

/// Moves `count` bytes by `step`, which reads or writes what it can and gives what the system call gave.
template <class Step>
Spoken move(const Pipe& pipe, short what, std::size_t count, Deadline deadline, Step step) {
    for (std::size_t done = 0; done < count;) {
        if (!ready(pipe, what, deadline)) return Spoken::late;
        const ssize_t now = step(done);
        if (now > 0) done += static_cast<std::size_t>(now);
        if (now == 0 || (now < 0 && errno != EINTR && errno != EAGAIN)) return Spoken::closed;
    }
    return Spoken::done;
}

std::string told(int status) {
    return WIFSIGNALED(status) ? fmt::format("signal {}", WTERMSIG(status)) : fmt::format("exit {}", WEXITSTATUS(status));
}

}  // namespace

Pipe& Pipe::operator=(Pipe&& other) noexcept {
    close();
    number_ = std::exchange(other.number_, -1);
    return *this;
}

void Pipe::close() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
}

std::optional<Worker> Worker::start(const std::vector<std::string>& program) {
    auto input = make_pipe(), output = make_pipe();
    if (!input || !output) return std::nullopt;
    const pid_t process = Birth(input->read, output->write).of(program);
    if (process < 0) return std::nullopt;
    // only our ends: theirs are theirs and must block
    ::fcntl(input->write.number(), F_SETFL, O_NONBLOCK);
    ::fcntl(output->read.number(), F_SETFL, O_NONBLOCK);
    return Worker(process, std::move(input->write), std::move(output->read));
}

Worker::Worker(Worker&& other) noexcept
    : process_(std::exchange(other.process_, -1)),
      status_(other.status_),
      to_(std::move(other.to_)),
      from_(std::move(other.from_)) {}

Spoken Worker::send(const void* from, std::size_t count, Deadline deadline) {
    return move(to_, POLLOUT, count, deadline,
                [&](std::size_t done) { return ::write(to_.number(), static_cast<const char*>(from) + done, count - done); });
}

Spoken Worker::receive(void* to, std::size_t count, Deadline deadline) {
    return move(from_, POLLIN, count, deadline,
                [&](std::size_t done) { return ::read(from_.number(), static_cast<char*>(to) + done, count - done); });
}

bool Worker::alive() {
    if (process_ < 0 || ::waitpid(process_, &status_, WNOHANG) == 0) return process_ >= 0;
    process_ = -1;
    return false;
}

std::string Worker::end() {
    if (process_ >= 0) {
        ::kill(process_, SIGKILL);
        while (::waitpid(process_, &status_, 0) < 0 && errno == EINTR) {
        }
        process_ = -1;
    }
    return told(status_);
}

}  // namespace motcua::sandbox
