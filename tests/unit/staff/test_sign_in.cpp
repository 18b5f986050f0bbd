// Signing in against a real store with a clock of the test's own.
#include <boost/test/unit_test.hpp>

#include "server/staff/sign_in.hpp"
#include "server/staff/totp.hpp"
#include "tests/unit/staff/office.hpp"

using namespace motcua;
using namespace motcua::staff;

namespace {

constexpr std::string_view password = "hai con mèo đen";

/// An office with one officer in it.
struct Desk : test::StaffOffice {
    Desk() {
        const NewAccount account{.user = "lan.tran",
                                 .name = "Trần Thị Lan",
                                 .office = "hcm",
                                 .password = std::string(password),
                                 .totp_secret = "12345678901234567890"};
        BOOST_REQUIRE(add(*db, *keyring, book, account).ok());
    }
    [[nodiscard]] std::string code() const { return totp_code("12345678901234567890", totp_step(now)); }
    Result<Account> attempt(std::string user, std::string given, std::string digits, std::string from = "192.0.2.1") {
        return sign_in(*db, *keyring,
                       {.user = std::move(user),
                        .password = std::move(given),
                        .code = std::move(digits),
                        .remote_address = std::move(from)});
    }
    Result<Account> right() { return attempt("lan.tran", std::string(password), code()); }
    void wait(int seconds) { now += seconds * 1000; }
};

bool refused(const Result<Account>& result, ErrorCode code) { return !result.ok() && result.error().code == code; }

}  // namespace

BOOST_FIXTURE_TEST_CASE(password_and_code_together_sign_in, Desk) {
    const auto account = right();
    BOOST_REQUIRE(account.ok());
    BOOST_TEST(account->name == "Trần Thị Lan");
    BOOST_TEST(account->office == "hcm");
}

BOOST_FIXTURE_TEST_CASE(every_wrong_part_has_the_same_answer, Desk) {
    BOOST_TEST(refused(attempt("lan.tran", "hai con mèo tráng", code()), ErrorCode::staff_sign_in));
    BOOST_TEST(refused(attempt("lan.tran", std::string(password), "000000"), ErrorCode::staff_sign_in));
    BOOST_TEST(refused(attempt("nobody", std::string(password), code()), ErrorCode::staff_sign_in));
}

BOOST_FIXTURE_TEST_CASE(a_code_cannot_be_used_twice, Desk) {
    const std::string once = code();
    BOOST_REQUIRE(attempt("lan.tran", std::string(password), once).ok());
    BOOST_TEST(refused(attempt("lan.tran", std::string(password), once), ErrorCode::staff_sign_in));
    wait(30);
    BOOST_TEST(right().ok());
}

BOOST_FIXTURE_TEST_CASE(a_wrong_password_does_not_burn_the_code, Desk) {
    BOOST_REQUIRE(!attempt("lan.tran", "hai con mèo tráng", code()).ok());
    BOOST_TEST(right().ok());
}

BOOST_FIXTURE_TEST_CASE(the_sixth_attempt_in_a_minute_is_not_even_hashed, Desk) {
    for (int i = 0; i < 2; ++i) BOOST_REQUIRE(refused(attempt("lan.tran", "sai", code()), ErrorCode::staff_sign_in));
    for (int i = 0; i < 3; ++i) {
        BOOST_REQUIRE(refused(attempt("lan.tran", "sai", code()), ErrorCode::staff_sign_in));
        wait(5);
    }
    const auto sixth = right();
    BOOST_REQUIRE(refused(sixth, ErrorCode::staff_throttled));
    BOOST_TEST(std::stoi(sixth.error().detail) > 0);
    wait(60);
    BOOST_TEST(right().ok());
}

BOOST_FIXTURE_TEST_CASE(after_the_third_failure_the_pauses_double, Desk) {
    for (int i = 0; i < 4; ++i) {
        wait(20);
        BOOST_REQUIRE(refused(attempt("lan.tran", "sai", code()), ErrorCode::staff_sign_in));
    }
    BOOST_TEST(refused(right(), ErrorCode::staff_throttled));
    wait(1);
    BOOST_TEST(refused(right(), ErrorCode::staff_throttled));
    wait(1);
    BOOST_TEST(right().ok());
}

BOOST_FIXTURE_TEST_CASE(an_attacker_elsewhere_does_not_lock_the_officer_out, Desk) {
    for (int i = 0; i < 5; ++i) {
        wait(20);
        BOOST_REQUIRE(refused(attempt("lan.tran", "sai", code(), "198.51.100.7"), ErrorCode::staff_sign_in));
    }
    BOOST_TEST(refused(attempt("lan.tran", "sai", code(), "198.51.100.7"), ErrorCode::staff_throttled));
    BOOST_TEST(right().ok());
}

BOOST_FIXTURE_TEST_CASE(a_disabled_account_signs_nobody_in, Desk) {
    BOOST_REQUIRE(disable(*db, *keyring, "lan.tran").ok());
    BOOST_TEST(refused(right(), ErrorCode::staff_sign_in));
    BOOST_TEST((disable(*db, *keyring, "nobody").error().code == ErrorCode::staff_user_unknown));
}

BOOST_FIXTURE_TEST_CASE(an_account_is_refused_with_a_taken_name_an_unknown_office_or_a_bad_name, Desk) {
    const NewAccount good{.user = "minh.le", .name = "Lê Minh", .office = "hcm", .password = std::string(password)};
    NewAccount taken = good, lost = good, shouting = good;
    taken.user = "lan.tran";
    lost.office = "atlantis";
    shouting.user = "Minh Lê";
    BOOST_TEST((add(*db, *keyring, book, taken).error().code == ErrorCode::staff_user_exists));
    BOOST_TEST((add(*db, *keyring, book, lost).error().code == ErrorCode::staff_office_unknown));
    BOOST_TEST((add(*db, *keyring, book, shouting).error().code == ErrorCode::staff_user_format));
    BOOST_TEST(add(*db, *keyring, book, good).ok());
    BOOST_TEST(list(*db)->size() == 2u);
}

BOOST_FIXTURE_TEST_CASE(the_secret_is_sealed_in_the_store, Desk) {
    BOOST_TEST(secret_of(*db, *keyring, "lan.tran")->totp == "12345678901234567890");
    const auto stored = db->read<std::string>([](store::Transaction& tx) -> Result<std::string> {
        auto row = store::sql(tx, "SELECT totp FROM staff");
        row.step();
        return row.text(0);
    });
    BOOST_TEST(stored->find("1234567890") == std::string::npos);
}
