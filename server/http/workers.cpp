#include "server/http/workers.hpp"

#include <algorithm>

namespace motcua::http {

constexpr std::chrono::milliseconds patience{2};

Workers::Workers(std::size_t threads, std::size_t queue) : queue_(queue), processors_(std::max(1U, std::thread::hardware_concurrency())) {
    for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

bool Workers::push(Job job) {
    const std::lock_guard lock(mutex_);
    if (jobs_.size() >= queue_) return false;
    jobs_.push_back({std::move(job), Clock::now()});
    return true;
}

std::size_t Workers::to_wake() const {
    const std::size_t sleepers = asleep_ - called_, awake = threads_.size() - sleepers;
    const std::size_t wanted = std::min(jobs_.size(), sleepers);
    if (awake < processors_) return std::min(wanted, processors_ - awake);
    const bool late = !jobs_.empty() && Clock::now() - jobs_.front().since >= patience;
    return late ? std::min<std::size_t>(wanted, 1) : 0;
}

bool Workers::rouse() {
    std::size_t count = 0;
    bool left = false;
    {
        const std::lock_guard lock(mutex_);
        count = to_wake();
        called_ += count;
        left = !jobs_.empty();
    }
    for (std::size_t i = 0; i < count; ++i) ready_.notify_one();
    return left;
}

void Workers::work() {
    for (;;) {
        Job job;
        {
            std::unique_lock lock(mutex_);
            while (jobs_.empty() && !finishing_) {
                ++asleep_;
                ready_.wait(lock);
                --asleep_;
                if (called_ > 0) --called_;
            }
            if (jobs_.empty()) return;
            job = std::move(jobs_.front().job);
            jobs_.pop_front();
        }
        job();
    }
}

void Workers::finish() {
    {
        const std::lock_guard lock(mutex_);
        finishing_ = true;
    }
    ready_.notify_all();
    for (auto& thread : threads_) thread.join();
    threads_.clear();
}

std::size_t Workers::waiting() const {
    const std::lock_guard lock(mutex_);
    return jobs_.size();
}

}  // namespace motcua::http
