// Rotation of the key-encryption key. At every moment key file and store together can be opened:
//   1. the new key is in the file, the store does not know it
//   2. the store knows both; what is new is wrapped by the new one, unit by unit the rest follows
//   3. the old one is retired in the store: nothing is wrapped by it, and the store refuses that it ever is again
//   4. the old one is out of the file
// A run that is cut short leaves one of these states, and the next run goes on from it.
#include <utility>

#include <fmt/format.h>

#include "server/keys/ring.hpp"

namespace motcua::keys {
namespace {

constexpr std::size_t keys_a_unit = 500;  // some 5 ms of the writer: requests go in between
constexpr Millis reader_life = 60'000;    // longer than any unit of work that only reads

/// The keys of a rotation, and what is already done of it.
struct Plan {
    HeldKek from, to;
    bool continued = false;  ///< `to` was there before this run
    bool retired = false;    ///< nothing is left but to take `from` out of the file
    Plan() = default;
    Plan(Plan&&) = default;
    Plan& operator=(Plan&&) = default;
    Plan(const Plan&) = delete;
    Plan& operator=(const Plan&) = delete;
    ~Plan() {
        forget(from.bytes);
        forget(to.bytes);
    }
};

const store::Kek* known(const std::vector<store::Kek>& all, std::string_view id) {
    for (const auto& each : all)
        if (each.id == id) return &each;
    return nullptr;
}

/// The key of the file that waits to take the place of the present one; null: none.
const HeldKek* waiting(const KeyFile& file, const std::vector<store::Kek>& all) {
    for (const auto& each : file.keys())
        if (known(all, each.id) == nullptr) return &each;
    return nullptr;
}
/// The key of the file that the store has retired; null: none.
const HeldKek* retired(const KeyFile& file, const std::vector<store::Kek>& all) {
    for (const auto& each : file.keys())
        if (const auto* row = known(all, each.id); row != nullptr && row->retired_at) return &each;
    return nullptr;
}

Result<Plan> begin(KeyFile& file, const HeldKek& present) {
    Plan plan;
    plan.from = present;
    plan.to = held(random_bytes(key_size));
    auto both = file.keys();
    both.push_back(plan.to);
    MOTCUA_CHECK(file.keep(std::move(both)));
    return plan;
}

/// What is to be done, from what lies in the file and what the store knows. Nothing but the first step is done here.
Result<Plan> plan_of(KeyFile& file, const std::vector<store::Kek>& all) {
    std::vector<store::Kek> used = all;
    std::erase_if(used, [](const auto& each) { return each.retired_at.has_value(); });
    Plan plan;
    plan.continued = true;
    plan.from = *file.find(used.front().id);
    if (used.size() > 1) {
        plan.to = *file.find(used.back().id);
    } else if (const auto* next = waiting(file, all)) {
        plan.to = *next;
    } else if (const auto* old = retired(file, all)) {
        plan.to = std::exchange(plan.from, *old);
        plan.retired = true;
    } else {
        return begin(file, plan.from);
    }
    return plan;
}

Result<std::string> anew(const Plan& plan, const std::string& aad, std::string_view wrapped) {
    auto key = decrypt(plan.from.bytes, aad, wrapped);
    if (!key) return ErrorCode::keys_damaged;
    auto out = encrypt(plan.to.bytes, aad, *key);
    forget(*key);
    return out;
}

/// Some of the keys of records; gives how many there were.
Result<std::size_t> wrap_some(const store::Transaction& tx, const Plan& plan) {
    const auto some = tx.keys().data_keys_by(plan.from.id, keys_a_unit);
    for (const auto& each : some) {
        MOTCUA_TRY(wrapped, anew(plan, data_key_aad(each.key.id, each.record), each.key.wrapped));
        tx.keys().rewrap_data_key(each.record, {.kek = plan.to.id, .wrapped = std::move(wrapped)});
    }
    return some.size();
}

Result<void> wrap_purposes(const store::Transaction& tx, const Plan& plan) {
    for (const auto name : purposes) {
        const auto key = tx.keys().purpose_key(name);
        if (!key || key->kek != plan.from.id) continue;
        MOTCUA_TRY(wrapped, anew(plan, purpose_aad(name), key->wrapped));
        tx.keys().rewrap_purpose_key(name, {.kek = plan.to.id, .wrapped = std::move(wrapped)});
    }
    return {};
}

store::AuditEntry note(const Plan& plan, std::string_view action, std::string_view more = {}) {
    return {.actor = "system",
            .action = std::string(action),
            .subject = "keys",
            .detail = fmt::format(R"({{"from":"{}","to":"{}"{}}})", plan.from.id, plan.to.id, more)};
}

Result<void> introduce(const store::Transaction& tx, const Plan& plan) {
    if (known(tx.keys().keks(), plan.to.id) == nullptr) {
        tx.keys().add_kek(plan.to.id, proof_of(plan.to));
        tx.audit(note(plan, "keys.rotation_began"));
    }
    return wrap_purposes(tx, plan);
}

Result<std::size_t> wrap_all(store::Store& db, const Plan& plan, const std::function<bool()>& stopping) {
    std::size_t done = 0;
    for (;;) {
        if (stopping()) return ErrorCode::keys_interrupted;
        MOTCUA_TRY(some, db.write<std::size_t>([&](store::Transaction& tx) { return wrap_some(tx, plan); }));
        if (some == 0) return done;
        done += some;
    }
}

/// Another process may have made a key meanwhile: here nothing comes in between any more.
Result<std::size_t> retire(const store::Transaction& tx, const Plan& plan) {
    std::size_t last = 0;
    for (std::size_t some = 1; some > 0; last += some) {
        MOTCUA_TRY(wrapped, wrap_some(tx, plan));
        some = wrapped;
    }
    tx.keys().retire_kek(plan.from.id);
    tx.audit(note(plan, "keys.rotated", fmt::format(R"(,"dataKeys":{})", tx.keys().wrapped_by(plan.to.id))));
    return last;
}

/// Where this program cannot write, the old key stays until somebody takes it out; that is told and no failure.
Result<std::string> take_out(KeyFile& file, const Plan& plan) {
    auto left = file.keys();
    std::erase_if(left, [&](const auto& each) { return each.id == plan.from.id; });
    const auto kept = file.keep(std::move(left));
    if (kept.ok()) return std::string();
    return kept.error().code == ErrorCode::keys_read_only ? Result<std::string>{file.place()} : Result<std::string>{kept.error()};
}

}  // namespace

Result<Rotation> Keyring::rotate(store::Store& db, const std::function<bool()>& stopping) {
    const std::unique_lock turn(impl_->turn, std::try_to_lock);
    if (!turn.owns_lock()) return ErrorCode::keys_rotating;
    MOTCUA_TRY(file, KeyFile::read(impl_->data_dir));
    MOTCUA_TRY(all, db.read<std::vector<store::Kek>>([&](store::Transaction& tx) -> Result<std::vector<store::Kek>> {
        MOTCUA_CHECK(fits(file, tx));
        return tx.keys().keks();
    }));
    if (file.keys().empty()) return Error{.code = ErrorCode::keys_missing, .detail = file.place()};
    MOTCUA_TRY(plan, plan_of(file, all));
    impl_->retired_at.reset();
    Rotation out{.from = plan.from.id, .to = plan.to.id, .continued = plan.continued};
    if (!plan.retired) {
        const bool introduced = known(all, plan.to.id) != nullptr;
        impl_->hold(plan.from, plan.to, introduced ? plan.to.id : plan.from.id);
        MOTCUA_CHECK(db.write<void>([&](store::Transaction& tx) { return introduce(tx, plan); }));
        impl_->hold(plan.from, plan.to, plan.to.id);  // from here on nothing new is wrapped by the old one
        MOTCUA_TRY(wrapped, wrap_all(db, plan, stopping));
        Millis at = 0;
        MOTCUA_TRY(last, db.write<std::size_t>([&](store::Transaction& tx) {
            at = tx.now();
            return retire(tx, plan);
        }));
        out.rewrapped = wrapped + last;
        impl_->retired_at = at;
    }
    MOTCUA_TRY(left, take_out(file, plan));
    out.left_in = std::move(left);
    return out;
}

void Keyring::forget_retired(Millis now) {
    const std::unique_lock turn(impl_->turn, std::try_to_lock);
    if (!turn.owns_lock() || !impl_->retired_at || now - *impl_->retired_at < reader_life) return;
    impl_->retired_at.reset();
    const auto own = impl_->ring();
    impl_->set({*own->find(own->active)}, own->active);
}

}  // namespace motcua::keys
