#include "server/intake/otp.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "server/intake/throttle.hpp"
#include "server/keys/keyring.hpp"
#include "server/notify/notifier.hpp"
#include "server/store/codes.hpp"
#include "shared/identity/phone.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::intake {
namespace {

constexpr Millis second = 1000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;
constexpr Millis code_life = 5 * minute;
constexpr int tries_per_code = 5;
constexpr Millis resend_pause = 60 * second;
constexpr Limit sends_per_hour{hour, 5}, sends_per_day{day, 10}, sends_per_address{5 * minute, 25};
constexpr Limit wrong_per_phone{30 * minute, 10}, guesses_per_day{day, 50}, sign_ins_per_day{day, 20};

Limit scaled(Limit limit, int scale) { return {limit.window, limit.count * scale}; }
int seconds(Millis time) { return static_cast<int>((time + second - 1) / second); }
Error wait_error(ErrorCode code, Millis wait) { return Error{.code = code, .detail = std::to_string(seconds(wait))}; }

std::string bucket(std::string_view what, std::string_view who) { return fmt::format("otp.{}|{}", what, who); }

std::string code_mac(const keys::Keyring& keys, std::string_view phone_index, std::string_view id, std::string_view code) {
    return keys.mac("otp", fmt::format("{}|{}|{}", phone_index, id, code));
}
std::string record(std::string_view id) { return fmt::format("otp:{}", id); }
keys::Place phone_place(const std::string& record_name, std::string_view id) {
    return {.record = record_name, .table = "otp", .column = "phone", .row = id};
}

Result<void> check_sending(store::Transaction& tx, const http::Services& services, std::string_view phone,
                           std::string_view address) {
    const int scale = services.settings.rate_scale;
    if (const auto wait = wait_for(tx, bucket("send", phone), {resend_pause / scale, 1}); wait > 0)
        return wait_error(ErrorCode::otp_wait, wait);
    const auto wait = std::max({wait_for(tx, bucket("send", phone), scaled(sends_per_hour, scale)),
                                wait_for(tx, bucket("send", phone), scaled(sends_per_day, scale)),
                                wait_for(tx, bucket("from", address), scaled(sends_per_address, scale)),
                                wait_for(tx, bucket("wrong", phone), scaled(wrong_per_phone, scale))});
    return wait > 0 ? Result<void>{wait_error(ErrorCode::otp_too_many, wait)} : Result<void>{};
}

// A new code makes older ones of the phone worthless; what is a day old is erased with its key.
void retire_codes(store::Transaction& tx, const keys::Keyring& keys, std::string_view phone) {
    tx.codes().replace_open(phone);
    for (const auto& id : tx.codes().made_before(tx.now() - day)) erase_code(tx, keys, id);
}

// The outcome of a guess is written whatever it is, so it is a value here and becomes an error only after the commit.
struct Guess {
    std::optional<Error> refused;
    Verified verified;
};

Guess wrong_guess(store::Transaction& tx, const store::Code& code) {
    note_event(tx, bucket("wrong", code.phone_index));
    const int tries = code.tries + 1;
    const bool burnt = tries >= tries_per_code;
    tx.codes().guessed(code.id, tries, burnt ? store::CodeState::burnt : store::CodeState::open);
    tx.audit({.actor = "applicant:" + code.phone_index, .action = "otp.wrong", .subject = "otp:" + code.id});
    if (burnt) return {.refused = Error{.code = ErrorCode::otp_expired, .field = "code"}};
    return {.refused = Error{.code = ErrorCode::otp_wrong, .field = "code", .detail = std::to_string(tries_per_code - tries)}};
}

Result<Guess> right_guess(store::Transaction& tx, const http::Services& services, const store::Code& code) {
    const auto name = record(code.id);
    MOTCUA_TRY(phone, services.keys->unseal(tx, phone_place(name, code.id), code.phone));
    tx.codes().guessed(code.id, code.tries, store::CodeState::used);
    note_event(tx, bucket("sign-in", code.phone_index));
    const NewSession fresh{.role = Role::applicant, .subject = code.phone_index, .phone = phone, .language = code.language};
    Guess out;
    out.verified.token = start_session(tx, services, fresh);
    tx.audit({.actor = "applicant:" + code.phone_index, .action = "session.started", .subject = "applicant:" + code.phone_index});
    return out;
}

Result<Guess> guess(store::Transaction& tx, const http::Services& services, std::string_view id, std::string_view given) {
    const auto found = tx.codes().find(id);
    const int scale = services.settings.rate_scale;
    if (!found || found->state != store::CodeState::open || tx.now() >= found->expires_at)
        return Guess{.refused = Error{.code = ErrorCode::otp_expired, .field = "code"}};
    const auto wait = std::max({wait_for(tx, bucket("wrong", found->phone_index), scaled(wrong_per_phone, scale)),
                                wait_for(tx, bucket("guess", found->phone_index), scaled(guesses_per_day, scale)),
                                wait_for(tx, bucket("sign-in", found->phone_index), scaled(sign_ins_per_day, scale))});
    if (wait > 0) return Guess{.refused = wait_error(ErrorCode::otp_too_many, wait)};
    note_event(tx, bucket("guess", found->phone_index));
    const bool right = keys::same_secret(found->mac, code_mac(*services.keys, found->phone_index, id, given));
    return right ? right_guess(tx, services, *found) : wrong_guess(tx, *found);
}

}  // namespace

void erase_code(const store::Transaction& tx, const keys::Keyring& keys, std::string_view id) {
    tx.codes().erase(id);
    keys.destroy(tx, record(id));
}

// Numbers beyond the largest multiple of a million are drawn again.
std::string draw_code(const std::function<std::string(std::size_t)>& random_bytes) {
    constexpr std::uint32_t range = 1'000'000, top = UINT32_MAX - UINT32_MAX % range;
    for (;;) {
        std::uint32_t number = 0;
        for (char c : random_bytes(4)) number = number << 8 | static_cast<unsigned char>(c);
        if (number < top) return fmt::format("{:06}", number % range);
    }
}

Result<CodeRequest> request_code(http::Services& services, std::string_view typed, std::string_view language,
                                 std::string_view address) {
    auto phone = identity::parse_own_phone(typed, services.rules->phone);
    if (!phone.ok()) return Error{.code = phone.error().code, .field = "phone"};
    const auto index = services.keys->blind_index(keys::Index::phone, phone->e164);
    const auto from = services.keys->blind_index(keys::Index::address, address);
    const auto id = keys::hex(services.random_bytes(16));
    MOTCUA_CHECK(services.db->write<void>([&](store::Transaction& tx) -> Result<void> {
        MOTCUA_CHECK(check_sending(tx, services, index, from));
        forget_old_events(tx);
        retire_codes(tx, *services.keys, index);
        note_event(tx, bucket("send", index));
        note_event(tx, bucket("from", from));
        const auto code = draw_code(services.random_bytes);
        const auto name = record(id);
        tx.codes().add({.id = id,
                        .phone_index = index,
                        .phone = services.keys->seal(tx, phone_place(name, id), phone->e164),
                        .mac = code_mac(*services.keys, index, id, code),
                        .language = std::string(language),
                        .expires_at = tx.now() + code_life});
        tx.audit({.actor = "applicant:" + index, .action = "otp.sent", .subject = "otp:" + id});
        return services.notifier->send_code(tx, phone->e164, code, static_cast<int>(code_life / minute), language);
    }));
    services.wake_outbox();
    return CodeRequest{
        .id = id, .expires_in = seconds(code_life), .resend_in = seconds(resend_pause / services.settings.rate_scale)};
}

Result<Verified> verify_code(http::Services& services, std::string_view request_id, std::string_view code) {
    MOTCUA_TRY(outcome, services.db->write<Guess>([&](store::Transaction& tx) { return guess(tx, services, request_id, code); }));
    if (outcome.refused) return *outcome.refused;
    MOTCUA_TRY(session, services.db->read<std::optional<Session>>(
                            [&](store::Transaction& tx) { return find_session(tx, services, outcome.verified.token); }));
    if (!session) return ErrorCode::session_required;
    return Verified{.session = *std::move(session), .token = outcome.verified.token};
}

}  // namespace motcua::intake
