// The front: one thread owns all sockets (epoll), collects whole requests under deadlines and size limits, and hands them
// through a bounded queue to worker threads; answers go back through the same thread. An idle or dripping connection costs
// memory only, never a thread. Each worker drives Debian's httplib over memory for the answer's bytes (engine.hpp).
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "server/http/framing.hpp"
#include "shared/base/result.hpp"

namespace motcua::http {

/// A complete request, as framed.
struct Incoming {
    Head head;
    std::string body;
    std::string address;   ///< of the peer
};

struct FrontOptions {
    std::string bind{"127.0.0.1"};
    int port = 8080;                       ///< 0: any free one
    HeadLimits limits{};
    std::size_t workers = 16;
    std::size_t queue = 512;               ///< waiting requests; more are answered 503
    std::size_t connections = 10240;
    std::size_t connections_per_address = 200;  ///< not for loopback: a proxy on this machine speaks for everyone
    std::size_t bodies_in_flight = std::size_t{256} << 20;  ///< bytes of bodies held in memory at once, over all connections
    std::string spool_folder{};                             ///< where large bodies wait, sealed; empty: all stay in memory
    std::size_t spool_above = 128 * 1024;                   ///< bytes; smaller bodies stay in memory
    std::size_t spooled_in_flight = std::size_t{4} << 30;   ///< bytes on disk at once
    std::chrono::milliseconds head_time{5000}, idle_time{30000}, body_time{10000}, write_time{30000}, drain_time{10000};
    std::size_t least_rate = 16 * 1024;    ///< bytes a second that a body must keep up with beyond body_time

    /// The largest body the route takes; asked when the head is there, before any byte of the body is kept.
    std::function<Result<std::size_t>(const Head&)> body_limit;
    /// Answers a request; gives the raw bytes of the response. Runs on a worker.
    std::function<std::string(Incoming&&)> serve;
    /// Raw bytes of the answer to a request that never became one.
    std::function<std::string(const Error&)> refuse;
};

struct FrontFigures {
    std::size_t connections = 0, waiting = 0;
    std::size_t connection_limit = 0, queue_limit = 0;
    std::uint64_t accepted = 0, requests = 0, refused = 0, shed = 0, timed_out = 0;
};

class Front {
public:
    /// Binds and listens. Errors: cli_address.
    [[nodiscard]] static Result<std::unique_ptr<Front>> create(FrontOptions options);
    ~Front();
    [[nodiscard]] int port() const;
    /// Serves until stop(); then takes no new work, finishes what was begun (at most drain_time) and returns.
    void run();
    /// Safe from any thread and from a signal handler.
    void stop();
    [[nodiscard]] FrontFigures figures() const;

private:
    struct Impl;
    explicit Front(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace motcua::http
