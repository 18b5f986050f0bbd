// A decoding program that misbehaves in the way its first argument says: what the server must live through, and what a picture
// that took the real one over would try from inside the same confinement.
//   sandbox_probe MISDEED
//   sandbox_probe refused PROGRAM ARGUMENT…     runs PROGRAM where the system refuses seccomp and namespaces, as containers may
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "server/sandbox/confine.hpp"
#include "server/sandbox/framing.hpp"

using namespace motcua::sandbox;

// Built with a sanitizer it must still die by its signal. (The server gives it no environment to say so.)
extern "C" {  // NOLINTBEGIN: the sanitizers' names
const char* __asan_default_options();
const char* __tsan_default_options();
const char* __asan_default_options() { return "handle_segv=0"; }
const char* __tsan_default_options() { return "handle_segv=0"; }
}  // NOLINTEND

namespace {

void say(const void* from, std::size_t count) { (void)!::write(STDOUT_FILENO, from, count); }

void greet(const Limits& limits = {}) {
    const Greeting greeting{.confinement = confine(limits).bits()};
    say(&greeting, sizeof greeting);
}

/// Waits for the whole request, as if to decode it.
Request hear() {
    Request request;
    (void)!::read(STDIN_FILENO, &request, sizeof request);
    std::string bytes(request.bytes, '\0');
    for (std::size_t at = 0; at < bytes.size();) {
        const auto got = ::read(STDIN_FILENO, bytes.data() + at, bytes.size() - at);
        if (got <= 0) break;
        at += static_cast<std::size_t>(got);
    }
    return request;
}

/// Not through a null pointer: UBSan would end the process in a civil way.
void crash() { *reinterpret_cast<volatile char*>(std::uintptr_t{16}) = 1; }

void answer(const Answer& head) { say(&head, sizeof head); }

/// A system call from inside, one that does no harm where nothing stops it; whoever comes back from it was not stopped and says so by its exit status.
std::function<void()> inside(std::function<void()> misdeed) {
    return [misdeed = std::move(misdeed)] {
        greet();
        hear();
        misdeed();
        ::_exit(77);
    };
}

volatile std::uint64_t spinning = 0;
[[noreturn]] void spin() {
    for (;;) spinning = spinning + 1;
}

/// Takes memory and touches it until there is no more; gives how many MiB there were.
int fill_memory() {
    int blocks = 0;
    for (;; ++blocks) {
        void* block = ::mmap(nullptr, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (block == MAP_FAILED) return blocks;
        std::memset(block, 1, 1 << 20);
    }
}

const std::map<std::string_view, std::function<void()>> misdeeds{
    {"open", inside([] { ::open("/etc/passwd", O_RDONLY); })},
    {"create", inside([] { ::open("/tmp/motcua-probe", O_CREAT | O_WRONLY, 0600); })},
    {"socket", inside([] { ::socket(AF_INET, SOCK_STREAM, 0); })},
    {"exec", inside([] { ::execl("/bin/true", "true", nullptr); })},
    {"fork", inside([] { ::fork(); })},
    {"trace", inside([] { ::ptrace(PTRACE_TRACEME, 0, 0, 0); })},
    {"kill", inside([] { ::kill(0x7ffffffe, 0); })},
    {"code", inside([] { ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); })},
    {"protect", inside([] { ::mprotect(reinterpret_cast<void*>(4096), 4096, PROT_EXEC); })},
    {"other_pipe", inside([] { (void)!::write(STDERR_FILENO, "x", 1); })},
    {"memory",
     [] {
         greet({.memory = 64 << 20});
         hear();
         ::_exit(fill_memory());
     }},
    {"processor",
     [] {
         greet({.cpu_seconds = 1});
         hear();
         spin();
     }},
    {"hang",
     [] {
         greet();
         hear();
         spin();
     }},
    {"deaf",
     [] {
         greet();
         spin();
     }},
    {"mute", [] { spin(); }},
    {"absent", [] {}},
    {"stranger",
     [] {
         const Greeting other{.word = word_of_protocol + 1};
         say(&other, sizeof other);
         hear();
     }},
    {"crash",
     [] {
         greet();
         hear();
         crash();
     }},
    {"crash_midway",
     [] {
         greet();
         hear();
         answer({.outcome = Outcome::done, .width = 40, .height = 30, .channels = 3});
         say("half", 4);
         crash();
     }},
    {"larger",
     [] {
         greet();
         hear();
         answer({.outcome = Outcome::done, .width = 60'000, .height = 60'000, .channels = 3});
         spin();
     }},
    {"other_channels",
     [] {
         greet();
         hear();
         answer({.outcome = Outcome::done, .width = 40, .height = 30, .channels = 4});
         spin();
     }},
    {"other_outcome",
     [] {
         greet();
         hear();
         answer({.outcome = static_cast<Outcome>(99)});
         spin();
     }},
    {"weak",
     [] {
         Greeting greeting;
         greeting.confinement = Confinement{.limits = true}.bits();
         say(&greeting, sizeof greeting);
         hear();
     }},
};

/// From now on the system answers EPERM where a strict container would.
bool refuse_confinement() {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    const auto refuse = [&](int call) { return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0) == 0; };
    const bool done =
        refuse(SCMP_SYS(seccomp)) && refuse(SCMP_SYS(unshare)) &&
        seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(prctl), 1, SCMP_A0(SCMP_CMP_EQ, PR_SET_SECCOMP)) == 0 &&
        seccomp_load(filter) == 0;
    seccomp_release(filter);
    return done;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) return 64;
    if (std::string_view(argv[1]) == "refused") {
        if (argc < 3 || !refuse_confinement()) return 65;
        ::execv(argv[2], argv + 2);
        return 66;
    }
    const auto found = misdeeds.find(argv[1]);
    if (found == misdeeds.end()) return 64;
    found->second();
    return 0;
}
