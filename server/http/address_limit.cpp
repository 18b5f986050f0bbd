#include "server/http/address_limit.hpp"

#include <algorithm>

namespace motcua::http {
namespace {

constexpr std::size_t most_addresses = 100'000;  // then those whose bucket is full are forgotten

}  // namespace

bool is_loopback(std::string_view address) { return address.starts_with("127.") || address == "::1"; }

Millis AddressLimit::take(const std::string& address, Millis now) {
    std::lock_guard lock(mutex_);
    if (full_at_.size() >= most_addresses)
        std::erase_if(full_at_, [&](const auto& each) { return each.second <= static_cast<double>(now); });
    auto& full_at = full_at_[address];
    const double from = std::max(full_at, static_cast<double>(now));
    const double over = from + pause_ - static_cast<double>(now) - pause_ * count_;
    if (over > 0) return std::max<Millis>(static_cast<Millis>(over), 1);
    full_at = from + pause_;
    return 0;
}

}  // namespace motcua::http
