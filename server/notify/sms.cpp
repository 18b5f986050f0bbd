#include "server/notify/sms.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "shared/base/json.hpp"
#include "shared/base/text.hpp"

namespace motcua::notify {
namespace {

bool mendable(int status) { return status == 401 || status == 403 || status == 404 || status == 408 || status == 425 || status == 429; }

Delivered judge(int status) {
    using Kind = Delivered::Kind;
    if (status >= 200 && status < 300) return {.kind = Kind::delivered};
    const bool refused = status >= 400 && status < 500 && !mendable(status);
    return {.kind = refused ? Kind::permanent : Kind::temporary, .error = fmt::format("sms.{}", status)};
}

}  // namespace

Result<void> check_phone(std::string_view phone) {
    const auto digits = phone.substr(std::min<std::size_t>(1, phone.size()));
    const bool fine = phone.starts_with('+') && digits.size() >= 8 && digits.size() <= 15 && std::all_of(digits.begin(), digits.end(), text::is_digit);
    return fine ? Result<void>{} : Result<void>{Error{.code = ErrorCode::address_refused, .field = "phone"}};
}

Delivered send_sms(const std::string& gateway_url, const net::Trust& trust, const Sms& sms) {
    const auto answer = net::perform({.method = "POST",
                                      .url = gateway_url,
                                      .headers = {{"Content-Type", "application/json"}, {"Idempotency-Key", sms.id}},
                                      .body = dump_json({{"to", sms.to}, {"text", sms.text}}),
                                      .timeout_ms = 10000,
                                      .max_answer = 64 * 1024,
                                      .trust = trust});
    if (answer.ok()) return judge(answer->status);
    return {.kind = Delivered::Kind::temporary, .error = std::string(describe(answer.error().code).code)};
}

}  // namespace motcua::notify
