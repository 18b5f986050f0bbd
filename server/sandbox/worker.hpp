// One decoding process as the server holds it: started by exec, spoken to through pipes with a deadline, killed and reaped
// when it goes. It is never trusted: it may hang, die or say anything.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <sys/types.h>

namespace motcua::sandbox {

using Deadline = std::chrono::steady_clock::time_point;

/// A descriptor that closes itself.
class Pipe {
public:
    explicit Pipe(int number = -1) : number_(number) {}
    Pipe(Pipe&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Pipe& operator=(Pipe&& other) noexcept;
    ~Pipe() { close(); }
    void close();
    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

enum class Spoken : std::uint8_t { done, late, closed };

class Worker {
public:
    /// `program`: its path and arguments. None when it cannot be started. Its environment is empty: the server's may hold keys.
    [[nodiscard]] static std::optional<Worker> start(const std::vector<std::string>& program);
    Worker(Worker&& other) noexcept;
    Worker& operator=(Worker&&) = delete;
    ~Worker() { end(); }

    [[nodiscard]] Spoken send(const void* from, std::size_t count, Deadline deadline);
    [[nodiscard]] Spoken receive(void* to, std::size_t count, Deadline deadline);
    [[nodiscard]] bool alive();
    /// Kills it unless it has ended, and says how it ended: "exit 0", "signal 31".
    std::string end();

private:
    Worker(pid_t process, Pipe to, Pipe from) : process_(process), to_(std::move(to)), from_(std::move(from)) {}
    pid_t process_ = -1;
    int status_ = 0;
    Pipe to_, from_;
};

}  // namespace motcua::sandbox
