#include "server/http/front.hpp"

#include "server/http/address_limit.hpp"

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
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>
#include <thread>
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
    std::size_t reserved = 0;  // of bodies_in_flight
    bool close_after = false;
    bool peer_done = false;
    std::uint32_t watching = 0;
    Clock::time_point deadline;
};

struct Job {
    std::uint64_t connection;
    Incoming request;
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
    std::size_t reserved = 0;

    std::mutex job_mutex;
    std::condition_variable job_ready;
    std::deque<Job> jobs;
    bool no_more_jobs = false;
    std::mutex answer_mutex;
    std::vector<Answer> answers;
    std::vector<std::thread> workers;

    std::atomic<std::size_t> open{0};
    std::atomic<std::uint64_t> accepted{0}, requests{0}, refused{0}, shed{0}, timed_out{0};

    void run();
    void work();
    void accept_all();
    void admit(int socket, const sockaddr_storage& peer);
    void out_of_files();
    void on_event(Connection& c, std::uint32_t events);
    void receive(Connection& c);
    void linger_more(Connection& c);
    void advance(Connection& c);
    [[nodiscard]] bool begin_body(Connection& c, Head&& head);
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
    reserved -= c.reserved;
    c.reserved = 0;
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
    if (c.phase == Phase::body && c.in.size() >= c.request.size + c.request.body_size) hand_over(c);
}

// False: refused, and the connection may be gone.
bool Front::Impl::begin_body(Connection& c, Head&& head) {
    const auto limit = options.body_limit(head);
    const bool fits = limit.ok() && head.body_size <= *limit;
    const bool room = reserved + head.body_size <= options.bodies_in_flight;
    if (!fits || !room) {
        if (fits) ++shed;
        refuse(c, !limit.ok() ? limit.error() : Error{.code = fits ? ErrorCode::request_busy : ErrorCode::request_too_large});
        return false;
    }
    c.reserved = head.body_size;
    reserved += c.reserved;
    const auto extra = milliseconds(head.body_size * 1000 / options.least_rate);
    c.deadline = Clock::now() + options.body_time + extra;
    c.request = std::move(head);
    c.phase = Phase::body;
    return true;
}

void Front::Impl::hand_over(Connection& c) {
    Job job{.connection = c.id, .request = {.head = std::move(c.request), .address = c.address}};
    const auto& head = job.request.head;
    job.request.body = c.in.substr(head.size, head.body_size);
    c.in.erase(0, head.size + head.body_size);
    if (c.in.empty()) c.in.shrink_to_fit();
    c.close_after = !head.keep_alive || stopping;
    {
        std::lock_guard lock(job_mutex);
        if (jobs.size() < options.queue) {
            jobs.push_back(std::move(job));
            c.phase = Phase::busy;
        }
    }
    if (c.phase != Phase::busy) {
        ++shed;
        return refuse(c, Error{.code = ErrorCode::request_busy});
    }
    ++requests;
    watch(c, 0);  // pipelined requests wait in the kernel until this one is answered
    job_ready.notify_one();
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

void Front::Impl::work() {
    for (;;) {
        Job job;
        {
            std::unique_lock lock(job_mutex);
            job_ready.wait(lock, [&] { return no_more_jobs || !jobs.empty(); });
            if (jobs.empty()) return;
            job = std::move(jobs.front());
            jobs.pop_front();
        }
        Answer answer{.connection = job.connection, .bytes = options.serve(std::move(job.request))};
        {
            std::lock_guard lock(answer_mutex);
            answers.push_back(std::move(answer));
        }
        const std::uint64_t one = 1;
        (void)!::write(wake.get(), &one, sizeof one);
    }
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

void Front::Impl::run() {
    for (std::size_t i = 0; i < options.workers; ++i) workers.emplace_back([this] { work(); });
    std::array<epoll_event, 256> events{};
    auto next_sweep = Clock::now();
    Clock::time_point give_up{};
    for (;;) {
        const int count = ::epoll_wait(poll.get(), events.data(), static_cast<int>(events.size()), 200);
        for (int i = 0; i < count; ++i) {
            const auto id = events[static_cast<std::size_t>(i)].data.u64;
            if (id == listener_id)
                accept_all();
            else if (id == wake_id)
                take_answers();
            else if (auto* c = find(id))
                on_event(*c, events[static_cast<std::size_t>(i)].events);
        }
        if (Clock::now() >= next_sweep) {
            sweep();
            next_sweep = Clock::now() + milliseconds(200);
        }
        if (!stopping) continue;
        if (give_up == Clock::time_point{}) {
            ::epoll_ctl(poll.get(), EPOLL_CTL_DEL, listener.get(), nullptr);
            listener = File();
            give_up = Clock::now() + options.drain_time;
            sweep();
        }
        if (connections.empty() || Clock::now() > give_up) break;
    }
    {
        std::lock_guard lock(job_mutex);
        no_more_jobs = true;
    }
    job_ready.notify_all();
    for (auto& worker : workers) worker.join();
    workers.clear();
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
    std::size_t waiting = 0;
    {
        std::lock_guard lock(impl_->job_mutex);
        waiting = impl_->jobs.size();
    }
    return {.connections = impl_->open,
            .waiting = waiting,
            .connection_limit = impl_->options.connections,
            .queue_limit = impl_->options.queue,
            .accepted = impl_->accepted,
            .requests = impl_->requests,
            .refused = impl_->refused,
            .shed = impl_->shed,
            .timed_out = impl_->timed_out};
}

}  // namespace motcua::http
