#include "server/staff/password.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <condition_variable>
#include <mutex>

#include "server/staff/common_passwords.hpp"

namespace motcua::staff {
namespace {

constexpr unsigned long long passes = 3;
constexpr std::size_t memory = 64 * 1024 * 1024;
constexpr int hashes_at_once = 2;
constexpr int queue_length = 32;

/// Two hashes at once bound the memory of a sign-in storm to 128 MiB; who finds 32 waiting is told to come back.
class Gate {
public:
    [[nodiscard]] bool enter() {
        std::unique_lock lock(mutex_);
        if (waiting_ >= queue_length) return false;
        ++waiting_;
        freed_.wait(lock, [&] { return running_ < hashes_at_once; });
        --waiting_;
        ++running_;
        return true;
    }
    void leave() {
        {
            std::lock_guard lock(mutex_);
            --running_;
        }
        freed_.notify_one();
    }

private:
    std::mutex mutex_;
    std::condition_variable freed_;
    int running_ = 0, waiting_ = 0;
};

// The limit is one per process whoever hashes, so the gate is too.
Gate& gate() {
    static Gate only;
    return only;
}

class Turn {
public:
    Turn() : entered_(gate().enter()) {}
    ~Turn() {
        if (entered_) gate().leave();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    [[nodiscard]] bool entered() const { return entered_; }

private:
    bool entered_;
};

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

}  // namespace

Result<void> judge_password(std::string_view password, std::string_view user, std::string_view name) {
    const bool length = password.size() >= min_password && password.size() <= max_password;
    const bool varied = std::any_of(password.begin(), password.end(), [&](char c) { return c != password.front(); });
    if (!length || !varied) return ErrorCode::staff_password_weak;
    if (user.size() >= 4 && lower(password).find(lower(user)) != std::string::npos) return ErrorCode::staff_password_weak;
    const std::array own{user, name};
    if (is_common(password) || is_of_this_place(password, own)) return ErrorCode::staff_password_weak;
    return {};
}

Result<std::string> hash_password(std::string_view password) {
    const Turn turn;
    if (!turn.entered()) return ErrorCode::request_busy;
    char hash[crypto_pwhash_STRBYTES];
    if (crypto_pwhash_str_alg(hash, password.data(), password.size(), passes, memory, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return ErrorCode::request_busy;
    return std::string(hash);
}

Result<bool> verify_password(std::string_view hash, std::string_view password) {
    const Turn turn;
    if (!turn.entered()) return ErrorCode::request_busy;
    const std::string text(hash);
    return crypto_pwhash_str_verify(text.c_str(), password.data(), password.size()) == 0;
}

std::string_view decoy_hash() {
    // Made once from 32 random bytes that were thrown away.
    return "$argon2id$v=19$m=65536,t=3,p=1$0/tiNtNdlYBtMOEx8BapHw$+YANbJqMJJN8qvqei3oupL0gymCOSzFLF8CSA7QbD0g";
}

}  // namespace motcua::staff
