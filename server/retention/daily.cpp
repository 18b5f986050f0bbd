#include "server/retention/daily.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace motcua::retention {

struct Daily::Impl {
    Options options;
    std::vector<Policy> policies;
    std::mutex mutex;
    std::condition_variable wake;
    bool stopping = false;
    std::thread thread;

    void run() {
        do options.done(erase_due(*options.db, *options.keys, policy_on(policies, date_in_vietnam(options.clock()))));
        while (!waited_in_vain());
    }
    bool waited_in_vain() {
        std::unique_lock lock(mutex);
        return wake.wait_for(lock, std::chrono::milliseconds(options.period), [&] { return stopping; });
    }
};

Daily::Daily(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Result<std::unique_ptr<Daily>> Daily::start(Options options) {
    MOTCUA_TRY(policies, parse_policies(policy_json()));
    auto impl = std::make_unique<Impl>();
    impl->policies = std::move(policies);
    impl->options = std::move(options);
    std::unique_ptr<Daily> out(new Daily(std::move(impl)));
    out->impl_->thread = std::thread([own = out->impl_.get()] { own->run(); });
    return out;
}

Daily::~Daily() {
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->stopping = true;
    }
    impl_->wake.notify_all();
    impl_->thread.join();
}

}  // namespace motcua::retention
