// Threads that answer requests, fed through a bounded queue. A thread is woken only where it helps: as many as there are
// processors, and one more each time a request has waited for longer than `patience` behind others that block (the store, a
// slow hash). Waking all of them for every burst costs more than the answers do.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace motcua::http {

class Workers {
public:
    using Job = std::function<void()>;

    Workers(std::size_t threads, std::size_t queue);
    ~Workers() { finish(); }
    /// False: the queue is full. Wakes nobody yet: rouse() does, once for a whole burst.
    [[nodiscard]] bool push(Job job);
    /// Wakes sleepers for what waits; to be called after a burst of push() and again while rouse() says that something waits.
    bool rouse();
    /// Lets the threads end what waits and joins them.
    void finish();
    [[nodiscard]] std::size_t waiting() const;

private:
    using Clock = std::chrono::steady_clock;
    struct Waiting {
        Job job;
        Clock::time_point since;
    };
    void work();
    [[nodiscard]] std::size_t to_wake() const;

    std::size_t queue_, processors_;
    mutable std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<Waiting> jobs_;
    std::size_t asleep_ = 0, called_ = 0;  ///< threads that wait; those of them that were told to wake
    bool finishing_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace motcua::http
