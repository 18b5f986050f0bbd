#include "server/retention/daily.hpp"

#include "server/schedule/periodic.hpp"

namespace motcua::retention {

struct Daily::Impl {
    Options options;
    std::vector<Policy> policies;
    std::unique_ptr<schedule::Periodic> runs{};

    void run() const { options.done(erase_due(*options.db, *options.keys, policy_on(policies, date_in_vietnam(options.clock())))); }
};

Daily::Daily(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Daily::~Daily() = default;

Result<std::unique_ptr<Daily>> Daily::start(Options options) {
    MOTCUA_TRY(policies, parse_policies(policy_json()));
    auto impl = std::make_unique<Impl>(Impl{.options = std::move(options), .policies = std::move(policies)});
    impl->runs = std::make_unique<schedule::Periodic>([own = impl.get()](const std::stop_token& /*stop*/) { own->run(); }, impl->options.period);
    return std::unique_ptr<Daily>(new Daily(std::move(impl)));
}

}  // namespace motcua::retention
