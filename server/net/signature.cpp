#include "server/net/signature.hpp"

#include <array>
#include <chrono>
#include <cstdlib>

#include <fmt/format.h>
#include <sodium.h>

#include "server/net/base64.hpp"
#include "server/net/secret_file.hpp"

namespace motcua::net {
namespace {

constexpr Millis allowed_skew = 5 * 60 * 1000;
constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string path_of(const std::string& data_dir, std::string_view who, std::string_view suffix) {
    return fmt::format("{}/{}-signing.{}", data_dir, who, suffix);
}

std::string key_id(std::string_view who, std::string_view open) {
    std::array<unsigned char, 16> hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(open.data()), open.size(), nullptr, 0);
    std::string out = fmt::format("{}-", who);
    for (std::size_t i = 0; i < 8; ++i) out += fmt::format("{:02x}", hash[i]);
    return out;
}

std::string new_seed() {
    std::string seed(crypto_sign_SEEDBYTES, '\0');
    randombytes_buf(seed.data(), seed.size());
    return encode_base64(seed) + "\n";
}

std::string_view line(std::string_view text) { return text.substr(0, text.find_first_of("\r\n")); }

std::string signing_text(const Target& target, std::string_view date, std::string_view digest_value) {
    std::string method(target.method);
    for (char& c : method) c = (c >= 'A' && c <= 'Z') ? static_cast<char>(c + 32) : c;
    return fmt::format("(request-target): {} {}\ndate: {}\ndigest: {}", method, target.path, date, digest_value);
}

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

/// The value of name="value" in a Signature header; empty when it is not there.
std::string_view parameter(std::string_view header, std::string_view name) {
    const std::string start = fmt::format("{}=\"", name);
    auto at = header.find(start);
    while (at != std::string_view::npos && at != 0 && header[at - 1] != ',' && header[at - 1] != ' ') at = header.find(start, at + 1);
    if (at == std::string_view::npos) return {};
    const auto from = at + start.size();
    const auto to = header.find('"', from);
    return to == std::string_view::npos ? std::string_view{} : header.substr(from, to - from);
}

std::string_view find(const std::map<std::string, std::string>& headers, const std::string& name) {
    const auto it = headers.find(name);
    return it == headers.end() ? std::string_view{} : std::string_view(it->second);
}

Error invalid(std::string_view why) { return {.code = ErrorCode::signature_invalid, .detail = std::string(why)}; }

}  // namespace

Result<SigningKey> own_key(const std::string& data_dir, std::string_view who) {
    if (sodium_init() < 0) return ErrorCode::request_internal;
    const auto path = path_of(data_dir, who, "key");
    MOTCUA_TRY(text, read_or_make(path, new_seed));
    const auto seed = decode_base64(line(text));
    if (!seed || seed->size() != crypto_sign_SEEDBYTES) return Error{.code = ErrorCode::file_unusable, .detail = fmt::format("{}-signing.key", who)};
    std::string open(crypto_sign_PUBLICKEYBYTES, '\0'), secret(crypto_sign_SECRETKEYBYTES, '\0');
    crypto_sign_seed_keypair(reinterpret_cast<unsigned char*>(open.data()), reinterpret_cast<unsigned char*>(secret.data()), bytes(*seed));
    MOTCUA_CHECK(write_public(path_of(data_dir, who, "pub"), encode_base64(open) + "\n"));
    return SigningKey{.open = {.id = key_id(who, open), .bytes = open}, .secret = secret};
}

Result<PublicKey> peer_key(const std::string& data_dir, std::string_view who) {
    return read_public_key(path_of(data_dir, who, "pub"), who);
}

Result<PublicKey> read_public_key(const std::string& path, std::string_view who) {
    MOTCUA_TRY(text, read_small(path));
    const auto open = decode_base64(line(text));
    if (!open || open->size() != crypto_sign_PUBLICKEYBYTES) return Error{.code = ErrorCode::file_unusable, .detail = fmt::format("{}-signing.pub", who)};
    return PublicKey{.id = key_id(who, *open), .bytes = *open};
}

std::string digest(std::string_view body) {
    std::string hash(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data()), bytes(body), body.size());
    return "SHA-256=" + encode_base64(hash);
}

std::vector<std::pair<std::string, std::string>> sign(const SigningKey& key, const Target& target, std::string_view body, Millis now) {
    const auto date = http_date(now), value = digest(body), text = signing_text(target, date, value);
    std::string signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr, bytes(text), text.size(), bytes(key.secret));
    return {{"Date", date},
            {"Digest", value},
            {"Signature", fmt::format(R"(keyId="{}",algorithm="ed25519",headers="(request-target) date digest",signature="{}")", key.open.id,
                                      encode_base64(signature))}};
}

Result<void> verify(const PublicKey& key, const Target& target, const std::map<std::string, std::string>& headers, std::string_view body,
                    Millis now) {
    const auto date = find(headers, "date"), given = find(headers, "digest"), header = find(headers, "signature");
    if (date.empty() || given.empty() || header.empty()) return ErrorCode::signature_missing;
    if (parameter(header, "keyId") != key.id) return invalid("keyId");
    if (parameter(header, "algorithm") != "ed25519") return invalid("algorithm");
    if (parameter(header, "headers") != "(request-target) date digest") return invalid("headers");
    if (given != digest(body)) return invalid("digest");
    const auto signature = decode_base64(parameter(header, "signature"));
    const auto text = signing_text(target, date, given);
    if (!signature || signature->size() != crypto_sign_BYTES ||
        crypto_sign_verify_detached(bytes(*signature), bytes(text), text.size(), bytes(key.bytes)) != 0)
        return invalid("signature");
    MOTCUA_TRY(at, parse_http_date(date));
    if (std::llabs(now - at) > allowed_skew) return ErrorCode::signature_stale;
    return {};
}

std::string http_date(Millis at) {
    using namespace std::chrono;
    const sys_seconds instant{seconds{at / 1000}};
    const auto day = floor<days>(instant);
    const year_month_day date{day};
    const hh_mm_ss time{instant - day};
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", weekdays[weekday{day}.c_encoding()], unsigned(date.day()),
                       months[unsigned(date.month()) - 1], int(date.year()), time.hours().count(), time.minutes().count(),
                       time.seconds().count());
}

Result<Millis> parse_http_date(std::string_view text) {
    using namespace std::chrono;
    const auto bad = invalid("date");
    if (text.size() != 29) return bad;
    const auto number = [&](std::size_t from, std::size_t count) {
        int out = 0;
        for (const char c : text.substr(from, count)) out = (c < '0' || c > '9') ? -10000 : out * 10 + (c - '0');
        return out;
    };
    unsigned month = 0;
    for (unsigned i = 0; i < months.size(); ++i)
        if (text.substr(8, 3) == months[i]) month = i + 1;
    const year_month_day date{year{number(12, 4)}, std::chrono::month{month}, day{static_cast<unsigned>(number(5, 2))}};
    const int h = number(17, 2), m = number(20, 2), s = number(23, 2);
    if (!date.ok() || h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 60) return bad;
    const Millis out = duration_cast<milliseconds>(sys_days{date}.time_since_epoch() + hours{h} + minutes{m} + seconds{s}).count();
    return http_date(out) == text ? Result<Millis>(out) : Result<Millis>(bad);  // one spelling only
}

}  // namespace motcua::net
