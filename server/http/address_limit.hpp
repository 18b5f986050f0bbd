// How many requests one address may make without being signed in: a bucket that refills evenly. In memory only; the limits
// that must survive a restart (codes, sign-ins, filings) are kept in the store.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "shared/base/date.hpp"

namespace motcua::http {

class AddressLimit {
public:
    /// `count` requests in `window` milliseconds, all at once if need be.
    AddressLimit(int count, Millis window) : count_(count), pause_(static_cast<double>(window) / count) {}
    /// Takes one; 0 when allowed, else the milliseconds to wait.
    [[nodiscard]] Millis take(const std::string& address, Millis now);

private:
    int count_;
    double pause_;  ///< between two requests at the lasting rate
    std::mutex mutex_;
    std::map<std::string, double> full_at_;  ///< when the bucket of an address is full again
};

[[nodiscard]] bool is_loopback(std::string_view address);

}  // namespace motcua::http
