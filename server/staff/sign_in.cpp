#include "server/staff/sign_in.hpp"

#include <algorithm>

#include "server/keys/keyring.hpp"
#include "server/staff/password.hpp"
#include "server/staff/totp.hpp"
#include "server/store/staff.hpp"
#include "server/store/throttles.hpp"

namespace motcua::staff {
namespace {

constexpr Millis second = 1000, minute = 60 * second, day = 24 * 60 * minute;
constexpr Millis longest_pause = 15 * minute;

struct Buckets {
    std::string address, user, both, failures;
};

// Buckets hold keyed hashes: the table tells nobody who tried from where.
Buckets buckets_of(const keys::Keyring& keys, const SignIn& attempt) {
    const auto hashed = [&](std::string_view text) { return keys::hex(keys.mac("origin", text)).substr(0, 32); };
    const std::string address = hashed(attempt.remote_address), user = hashed(attempt.user);
    return {.address = "sign-in:" + address,
            .user = "sign-in-failed:" + user,
            .both = "sign-in:" + user + address,
            .failures = "sign-in-failed:" + user + address};
}

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

struct Known {
    std::string id, hash;
    bool usable = false;
};

Known look_up(const store::Transaction& tx, std::string_view user) {
    const auto id = tx.staff().id_of(user);
    if (!id) return {.id = "unknown", .hash = std::string(decoy_hash())};
    return {.id = *id, .hash = tx.staff().secrets_of(*id)->password_hash, .usable = !tx.staff().find(*id)->disabled};
}

Result<Known> begin(store::Store& db, const SignIn& attempt, const Buckets& buckets, Limits limits) {
    return db.write<Known>([&](store::Transaction& tx) -> Result<Known> {
        MOTCUA_CHECK(check_limits(tx, buckets, limits));
        note(tx, buckets.address);
        note(tx, buckets.both);
        return look_up(tx, attempt.user);
    });
}

bool take_code(const store::Transaction& tx, const Known& known, std::string_view secret, std::string_view code) {
    const auto last = static_cast<std::uint64_t>(tx.staff().last_code(known.id));
    const auto step = match_totp(secret, code, tx.now(), last);
    if (!step) return false;
    tx.staff().code_used(known.id, static_cast<std::int64_t>(*step));
    return true;
}

Account admit(const store::Transaction& tx, const Known& known, const Buckets& buckets) {
    tx.throttles().forget(buckets.failures);
    tx.audit({.actor = "officer:" + known.id, .action = "staff.signed_in", .subject = known.id});
    return *find(tx, known.id);
}

void refuse(const store::Transaction& tx, const Known& known, const Buckets& buckets) {
    note(tx, buckets.failures);
    note(tx, buckets.user);
    tx.audit({.actor = "anyone", .action = "staff.sign_in_failed", .subject = known.id});
}

}  // namespace

Result<Account> sign_in(store::Store& db, const keys::Keyring& keys, const SignIn& attempt, Limits limits) {
    const Buckets buckets = buckets_of(keys, attempt);
    MOTCUA_TRY(known, begin(db, attempt, buckets, limits));
    MOTCUA_TRY(right, verify_password(known.hash, std::string_view(attempt.password).substr(0, max_password)));
    std::string secret(totp_secret_bytes, '\0');
    if (known.usable) {
        MOTCUA_TRY(found, secret_of(db, keys, attempt.user));
        secret = found.totp;
    }
    // A refusal must be written down too, so the transaction commits either way and carries the verdict out.
    const auto verdict = db.write<std::optional<Account>>([&](store::Transaction& tx) -> Result<std::optional<Account>> {
        if (right && known.usable && take_code(tx, known, secret, attempt.code)) return std::optional{admit(tx, known, buckets)};
        refuse(tx, known, buckets);
        return std::optional<Account>{};
    });
    if (!verdict.ok()) return verdict.error();
    if (!*verdict) return ErrorCode::staff_sign_in;
    return **verdict;
}

}  // namespace motcua::staff
