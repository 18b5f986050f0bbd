// Signed HTTP between serve and the authority: what is signed, and what makes it invalid.
#include <boost/test/unit_test.hpp>

#include <sys/stat.h>

#include "server/net/base64.hpp"
#include "server/net/call.hpp"
#include "server/net/signature.hpp"
#include "tests/unit/outside/fixture.hpp"

using namespace motcua;
using namespace motcua::net;

namespace {

constexpr Millis now = 1'795'500'000'000;
const Target target{.method = "POST", .path = "/v1/enrollments/MC-1?transactionId=t&finalize=true"};

std::map<std::string, std::string> lower(const std::vector<std::pair<std::string, std::string>>& headers) {
    std::map<std::string, std::string> out;
    for (auto [name, value] : headers) {
        for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        out[name] = value;
    }
    return out;
}

struct Pair {
    test::Store store;
    SigningKey own = *own_key(store.dir, "serve");
    PublicKey open = *peer_key(store.dir, "serve");
    std::map<std::string, std::string> headers = lower(sign(own, target, "{}", now));
};

ErrorCode refusal(const Result<void>& result) {
    BOOST_REQUIRE(!result.ok());
    return result.error().code;
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_signed_is_verified_with_the_public_half_from_its_file) {
    Pair pair;
    BOOST_TEST(verify(pair.open, target, pair.headers, "{}", now).ok());
    BOOST_TEST(verify(pair.open, target, pair.headers, "{}", now + 299'000).ok());
}

BOOST_AUTO_TEST_CASE(the_secret_half_is_readable_by_its_owner_only_and_stays_the_same) {
    Pair pair;
    struct stat about {};
    BOOST_REQUIRE(::stat((pair.store.dir + "/serve-signing.key").c_str(), &about) == 0);
    BOOST_TEST((about.st_mode & 0777) == 0600u);
    BOOST_TEST(own_key(pair.store.dir, "serve")->secret == pair.own.secret);
    BOOST_TEST(own_key(pair.store.dir, "authority")->secret != pair.own.secret);
}

BOOST_AUTO_TEST_CASE(a_changed_body_path_method_or_date_is_noticed) {
    Pair pair;
    BOOST_TEST((refusal(verify(pair.open, target, pair.headers, "{ }", now)) == ErrorCode::signature_invalid));
    BOOST_TEST((refusal(verify(pair.open, {.method = "POST", .path = "/v1/enrollments/MC-2?transactionId=t&finalize=true"}, pair.headers, "{}", now)) ==
                ErrorCode::signature_invalid));
    BOOST_TEST((refusal(verify(pair.open, {.method = "PUT", .path = target.path}, pair.headers, "{}", now)) == ErrorCode::signature_invalid));
    auto other_date = pair.headers;
    other_date["date"] = http_date(now + 1000);
    BOOST_TEST((refusal(verify(pair.open, target, other_date, "{}", now)) == ErrorCode::signature_invalid));
}

BOOST_AUTO_TEST_CASE(a_body_with_its_own_digest_but_the_old_signature_is_refused) {
    Pair pair;
    auto headers = pair.headers;
    headers["digest"] = digest("{\"evil\":1}");
    BOOST_TEST((refusal(verify(pair.open, target, headers, "{\"evil\":1}", now)) == ErrorCode::signature_invalid));
}

BOOST_AUTO_TEST_CASE(another_key_signs_in_vain) {
    Pair pair;
    const auto stranger = *own_key(pair.store.dir, "authority");
    BOOST_TEST((refusal(verify(pair.open, target, lower(sign(stranger, target, "{}", now)), "{}", now)) == ErrorCode::signature_invalid));
    auto disguised = lower(sign({.open = {.id = pair.open.id, .bytes = stranger.open.bytes}, .secret = stranger.secret}, target, "{}", now));
    BOOST_TEST((refusal(verify(pair.open, target, disguised, "{}", now)) == ErrorCode::signature_invalid));
}

BOOST_AUTO_TEST_CASE(an_old_signature_cannot_be_used_again) {
    Pair pair;
    BOOST_TEST((refusal(verify(pair.open, target, pair.headers, "{}", now + 301'000)) == ErrorCode::signature_stale));
    BOOST_TEST((refusal(verify(pair.open, target, pair.headers, "{}", now - 302'000)) == ErrorCode::signature_stale));
}

BOOST_AUTO_TEST_CASE(each_header_is_due) {
    Pair pair;
    for (const auto* name : {"date", "digest", "signature"}) {
        auto headers = pair.headers;
        headers.erase(name);
        BOOST_TEST((refusal(verify(pair.open, target, headers, "{}", now)) == ErrorCode::signature_missing), name);
    }
}

BOOST_AUTO_TEST_CASE(a_signature_over_fewer_headers_is_refused) {
    Pair pair;
    auto headers = pair.headers;
    auto& value = headers["signature"];
    value.replace(value.find("(request-target) date digest"), 28, "date digest");
    BOOST_TEST((refusal(verify(pair.open, target, headers, "{}", now)) == ErrorCode::signature_invalid));
}

BOOST_AUTO_TEST_CASE(http_dates_have_one_spelling) {
    BOOST_TEST(http_date(784'111'777'000) == "Sun, 06 Nov 1994 08:49:37 GMT");  // RFC 9110, 5.6.7
    BOOST_TEST(*parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT") == 784'111'777'000);
    for (const auto* text : {"Mon, 06 Nov 1994 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT", ""})
        BOOST_TEST(!parse_http_date(text).ok(), text);
}

BOOST_AUTO_TEST_CASE(base64_is_read_strictly) {
    for (const std::string_view bytes : {"", "f", "fo", "foo", "foob"}) BOOST_TEST(decode_base64(encode_base64(bytes)).value_or("!") == bytes);
    for (const auto* text : {"Zg", "Zg=", "Z g=", "Zm9v\n", "Zm9-"}) BOOST_TEST(!decode_base64(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(a_header_with_a_line_break_never_leaves) {
    const auto result = perform({.url = "http://127.0.0.1:9/", .headers = {{"X", "a\r\nEvil: 1"}}});
    BOOST_REQUIRE(!result.ok());
    BOOST_TEST((result.error().code == ErrorCode::request_malformed));
}

BOOST_AUTO_TEST_CASE(only_http_is_spoken) {
    const auto result = perform({.method = "GET", .url = "file:///etc/passwd"});
    BOOST_REQUIRE(!result.ok());
    BOOST_TEST((result.error().code == ErrorCode::peer_address));
}

BOOST_AUTO_TEST_CASE(an_address_is_encrypted_or_this_machine) {
    for (const auto* fine : {"https://registry.example.vn/v1", "http://127.0.0.1:8081", "http://localhost:8081", "http://[::1]:8081", "http://127.1:80"})
        BOOST_TEST(check_target(fine, Speech::http).ok(), fine);
    for (const auto* bad : {"http://registry.example.vn", "http://127.0.0.1.example.vn", "http://127.0.0.1@example.vn", "http://localhost.example.vn",
                            "http://0.0.0.0", "http://10.0.0.1", "ftp://127.0.0.1", "gopher://127.0.0.1", "smtp://127.0.0.1", "registry.example.vn", "https://", ""})
        BOOST_TEST(!check_target(bad, Speech::http).ok(), bad);
    BOOST_TEST(check_target("smtp://mail.example.vn:587", Speech::mail).ok());
    BOOST_TEST(check_target("smtps://mail.example.vn", Speech::mail).ok());
    BOOST_TEST(!check_target("https://mail.example.vn", Speech::mail).ok());
    BOOST_TEST(stays_here("smtp://127.0.0.1:25"));
    BOOST_TEST(!stays_here("smtp://mail.example.vn:25"));
}
