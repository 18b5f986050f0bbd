// TOTP against the vectors of RFC 6238, Appendix B (SHA-1), and the replay rule of section 5.2.
#include <boost/test/unit_test.hpp>

#include "server/staff/totp.hpp"

using namespace motcua::staff;

namespace {
constexpr std::string_view secret = "12345678901234567890";
}

BOOST_AUTO_TEST_CASE(the_vectors_of_rfc_6238_come_out) {
    const std::pair<std::int64_t, std::string> vectors[] = {{59, "94287082"},         {1111111109, "07081804"},
                                                            {1111111111, "14050471"}, {1234567890, "89005924"},
                                                            {2000000000, "69279037"}, {20000000000, "65353130"}};
    for (const auto& [seconds, code] : vectors) BOOST_TEST(totp_code(secret, totp_step(seconds * 1000), 8) == code);
}

BOOST_AUTO_TEST_CASE(the_code_of_now_and_of_one_step_either_side_is_taken) {
    const motcua::Millis now = 1111111111'000;
    const auto step = totp_step(now);
    for (const auto s : {step - 1, step, step + 1}) BOOST_TEST((match_totp(secret, totp_code(secret, s), now, 0) == s));
    for (const auto s : {step - 2, step + 2}) BOOST_TEST(!match_totp(secret, totp_code(secret, s), now, 0));
}

BOOST_AUTO_TEST_CASE(a_code_works_once) {
    const motcua::Millis now = 1111111111'000;
    const auto step = match_totp(secret, totp_code(secret, totp_step(now)), now, 0);
    BOOST_REQUIRE(step.has_value());
    BOOST_TEST(!match_totp(secret, totp_code(secret, *step), now, *step));
    BOOST_TEST(!match_totp(secret, totp_code(secret, *step - 1), now, *step));
    BOOST_TEST((match_totp(secret, totp_code(secret, *step + 1), now, *step) == *step + 1));
}

BOOST_AUTO_TEST_CASE(anything_that_is_not_six_digits_is_refused) {
    for (const std::string_view code : {"", "12345", "1234567", "abcdef", "      "})
        BOOST_TEST(!match_totp(secret, code, 1111111111'000, 0));
}

BOOST_AUTO_TEST_CASE(the_uri_carries_the_secret_in_base32) {
    BOOST_TEST(totp_uri(secret, "lan.nguyen") ==
               "otpauth://totp/"
               "MotCua:lan.nguyen?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=MotCua&algorithm=SHA1&digits=6&period=30");
}
