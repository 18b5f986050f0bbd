#include <sodium.h>

#include <boost/test/unit_test.hpp>
#include <algorithm>
#include <string>

#include "server/staff/common_passwords.hpp"
#include "server/staff/password.hpp"

using namespace motcua;
using namespace motcua::staff;

BOOST_AUTO_TEST_CASE(a_hash_fits_its_password_and_no_other) {
    BOOST_REQUIRE(sodium_init() >= 0);
    const auto hash = hash_password("hai con mèo đen");
    BOOST_REQUIRE(hash.ok());
    BOOST_TEST(hash->starts_with("$argon2id$v=19$m=65536,t=3,p=1$"));
    BOOST_TEST(verify_password(*hash, "hai con mèo đen").value());
    BOOST_TEST(!verify_password(*hash, "hai con meo den").value());
    BOOST_TEST(!verify_password(*hash, "").value());
}

BOOST_AUTO_TEST_CASE(two_hashes_of_one_password_differ) {
    BOOST_TEST(*hash_password("hai con mèo đen") != *hash_password("hai con mèo đen"));
}

BOOST_AUTO_TEST_CASE(the_decoy_is_a_real_hash_that_fits_nothing) {
    BOOST_TEST(crypto_pwhash_str_needs_rehash(std::string(decoy_hash()).c_str(), 3, 64 * 1024 * 1024) == 0);
    BOOST_TEST(!verify_password(decoy_hash(), "hai con mèo đen").value());
}

BOOST_AUTO_TEST_CASE(a_damaged_hash_fits_nothing) {
    BOOST_TEST(!verify_password("", "hai con mèo đen").value());
    BOOST_TEST(!verify_password("$argon2id$v=19$m=65536,t=3,p=1$", "hai con mèo đen").value());
}

BOOST_AUTO_TEST_CASE(a_password_shorter_than_twelve_characters_is_weak) {
    BOOST_TEST((judge_password("ngắn", "lan").error().code == ErrorCode::staff_password_weak));
    BOOST_TEST(judge_password("mười hai chữ cái", "lan").ok());
}

BOOST_AUTO_TEST_CASE(a_password_of_one_character_or_with_the_own_name_is_weak) {
    BOOST_TEST(!judge_password("aaaaaaaaaaaaaaaa", "lan").ok());
    BOOST_TEST(!judge_password("Lan.Nguyen-2026!", "lan.nguyen").ok());
}

BOOST_AUTO_TEST_CASE(a_password_of_a_known_breach_is_weak) {
    BOOST_TEST(common_password_hashes().size() > 40'000u);  // those of our length out of the million most frequent
    BOOST_TEST(std::is_sorted(common_password_hashes().begin(), common_password_hashes().end()));
    for (const auto* text : {"1qaz2wsx3edc", "qwertyqwerty", "QwertyQwerty", "leavemealone", "sonyericsson", "123456654321", "PolniyPizdec0211"}) {
        BOOST_TEST(is_common(text), text);
        BOOST_TEST((judge_password(text, "lan").error().code == ErrorCode::staff_password_weak), text);
    }
    for (const auto* text : {"hai con mèo đen", "hai con mèo xám", "correct battery horse staple"}) BOOST_TEST(judge_password(text, "lan").ok(), text);
}

BOOST_AUTO_TEST_CASE(a_password_of_words_of_this_place_is_weak) {
    for (const auto* text : {"motcua2026!!", "Một Cửa 2026!", "VNeID-VNeID-1", "matkhau12345", "Mật khẩu công an", "Admin@motcua1", "tranthilan2026", "Trần Thị Lan 88"})
        BOOST_TEST(!judge_password(text, "lan.tran", "Trần Thị Lan").ok(), text);
    for (const auto* text : {"con mèo ở một cửa sổ", "hoa lan nở trước mưa"}) BOOST_TEST(judge_password(text, "lan.tran", "Trần Thị Lan").ok(), text);
}

BOOST_AUTO_TEST_CASE(a_password_over_the_limit_is_refused_before_it_is_hashed) {
    std::string text;
    for (int i = 0; i < 129; ++i) text += static_cast<char>('a' + i % 26);
    BOOST_TEST(!judge_password(text, "lan").ok());
}
