#include "server/provisioning/worker.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace motcua::provisioning {
namespace {

// A row queued without a wake (another process, a clock that jumped) waits this long at most.
constexpr Millis longest_sleep = 5000;
constexpr Millis after_store_failure = 1000;

}  // namespace

struct Worker::Impl {
    Options options;
    std::mutex mutex;
    std::condition_variable changed;
    bool awake = false, stopping = false;
    std::thread thread;
};

namespace {

struct Taken {
    std::vector<DeadLetter> dead;
    std::optional<Leased> item;
};

// A bug in a lane must not end the process: the row is tried again and its error is seen.
Outcome deliver_guarded(const Worker::Options& options, const Leased& item) {
    try {
        return options.deliver(item);
    } catch (const std::exception&) {
        return {.kind = Outcome::Kind::retry, .error = "request.internal"};
    }
}

}  // namespace

Worker::Worker(Options options) : impl_(std::make_unique<Impl>()) { impl_->options = std::move(options); }
Worker::~Worker() { stop(); }

bool Worker::attempt() {
    const auto& options = impl_->options;
    auto taken = options.db->write<Taken>([&](store::Transaction& tx) -> Result<Taken> {
        auto dead = give_up(tx, options.kind);
        for (const auto& each : dead)
            if (options.given_up) options.given_up(tx, each.id);
        return Taken{.dead = std::move(dead), .item = lease(tx, options.kind, options.lease)};
    });
    if (!taken.ok()) return false;
    for (const auto& dead : taken->dead) raise(dead);
    if (!taken->item) return false;
    const Leased& item = *taken->item;
    const Outcome outcome = deliver_guarded(options, item);
    const double jitter = options.jitter();
    // When this fails the lease runs out and the row is tried again: at least once.
    const auto recorded = options.db->write<bool>([&](store::Transaction& tx) -> Result<bool> { return finish(tx, item, outcome, jitter); });
    const DeadLetter letter{.id = item.id, .kind = item.kind, .error = outcome.error};
    if (recorded.ok() && *recorded && outcome.kind == Outcome::Kind::refused) raise(letter);
    if (outcome.kind == Outcome::Kind::retry && options.stumbled) options.stumbled(letter);
    return recorded.ok();
}

void Worker::raise(const DeadLetter& dead) const {
    if (impl_->options.alarm) impl_->options.alarm(dead);
}

int Worker::run_due() {
    int attempts = 0;
    while (attempt()) {
        ++attempts;
        const std::lock_guard lock(impl_->mutex);
        if (impl_->stopping) break;
    }
    return attempts;
}

void Worker::start() {
    impl_->thread = std::thread([this] { serve(); });
}

void Worker::stop() {
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->stopping = true;
    }
    impl_->changed.notify_all();
    if (impl_->thread.joinable()) impl_->thread.join();
}

void Worker::wake() {
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->awake = true;
    }
    impl_->changed.notify_all();
}

Millis Worker::pause() {
    const auto& options = impl_->options;
    const auto due = options.db->read<std::optional<Millis>>([&](store::Transaction& tx) -> Result<std::optional<Millis>> { return next_due(tx, options.kind); });
    if (!due.ok()) return after_store_failure;
    if (!*due) return longest_sleep;
    // Due but not taken: an earlier row of its reference is leased. Look again soon, not at once.
    return std::clamp<Millis>(**due - options.clock(), 50, longest_sleep);
}

void Worker::serve() {
    for (;;) {
        run_due();
        const auto wait = std::chrono::milliseconds(pause());
        std::unique_lock lock(impl_->mutex);
        impl_->changed.wait_for(lock, wait, [&] { return impl_->awake || impl_->stopping; });
        if (impl_->stopping) return;
        impl_->awake = false;
    }
}

}  // namespace motcua::provisioning
