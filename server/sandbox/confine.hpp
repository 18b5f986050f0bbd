// How a process locks itself up before it touches a picture from outside: what it cannot do any more even if the picture
// takes it over. Each layer holds by itself; what the system refuses (containers often do) is left out and told.
#pragma once

#include <cstdint>
#include <string>

namespace motcua::sandbox {

struct Limits {
    std::uint64_t memory = 512ull << 20;  ///< RLIMIT_AS, bytes: a 24-megapixel progressive JPEG needs 300 MB
    std::uint64_t cpu_seconds = 5;        ///< RLIMIT_CPU
};

/// The layers in force.
struct Confinement {
    bool limits = false;      ///< memory, CPU time, no new files, processes or core dumps
    bool privileges = false;  ///< no capabilities, none to be had (no_new_privs), memory closed to other processes
    bool namespaces = false;  ///< no network, another user
    bool empty_root = false;  ///< an empty read-only folder is all there is of the file system
    bool filter = false;      ///< seccomp: any system call that decoding does not need kills the process

    [[nodiscard]] std::uint32_t bits() const;
    [[nodiscard]] static Confinement of(std::uint32_t bits);
    [[nodiscard]] bool complete() const { return limits && privileges && namespaces && empty_root && filter; }
    /// "limits privileges namespaces empty_root filter": what holds, for logs and `admin doctor`.
    [[nodiscard]] std::string text() const;
    friend bool operator==(const Confinement&, const Confinement&) = default;
};

/// What a log line may say of it.
[[nodiscard]] inline std::string log_words(const Confinement& confinement) { return confinement.text(); }

/// Confines the calling process for good. Call it with one thread, and with nothing but 0, 1 and 2 open.
[[nodiscard]] Confinement confine(const Limits& limits);

}  // namespace motcua::sandbox
