#include "server/staff/limits.hpp"

#include <algorithm>

#include "server/keys/keyring.hpp"
#include "server/store/throttles.hpp"

namespace motcua::staff {
namespace {

constexpr Millis second = 1000, minute = 60 * second, day = 24 * 60 * minute;
constexpr Millis longest_pause = 15 * minute;

using store::Window;

Window window(const store::Transaction& tx, const std::string& bucket, Millis length) {
    return tx.throttles().window(bucket, tx.now() - length);
}

void note(const store::Transaction& tx, const std::string& bucket) { tx.throttles().note(bucket); }

Millis pause_after(std::int64_t failures) {
    if (failures < 3) return 0;
    return std::min(longest_pause, second << std::min<std::int64_t>(failures - 3, 20));
}

Error wait(Millis until, Millis now) {
    const Millis seconds = std::max<Millis>(1, (until - now + second - 1) / second);
    return {.code = ErrorCode::staff_throttled, .detail = std::to_string(seconds)};
}

Result<void> check_limits(const store::Transaction& tx, const Buckets& buckets, Limits limits) {
    const Window address = window(tx, buckets.address, minute);
    if (address.count >= 20 * limits.scale) return wait(address.first + minute, tx.now());
    const Window both = window(tx, buckets.both, minute);
    if (both.count >= 5 * limits.scale) return wait(both.first + minute, tx.now());
    const Window user = window(tx, buckets.user, day);
    if (user.count >= 100 * limits.scale) return wait(user.first + day, tx.now());
    const Window failures = window(tx, buckets.failures, day);
    const Millis until = failures.last + pause_after(failures.count / limits.scale);
    if (failures.count > 0 && until > tx.now()) return wait(until, tx.now());
    return {};
}

}  // namespace

Buckets buckets_of(const keys::Keyring& keys, std::string_view user, std::string_view remote_address) {
    const auto hashed = [&](std::string_view text) { return keys::hex(keys.mac("origin", text)).substr(0, 32); };
    const std::string from = hashed(remote_address), who = hashed(user);
    return {.address = "sign-in:" + from,
            .user = "sign-in-failed:" + who,
            .both = "sign-in:" + who + from,
            .failures = "sign-in-failed:" + who + from};
}

Result<void> count_attempt(const store::Transaction& tx, const Buckets& buckets, Limits limits) {
    MOTCUA_CHECK(check_limits(tx, buckets, limits));
    note(tx, buckets.address);
    note(tx, buckets.both);
    return {};
}

void count_failure(const store::Transaction& tx, const Buckets& buckets) {
    note(tx, buckets.failures);
    note(tx, buckets.user);
}

void forgive(const store::Transaction& tx, const Buckets& buckets) {
    tx.throttles().forget(buckets.failures);
}

}  // namespace motcua::staff
