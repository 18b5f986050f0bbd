#include "server/http/front.hpp"

#include "server/http/address_limit.hpp"
#include "server/http/spool.hpp"
#include "server/http/workers.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace motcua::http {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

class File {
public:
    explicit File(int number = -1) : number_(number) {}
    File(File&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    File& operator=(File&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~File() {
        if (number_ >= 0) ::close(number_);
    }
    [[nodiscard]] int get() const { return number_; }

private:
    int number_;
};

/// head: collecting a head. body: collecting its body. busy: with a worker. writing: the answer is on its way.
/// lingering: answered and half-closed; what still comes is thrown away, so that the peer reads the answer and no reset.
enum class Phase : std::uint8_t { head, body, busy, writing, lingering };

struct Connection {
    std::uint64_t id = 0;
    File socket;
    std::string address;
    Phase phase = Phase::head;
    std::string in, out;
    std::size_t sent = 0;
    Head request;
    std::shared_ptr<Spool> spool{};         // a large body's place
    std::size_t held = 0, spooled = 0;      // of bodies_in_flight and spooled_in_flight
    bool close_after = false;
    bool peer_done = false;
    std::uint32_t watching = 0;
    Clock::time_point deadline;
};

struct Answer {
    std::uint64_t connection;
    std::string bytes;
};

constexpr std::uint64_t listener_id = 0, wake_id = 1, first_connection_id = 2;
constexpr std::size_t read_chunk = 64 * 1024;
constexpr std::size_t linger_budget = std::size_t{32} << 20;

std::string address_text(const sockaddr_storage& peer) {
    std::array<char, INET6_ADDRSTRLEN> out{};
    if (peer.ss_family == AF_INET)
        inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in&>(peer).sin_addr, out.data(), out.size());
    if (peer.ss_family == AF_INET6)
        inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6&>(peer).sin6_addr, out.data(), out.size());
    std::string text(out.data());
    return text.starts_with("::ffff:") ? text.substr(7) : text;
}

Result<File> listen_on(const std::string& bind, int port) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICHOST | AI_NUMERICSERV;
    addrinfo* found = nullptr;
    const auto where = bind + ":" + std::to_string(port);
    if (::getaddrinfo(bind.c_str(), std::to_string(port).c_str(), &hints, &found) != 0)
        return Error{.code = ErrorCode::cli_address, .detail = where};
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> holder(found, ::freeaddrinfo);
    File socket(::socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    const int on = 1;
    ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (::bind(socket.get(), found->ai_addr, found->ai_addrlen) != 0 || ::listen(socket.get(), 4096) != 0)
        return Error{.code = ErrorCode::cli_address, .detail = where + ", " + std::strerror(errno)};
    return socket;
}

int bound_port(const File& socket) {
    sockaddr_storage name{};
    socklen_t size = sizeof name;
    ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&name), &size);
    return ntohs(name.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6&>(name).sin6_port
                                            : reinterpret_cast<sockaddr_in&>(name).sin_port);
}

}  // namespace

struct Front::Impl {
    FrontOptions options;
    File listener, poll, wake, spare;
    std::atomic<bool> stopping{false};
    std::unordered_map<std::uint64_t, std::unique_ptr<Connection>> connections;
    std::unordered_map<std::string, std::size_t> per_address;
    std::uint64_t next_id = first_connection_id;
    std::size_t held = 0, spooled = 0;  // of all connections

    std::mutex answer_mutex;
    std::vector<Answer> answers;
    std::unique_ptr<Workers> workers;

    std::atomic<std::size_t> open{0};
    std::atomic<std::uint64_t> accepted{0}, requests{0}, refused{0}, shed{0}, timed_out{0};

    void run();
    void work(std::uint64_t connection, Incoming request, Spool* spool);
    [[nodiscard]] std::string answer_to(Incoming request, Spool* spool) const;
    void quit();
    void dispatch(const epoll_event& event);
    void accept_all();
    void admit(int socket, const sockaddr_storage& peer);
    void out_of_files();
    void on_event(Connection& c, std::uint32_t events);
    void receive(Connection& c);
    void linger_more(Connection& c);
    void advance(Connection& c);
    [[nodiscard]] bool begin_body(Connection& c, Head&& head);
    [[nodiscard]] bool take_body(Connection& c);
    [[nodiscard]] Result<void> to_disk(Connection& c);
    [[nodiscard]] Result<void> in_memory(Connection& c);
    void hand_over(Connection& c);
    void refuse(Connection& c, const Error& error);
    void answer(Connection& c, std::string bytes);
    void flush(Connection& c);
    void after_answer(Connection& c);
    void take_answers();
    void sweep();
    void drop(Connection& c);
    void watch(Connection& c, std::uint32_t events);
    void arm(std::uint64_t id, int file, std::uint32_t events);
    Connection* find(std::uint64_t id);
    void release_body(Connection& c);
};

Connection* Front::Impl::find(std::uint64_t id) {
    const auto it = connections.find(id);
    return it == connections.end() ? nullptr : it->second.get();
}

void Front::Impl::arm(std::uint64_t id, int file, std::uint32_t events) {
    epoll_event event{};
    event.events = events;
    event.data.u64 = id;
    ::epoll_ctl(poll.get(), EPOLL_CTL_ADD, file, &event);
}

void Front::Impl::watch(Connection& c, std::uint32_t events) {
    if (c.watching == events) return;
    epoll_event event{};
    event.events = events;
    event.data.u64 = c.id;
    ::epoll_ctl(poll.get(), EPOLL_CTL_MOD, c.socket.get(), &event);
    c.watching = events;
}

// --- accepting: no error of accept() may end the service
void Front::Impl::accept_all() {
    for (int i = 0; i < 256; ++i) {
        sockaddr_storage peer{};
        socklen_t size = sizeof peer;
        const int socket = ::accept4(listener.get(), reinterpret_cast<sockaddr*>(&peer), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (socket >= 0) {
            admit(socket, peer);
        } else if (errno == EMFILE || errno == ENFILE) {
            out_of_files();
        } else if (errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOBUFS || errno == ENOMEM) {
            return;
        }  // ECONNABORTED, EPROTO, EINTR, …: that connection is gone, the next may be fine
    }
}

// The waiting connection must be taken out of the backlog or epoll would report it for ever.
void Front::Impl::out_of_files() {
    spare = File();
    const File refused_one(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
    spare = File(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    ++shed;
}

void Front::Impl::admit(int socket, const sockaddr_storage& peer) {
    File file(socket);
    auto address = address_text(peer);
    auto& count = per_address[address];
    const bool too_many = !is_loopback(address) && count >= options.connections_per_address;
    if (connections.size() >= options.connections || too_many) {
        if (count == 0) per_address.erase(address);
        ++shed;
        return;
    }
    ++count;
    ++accepted;
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    auto connection = std::make_unique<Connection>();
    connection->id = next_id++;
    connection->socket = std::move(file);
    connection->address = std::move(address);
    connection->deadline = Clock::now() + options.head_time;
    connection->watching = EPOLLIN;
    arm(connection->id, socket, EPOLLIN);
    connections.emplace(connection->id, std::move(connection));
    open = connections.size();
}

void Front::Impl::release_body(Connection& c) {
    held -= std::exchange(c.held, 0);
    spooled -= std::exchange(c.spooled, 0);
    c.spool.reset();
}

void Front::Impl::drop(Connection& c) {
    release_body(c);
    const auto it = per_address.find(c.address);
    if (it != per_address.end() && --it->second == 0) per_address.erase(it);
    connections.erase(c.id);
    open = connections.size();
}

// --- reading
void Front::Impl::on_event(Connection& c, std::uint32_t events) {
    if ((events & (EPOLLERR | EPOLLHUP)) != 0 && (events & EPOLLIN) == 0) {
        // A worker may still be on it: the answer then finds no connection and is dropped.
        return drop(c);
    }
    if ((events & EPOLLOUT) != 0) return flush(c);
    if (c.phase == Phase::busy) return watch(c, 0);  // pipelined requests wait in the kernel until this one is answered
    if ((events & EPOLLIN) != 0) return c.phase == Phase::lingering ? linger_more(c) : receive(c);
}

void Front::Impl::receive(Connection& c) {
    static thread_local std::array<char, read_chunk> chunk;
    const auto got = ::recv(c.socket.get(), chunk.data(), chunk.size(), 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got <= 0) return drop(c);
    if (c.phase == Phase::head && c.in.empty()) c.deadline = Clock::now() + options.head_time;
    c.in.append(chunk.data(), static_cast<std::size_t>(got));
    advance(c);
}

void Front::Impl::linger_more(Connection& c) {
    static thread_local std::array<char, read_chunk> chunk;
    for (;;) {
        const auto got = ::recv(c.socket.get(), chunk.data(), chunk.size(), 0);
        if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
        if (got <= 0) return drop(c);
        c.sent += static_cast<std::size_t>(got);
        if (c.sent > linger_budget) return drop(c);
    }
}

void Front::Impl::advance(Connection& c) {
    if (c.phase == Phase::head) {
        auto head = read_head(c.in, options.limits);
        if (!head.ok()) return refuse(c, head.error());
        if (!*head) return;
        if (!begin_body(c, std::move(**head))) return;
    }
    if (c.phase == Phase::body && take_body(c)) hand_over(c);
}

// False: refused, and the connection may be gone.
bool Front::Impl::begin_body(Connection& c, Head&& head) {
    const auto limit = options.body_limit(head);
    if (!limit.ok() || head.body_size > *limit) {
        refuse(c, !limit.ok() ? limit.error() : Error{.code = ErrorCode::request_too_large});
        return false;
    }
    if (head.body_size > options.spool_above && !options.spool_folder.empty()) {
        auto spool = Spool::create(options.spool_folder);
        if (!spool.ok()) return refuse(c, spool.error()), false;
        c.spool = *std::move(spool);
    }
    c.in.erase(0, head.size);
    const auto extra = milliseconds(head.body_size * 1000 / options.least_rate);
    c.deadline = Clock::now() + options.body_time + extra;
    c.request = std::move(head);
    c.phase = Phase::body;
    return true;
}

// Only what has come is counted: a body that is announced and dripped takes no room from others.
Result<void> Front::Impl::in_memory(Connection& c) {
    const std::size_t has = std::min(c.in.size(), c.request.body_size);
    held += has - c.held;
    c.held = has;
    return held <= options.bodies_in_flight ? Result<void>{} : Result<void>{ErrorCode::request_busy};
}

Result<void> Front::Impl::to_disk(Connection& c) {
    const std::size_t wanted = std::min(c.in.size(), c.request.body_size - c.spool->size());
    if (spooled + wanted > options.spooled_in_flight) return ErrorCode::request_busy;
    MOTCUA_CHECK(c.spool->append(std::string_view(c.in).substr(0, wanted)));
    c.in.erase(0, wanted);
    spooled += wanted;
    c.spooled += wanted;
    return {};
}

// True: the body is complete. False: more must come, or it was refused and the connection may be gone.
bool Front::Impl::take_body(Connection& c) {
    const auto taken = c.spool ? to_disk(c) : in_memory(c);
    if (!taken.ok()) {
        ++shed;
        refuse(c, taken.error());
        return false;
    }
    return (c.spool ? c.spool->size() : c.in.size()) >= c.request.body_size;
}

void Front::Impl::hand_over(Connection& c) {
    auto request = std::make_shared<Incoming>(Incoming{.head = std::move(c.request), .address = c.address});
    if (!c.spool) {
        request->body = c.in.substr(0, request->head.body_size);
        c.in.erase(0, request->head.body_size);
    }
    if (c.in.empty()) c.in.shrink_to_fit();
    c.close_after = !request->head.keep_alive || stopping;
    if (!workers->push([this, id = c.id, request, spool = c.spool] { work(id, std::move(*request), spool.get()); })) {
        ++shed;
        return refuse(c, Error{.code = ErrorCode::request_busy});
    }
    c.phase = Phase::busy;
    ++requests;
}

// --- answering
void Front::Impl::refuse(Connection& c, const Error& error) {
    ++refused;
    c.close_after = true;
    answer(c, options.refuse(error));
}

void Front::Impl::answer(Connection& c, std::string bytes) {
    release_body(c);
    c.out = std::move(bytes);
    c.sent = 0;
    c.phase = Phase::writing;
    c.deadline = Clock::now() + options.write_time + milliseconds(c.out.size() * 1000 / options.least_rate);
    flush(c);
}

void Front::Impl::flush(Connection& c) {
    while (c.sent < c.out.size()) {
        const auto put = ::send(c.socket.get(), c.out.data() + c.sent, c.out.size() - c.sent, MSG_NOSIGNAL);
        if (put < 0 && errno == EINTR) continue;
        if (put < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return watch(c, EPOLLOUT);
        if (put < 0) return drop(c);
        c.sent += static_cast<std::size_t>(put);
    }
    after_answer(c);
}

void Front::Impl::after_answer(Connection& c) {
    c.out.clear();
    c.out.shrink_to_fit();
    c.sent = 0;
    if (c.close_after) {
        ::shutdown(c.socket.get(), SHUT_WR);
        c.phase = Phase::lingering;
        c.in.clear();
        c.deadline = Clock::now() + milliseconds(2000);
        return watch(c, EPOLLIN);
    }
    c.phase = Phase::head;
    c.deadline = Clock::now() + (c.in.empty() ? options.idle_time : options.head_time);
    watch(c, EPOLLIN);
    if (!c.in.empty()) advance(c);
}

void Front::Impl::take_answers() {
    std::uint64_t count = 0;
    (void)!::read(wake.get(), &count, sizeof count);
    std::vector<Answer> ready;
    {
        std::lock_guard lock(answer_mutex);
        ready.swap(answers);
    }
    for (auto& each : ready)
        if (auto* c = find(each.connection)) answer(*c, std::move(each.bytes));
}

// A large body is in memory only here, while a worker is at it.
std::string Front::Impl::answer_to(Incoming request, Spool* spool) const {
    if (spool == nullptr) return options.serve(std::move(request));
    auto body = spool->read();
    if (!body.ok()) return options.refuse(body.error());
    request.body = *std::move(body);
    return options.serve(std::move(request));
}

void Front::Impl::work(std::uint64_t connection, Incoming request, Spool* spool) {
    Answer answer{.connection = connection, .bytes = answer_to(std::move(request), spool)};
    bool first = false;
    {
        const std::lock_guard lock(answer_mutex);
        first = answers.empty();
        answers.push_back(std::move(answer));
    }
    const std::uint64_t one = 1;
    if (first) (void)!::write(wake.get(), &one, sizeof one);  // the rest are found beside it
}

// --- time
void Front::Impl::sweep() {
    const auto now = Clock::now();
    std::vector<std::uint64_t> late;
    for (const auto& [id, c] : connections)
        if (c->phase != Phase::busy && (c->deadline < now || (stopping && c->phase == Phase::head && c->in.empty())))
            late.push_back(id);
    for (const auto id : late) {
        auto* c = find(id);
        const bool begun = (c->phase == Phase::head && !c->in.empty()) || c->phase == Phase::body;
        if (begun) {
            ++timed_out;
            refuse(*c, Error{.code = ErrorCode::request_timeout});
        } else {
            drop(*c);
        }
    }
}

void Front::Impl::dispatch(const epoll_event& event) {
    if (event.data.u64 == listener_id) return accept_all();
    if (event.data.u64 == wake_id) return take_answers();
    if (auto* c = find(event.data.u64)) on_event(*c, event.events);
}

void Front::Impl::quit() {
    ::epoll_ctl(poll.get(), EPOLL_CTL_DEL, listener.get(), nullptr);
    listener = File();
    sweep();
}

void Front::Impl::run() {
    constexpr milliseconds beat{200};
    workers = std::make_unique<Workers>(options.workers, options.queue);
    std::array<epoll_event, 256> events{};
    auto next_sweep = Clock::now();
    Clock::time_point give_up{};
    for (bool waits = false;;) {
        const int count = ::epoll_wait(poll.get(), events.data(), static_cast<int>(events.size()), waits ? 1 : static_cast<int>(beat.count()));
        for (int i = 0; i < count; ++i) dispatch(events[static_cast<std::size_t>(i)]);
        waits = workers->rouse();
        if (Clock::now() >= next_sweep) {
            sweep();
            next_sweep = Clock::now() + beat;
        }
        if (!stopping) continue;
        if (give_up == Clock::time_point{}) {
            give_up = Clock::now() + options.drain_time;
            quit();
        }
        if (connections.empty() || Clock::now() > give_up) break;
    }
    workers->finish();
}

Front::Front(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Front::~Front() = default;

Result<std::unique_ptr<Front>> Front::create(FrontOptions options) {
    auto impl = std::make_unique<Impl>();
    MOTCUA_TRY(listener, listen_on(options.bind, options.port));
    impl->listener = std::move(listener);
    options.port = bound_port(impl->listener);
    impl->options = std::move(options);
    impl->poll = File(::epoll_create1(EPOLL_CLOEXEC));
    impl->wake = File(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
    impl->spare = File(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    impl->arm(listener_id, impl->listener.get(), EPOLLIN);
    impl->arm(wake_id, impl->wake.get(), EPOLLIN);
    return std::unique_ptr<Front>(new Front(std::move(impl)));
}

int Front::port() const { return impl_->options.port; }
void Front::run() { impl_->run(); }
void Front::stop() {
    impl_->stopping = true;
    const std::uint64_t one = 1;
    (void)!::write(impl_->wake.get(), &one, sizeof one);
}

FrontFigures Front::figures() const {
    return {.connections = impl_->open,
            .waiting = impl_->workers ? impl_->workers->waiting() : 0,
            .connection_limit = impl_->options.connections,
            .queue_limit = impl_->options.queue,
            .accepted = impl_->accepted,
            .requests = impl_->requests,
            .refused = impl_->refused,
            .shed = impl_->shed,
            .timed_out = impl_->timed_out};
}

}  // namespace motcua::http
