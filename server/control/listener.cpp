#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include "server/control/line.hpp"
#include "server/control/socket.hpp"

namespace motcua::control {
namespace {

using std::chrono::milliseconds;

constexpr int most_at_once = 4;  // commands; one more is told that nobody hears it
constexpr milliseconds request_time{5000}, answer_time{5000};
constexpr milliseconds pause{100};
constexpr int tick_ms = 1000;

Json refusal(const Error& error) {
    return Json{{"ok", false}, {"code", code_text(error.code)}, {"detail", error.detail}};
}

bool is_allowed(const Socket& peer) {
    ucred who{};
    socklen_t size = sizeof who;
    if (::getsockopt(peer.get(), SOL_SOCKET, SO_PEERCRED, &who, &size) != 0) return false;
    return who.uid == ::geteuid() || who.uid == 0;
}

/// Made with its rights, not given them afterwards: the mode of a socket's file is that of its descriptor.
Socket listen_at(const std::string& data_dir) {
    const auto place = place_in(data_dir);
    Socket out(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!place || !out.open()) return Socket();
    ::unlink(place->address.sun_path);
    const bool listens = ::fchmod(out.get(), 0600) == 0 &&
                         ::bind(out.get(), reinterpret_cast<const sockaddr*>(&place->address), sizeof place->address) == 0 &&
                         ::listen(out.get(), most_at_once) == 0;
    return listens ? std::move(out) : Socket();
}

}  // namespace

Result<FolderLock> FolderLock::take(const std::string& data_dir) {
    FolderLock out(::open(data_dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (out.folder_ < 0) return Error{.code = ErrorCode::cli_data_dir, .detail = data_dir};
    if (::flock(out.folder_, LOCK_EX | LOCK_NB) != 0) return Error{.code = ErrorCode::store_in_use, .detail = data_dir};
    return out;
}
FolderLock::FolderLock(FolderLock&& other) noexcept : folder_(std::exchange(other.folder_, -1)) {}
FolderLock::~FolderLock() {
    if (folder_ >= 0) ::close(folder_);
}

struct Listener::Impl {
    std::string data_dir;
    Commands commands;
    std::function<void()> idle;
    Socket socket, wake_read, wake_write;
    std::atomic<bool> stopping{false};
    std::mutex mutex;
    std::condition_variable ended;
    int running = 0;
    std::thread thread;

    void accept_until_stopped();
    void begin(Socket peer);
    void end();
    void serve(const Socket& peer);
    [[nodiscard]] Json answer(const std::string& line) const;
};

Listener::Listener() : impl_(std::make_unique<Impl>()) {}

Result<std::unique_ptr<Listener>> Listener::start(const std::string& data_dir, Commands commands, std::function<void()> idle) {
    std::unique_ptr<Listener> out(new Listener());
    auto& impl = *out->impl_;
    impl.data_dir = data_dir;
    impl.commands = std::move(commands);
    impl.idle = std::move(idle);
    impl.socket = listen_at(data_dir);
    int pipe[2] = {-1, -1};
    const bool piped = ::pipe2(pipe, O_CLOEXEC) == 0;
    impl.wake_read = Socket(pipe[0]);
    impl.wake_write = Socket(pipe[1]);
    if (!impl.socket.open() || !piped) return Error{.code = ErrorCode::file_unusable, .detail = path_in(data_dir)};
    impl.thread = std::thread([&impl] { impl.accept_until_stopped(); });
    return out;
}

Listener::~Listener() {
    if (!impl_->thread.joinable()) return;
    impl_->stopping = true;
    (void)!::write(impl_->wake_write.get(), "", 1);
    impl_->thread.join();
    ::unlink(path_in(impl_->data_dir).c_str());
    std::unique_lock lock(impl_->mutex);
    impl_->ended.wait(lock, [&] { return impl_->running == 0; });
}

void Listener::Impl::accept_until_stopped() {
    while (!stopping) {
        pollfd both[]{{.fd = socket.get(), .events = POLLIN, .revents = 0}, {.fd = wake_read.get(), .events = POLLIN, .revents = 0}};
        if (::poll(both, 2, tick_ms) <= 0) {
            idle();
            continue;
        }
        if (both[0].revents == 0) continue;
        Socket peer(::accept4(socket.get(), nullptr, nullptr, SOCK_CLOEXEC));
        if (peer.open()) begin(std::move(peer));
        else std::this_thread::sleep_for(pause);  // out of descriptors, say: the caller still waits, and poll returns at once
    }
}

// A thread of its own, for a command may take minutes and the next must be answered meanwhile.
void Listener::Impl::begin(Socket peer) {
    {
        const std::lock_guard lock(mutex);
        if (running >= most_at_once) return;
        ++running;
    }
    try {
        std::thread([this, own = std::move(peer)] {
            serve(own);
            end();
        }).detach();
    } catch (const std::system_error&) {  // no more threads: whoever asked sees the line closed
        end();
    }
}

void Listener::Impl::end() {
    const std::lock_guard lock(mutex);
    --running;
    ended.notify_all();
}

// Read first: what is left unread when a socket is closed takes the answer with it.
void Listener::Impl::serve(const Socket& peer) {
    const auto line = read_line(peer, most_asked, within(request_time));
    const auto said = !is_allowed(peer) ? refusal({.code = ErrorCode::control_forbidden})
                      : line            ? answer(*line)
                                        : refusal({.code = ErrorCode::control_request});
    (void)write_line(peer, dump_json(said), within(answer_time));
}

Json Listener::Impl::answer(const std::string& line) const {
    const auto asked = parse_json(line, {.bytes = most_asked});
    const auto name = asked.ok() ? text_at(*asked, "command") : std::string_view();
    const auto command = commands.find(name);
    if (command == commands.end()) return refusal({.code = ErrorCode::control_request, .detail = std::string(name.substr(0, 64))});
    auto done = command->second(member(*asked, "arguments"), [this] { return stopping.load(); });
    return done.ok() ? Json{{"ok", true}, {"result", *std::move(done)}} : refusal(done.error());
}

}  // namespace motcua::control
