// One lane of the outbox: leases rows of one kind and hands them to a function that talks to the outside.
// One lane a kind, so that a mail server that hangs does not hold up one-time codes or requests to the authority.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "server/provisioning/outbox.hpp"
#include "server/store/store.hpp"

namespace motcua::provisioning {

class Worker {
public:
    struct Options {
        store::Store* db = nullptr;                        ///< outlives the worker
        std::string kind;
        std::function<Outcome(const Leased&)> deliver;        ///< outside of any transaction; may take its time
        std::function<Millis()> clock;
        std::function<double()> jitter;                       ///< 0..1
        Millis lease = 60'000;                                ///< longer than `deliver` ever takes
        std::function<void(store::Transaction&, const std::string&)> given_up{};  ///< in the unit that ended a row at its limit; its id
        std::function<void(const DeadLetter&)> alarm{};       ///< after the commit that ended the row as failed
        std::function<void(const DeadLetter&)> stumbled{};    ///< after an attempt that failed and will be made again
    };
    explicit Worker(Options options);
    ~Worker();  ///< stops
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// Handles everything that is due now; gives how many attempts were made. For tests, and for the thread.
    int run_due();
    void start();
    void stop();
    /// Something new may be due: after a commit that queued.
    void wake();

private:
    bool attempt();
    void raise(const DeadLetter& dead) const;
    void serve();
    [[nodiscard]] Millis pause();
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace motcua::provisioning
