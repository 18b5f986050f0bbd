// Activation codes against a real store with a clock of the test's own.
#include <boost/test/unit_test.hpp>
#include <set>

#include "server/staff/activation.hpp"
#include "server/staff/activation_code.hpp"
#include "server/staff/sign_in.hpp"
#include "server/staff/totp.hpp"
#include "tests/unit/staff/office.hpp"

using namespace motcua;
using namespace motcua::staff;

namespace {

constexpr std::string_view password = "hai con mèo đen", other = "bốn con chó vàng";

/// An office with an active supervisor and an officer who has a code.
struct Invitation : test::StaffOffice {
    Invitation() {
        BOOST_REQUIRE(add(*db, *keyring, book, {.user = "huong.pham", .name = "Phạm Thị Hương", .office = "hcm", .role = StaffRole::supervisor, .password = std::string(other)}).ok());
        code = invite(*db, *keyring, book, {.user = "lan.tran", .name = "Trần Thị Lan", .office = "hcm"}).value().code;
    }
    Result<std::string> begin(std::string_view typed, std::string_view chosen = password) {
        return begin_activation(*db, *keyring, {.user = "lan.tran", .code = std::string(typed), .remote_address = "192.0.2.1"}, chosen, {.scale = 100});
    }
    Result<Account> confirm(std::string_view typed, std::string_view totp) {
        return activate(*db, *keyring, {.user = "lan.tran", .code = std::string(typed), .remote_address = "192.0.2.1"}, totp, {.scale = 100});
    }
    [[nodiscard]] std::string shown(std::string_view secret) const { return totp_code(secret, totp_step(now)); }
    Result<Account> signs_in(std::string_view chosen, std::string_view secret) {
        return sign_in(*db, *keyring, {.user = "lan.tran", .password = std::string(chosen), .code = shown(secret), .remote_address = "192.0.2.1"}, {.scale = 100});
    }
    std::string code;
};

template <class T>
bool refused(const Result<T>& result, ErrorCode code) {
    return !result.ok() && result.error().code == code;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_code_is_five_groups_of_a_hundred_random_bits) {
    BOOST_REQUIRE(keys::start());
    std::set<std::string> all;
    std::set<char> digits;
    for (int i = 0; i < 400; ++i) {
        const auto code = make_activation_code();
        BOOST_TEST_REQUIRE(code.size() == 24u);
        for (const std::size_t at : {4u, 9u, 14u, 19u}) BOOST_TEST(code[at] == '-');
        const auto read = read_activation_code(code);
        BOOST_TEST_REQUIRE(read.size() == 20u);
        digits.insert(read.begin(), read.end());
        all.insert(code);
    }
    BOOST_TEST(all.size() == 400u);
    BOOST_TEST(digits.size() == 32u);  // each digit is drawn
}

BOOST_AUTO_TEST_CASE(a_code_is_read_however_it_is_typed) {
    BOOST_TEST(read_activation_code("7K3M-9QTX-4WZP-2H8C-VN6D") == "7K3M9QTX4WZP2H8CVN6D");
    BOOST_TEST(read_activation_code(" 7k3m9qtx 4wzp2h8c vn6d") == "7K3M9QTX4WZP2H8CVN6D");
    BOOST_TEST(read_activation_code("ooooIIIILLLLiiiillll") == "00001111111111111111");
    for (const auto* wrong : {"", "7K3M-9QTX-4WZP-2H8C-VN6", "7K3M-9QTX-4WZP-2H8C-VN6DD", "7K3M-9QTX-4WZP-2H8C-VN6U", "mã kích hoạt của tôi đây"})
        BOOST_TEST(read_activation_code(wrong).empty(), wrong);
}

BOOST_FIXTURE_TEST_CASE(an_account_is_activated_in_two_halves, Invitation) {
    const auto secret = begin(code);
    BOOST_REQUIRE(secret.ok());
    BOOST_TEST(secret->size() == totp_secret_bytes);
    BOOST_TEST(refused(signs_in(password, *secret), ErrorCode::staff_sign_in));
    BOOST_TEST(refused(confirm(code, "000000"), ErrorCode::staff_code));
    BOOST_TEST(refused(secret_of(*db, *keyring, "lan.tran"), ErrorCode::staff_inactive));
    const auto account = confirm(code, shown(*secret));
    BOOST_REQUIRE(account.ok());
    BOOST_TEST(account->active);
    now += 30'000;
    BOOST_TEST(signs_in(password, *secret).ok());
    BOOST_TEST(refused(begin(code), ErrorCode::staff_activation));
    BOOST_TEST(refused(confirm(code, shown(*secret)), ErrorCode::staff_activation));
    BOOST_TEST(refused(reissue(*db, *keyring, "lan.tran"), ErrorCode::staff_active));
}

BOOST_FIXTURE_TEST_CASE(a_code_lives_72_hours_to_the_millisecond, Invitation) {
    BOOST_REQUIRE(begin(code).ok());
    now += activation_life - 1;
    const auto secret = begin(code);
    BOOST_REQUIRE(secret.ok());
    now += 1;
    BOOST_TEST(refused(confirm(code, shown(*secret)), ErrorCode::staff_activation));
    BOOST_TEST(refused(begin(code), ErrorCode::staff_activation));
    BOOST_TEST(begin(reissue(*db, *keyring, "lan.tran").value()).ok());
}

BOOST_FIXTURE_TEST_CASE(a_code_is_worth_nothing_for_another_account, Invitation) {
    const auto theirs = invite(*db, *keyring, book, {.user = "minh.le", .name = "Lê Minh", .office = "hcm"}).value().code;
    BOOST_TEST(refused(begin(theirs), ErrorCode::staff_activation));
    BOOST_TEST(begin(code).ok());
}

BOOST_FIXTURE_TEST_CASE(a_recovered_account_has_nothing_left_of_what_it_had, Invitation) {
    const auto secret = begin(code);
    BOOST_REQUIRE(confirm(code, shown(*secret)).ok());
    for (const auto* checker : {"nobody", "lan.tran"}) BOOST_TEST(refused(recover(*db, *keyring, "lan.tran", checker), ErrorCode::staff_checker));
    BOOST_TEST(refused(recover(*db, *keyring, "nobody", "huong.pham"), ErrorCode::staff_user_unknown));
    now += 30'000;
    BOOST_TEST(signs_in(password, *secret).ok());
    const auto fresh = recover(*db, *keyring, "lan.tran", "huong.pham");
    BOOST_REQUIRE(fresh.ok());
    now += 30'000;
    BOOST_TEST(refused(signs_in(password, *secret), ErrorCode::staff_sign_in));
    const auto anew = begin(*fresh, other);
    BOOST_REQUIRE(anew.ok());
    BOOST_TEST(refused(confirm(*fresh, shown(*secret)), ErrorCode::staff_code));
    BOOST_TEST(confirm(*fresh, shown(*anew)).ok());
    now += 30'000;
    BOOST_TEST(refused(signs_in(password, *anew), ErrorCode::staff_sign_in));
    BOOST_TEST(signs_in(other, *anew).ok());
    BOOST_REQUIRE(disable(*db, *keyring, "lan.tran").ok());
    BOOST_TEST(refused(recover(*db, *keyring, "lan.tran", "huong.pham"), ErrorCode::staff_disabled));
}
