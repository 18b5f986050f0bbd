#include "server/sandbox/confine.hpp"

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include <linux/capability.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace motcua::sandbox {
namespace {

constexpr std::array<std::pair<std::string_view, bool Confinement::*>, 5> layers{{{"limits", &Confinement::limits},
                                                                                  {"privileges", &Confinement::privileges},
                                                                                  {"namespaces", &Confinement::namespaces},
                                                                                  {"empty_root", &Confinement::empty_root},
                                                                                  {"filter", &Confinement::filter}}};

// The sanitizers keep terabytes of address space and make calls of their own: they find faults, they are not what is shipped.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

bool leave_namespaces() {
    return ::unshare(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP) == 0;
}

/// /proc is the one folder that is surely there (the server found this program through it): it gives its place to an empty one.
bool leave_files() {
    return ::mount("none", "/proc", "tmpfs", MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC, "size=4k,nr_inodes=2") == 0 &&
           ::chroot("/proc") == 0 && ::chdir("/") == 0;
}

bool give_up_privileges() {
    __user_cap_header_struct header{.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
    const std::array<__user_cap_data_struct, 2> none{};
    const bool dropped = ::syscall(SYS_capset, &header, none.data()) == 0;
    // not dumpable: nobody may trace it, and its /proc files belong to root
    const bool closed = ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && dropped && closed;
}

template <class Resource>
bool limit(Resource resource, std::uint64_t most) {
    const rlimit both{.rlim_cur = most, .rlim_max = most};
    return ::setrlimit(resource, &both) == 0;
}

bool accept_limits(const Limits& limits) {
    bool all = sanitized || limit(RLIMIT_AS, limits.memory);
    all = limit(RLIMIT_CPU, limits.cpu_seconds * (sanitized ? 4 : 1)) && all;
    for (const auto resource : {RLIMIT_CORE, RLIMIT_FSIZE, RLIMIT_NPROC, RLIMIT_NOFILE, RLIMIT_MEMLOCK, RLIMIT_MSGQUEUE})
        all = limit(resource, 0) && all;
    return all;
}

/// Read the one pipe, write the other, get plain memory, end. All else is what a picture that took over would try.
bool allow_decoding(scmp_filter_ctx filter) {
    bool all = true;
    const auto allow = [&](int call, auto... conditions) {
        all = seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, sizeof...(conditions), conditions...) == 0 && all;
    };
    allow(SCMP_SYS(read), SCMP_A0_64(SCMP_CMP_EQ, STDIN_FILENO));
    allow(SCMP_SYS(write), SCMP_A0_64(SCMP_CMP_EQ, STDOUT_FILENO));
    allow(SCMP_SYS(mmap), SCMP_A2_64(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
          SCMP_A3_64(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS));
    for (const int call : {SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(brk), SCMP_SYS(exit_group)})
        allow(call);
    return all;
}

bool filter_calls() {
    if (sanitized) return false;
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    if (filter == nullptr) return false;
    const bool loaded = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0 &&
                        seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1) == 0 && allow_decoding(filter) &&
                        seccomp_load(filter) == 0;
    seccomp_release(filter);
    return loaded;
}

}  // namespace

std::uint32_t Confinement::bits() const {
    std::uint32_t out = 0;
    for (std::size_t i = 0; i < layers.size(); ++i) out |= std::uint32_t{this->*layers[i].second} << i;
    return out;
}

Confinement Confinement::of(std::uint32_t bits) {
    Confinement out;
    for (std::size_t i = 0; i < layers.size(); ++i) out.*layers[i].second = (bits >> i & 1) != 0;
    return out;
}

std::string Confinement::text() const {
    std::string out;
    for (const auto& [name, layer] : layers)
        if (this->*layer) out += (out.empty() ? "" : " ") + std::string(name);
    return out.empty() ? "nothing" : out;
}

Confinement confine(const Limits& limits) {
    Confinement out;
    out.namespaces = leave_namespaces();
    out.empty_root = out.namespaces && leave_files();
    out.limits = accept_limits(limits);
    out.privileges = give_up_privileges();
    out.filter = filter_calls();
    return out;
}

}  // namespace motcua::sandbox
