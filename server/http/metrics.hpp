// Figures for Prometheus: requests by route pattern, method and status, times in buckets, the front's and the store's state.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "server/http/front.hpp"
#include "server/keys/keyring.hpp"
#include "server/provisioning/outbox.hpp"
#include "server/sandbox/decoder.hpp"
#include "server/store/store.hpp"
#include "shared/base/date.hpp"

namespace motcua::http {

class Metrics {
public:
    /// `route` is the pattern of the route table: never a path with what somebody typed.
    void count(std::string_view method, std::string_view route, int status, Millis took);
    [[nodiscard]] std::string text(const FrontFigures& front, const store::Store::Figures& store,
                                   const std::vector<provisioning::OutboxFigures>& outbox, const sandbox::Decoder& decoder,
                                   const keys::Figures& keys) const;

private:
    static constexpr std::array<Millis, 9> bounds{5, 10, 25, 50, 100, 250, 500, 1000, 5000};
    struct Times {
        std::array<std::uint64_t, bounds.size() + 1> buckets{};
        std::uint64_t count = 0;
        Millis sum = 0;
    };
    mutable std::mutex mutex_;
    std::map<std::tuple<std::string, std::string, int>, std::uint64_t> requests_;
    std::map<std::string, Times> times_;
};

}  // namespace motcua::http
