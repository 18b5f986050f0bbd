// Security keys against a real store with a clock of the test's own: challenges, purposes, sessions, owners.
#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "server/staff/sign_in.hpp"
#include "server/staff/step_up.hpp"
#include "server/staff/totp.hpp"
#include "server/store/sqlite/database.hpp"
#include "server/store/sqlite/transaction.hpp"
#include "tests/unit/staff/token.hpp"

using namespace motcua;
using namespace motcua::staff;
using test::Token;

namespace {

constexpr std::string_view password = "hai con mèo đen";
const RelyingParty party{.id = "motcua.example.vn", .origin = "https://motcua.example.vn"};

/// A store with two officers in it.
struct Office {
    Office() {
        BOOST_REQUIRE(keys::start());
        folder = std::filesystem::temp_directory_path() / ("motcua-keys-" + keys::hex(keys::random_bytes(6)));
        std::filesystem::create_directories(folder);
        db = std::move(store::Database::open({.path = folder.string() + "/motcua.db", .clock = [this] { return now; }}).value());
        keyring = std::move(keys::Keyring::open(folder.string(), *db).value());
        book.offices.push_back({.id = "hcm"});
        lan = hire("lan.tran");
        minh = hire("minh.le");
    }
    ~Office() {
        keyring.reset();
        db.reset();
        std::filesystem::remove_all(folder);
    }
    std::string hire(const std::string& user) {
        const auto made = add(*db, *keyring, book,
                              {.user = user, .name = "Trần Thị Lan", .office = "hcm", .password = std::string(password), .totp_secret = "12345678901234567890"});
        BOOST_REQUIRE(made.ok());
        return made->id;
    }
    template <class T>
    Result<T> write(const std::function<Result<T>(store::Transaction&)>& work) {
        return db->write<T>(work);
    }
    std::int64_t count(std::string_view sql) {
        return *db->read<std::int64_t>([&](store::Transaction& tx) -> Result<std::int64_t> {
            auto row = store::sql(tx, sql);
            return row.step() ? row.integer(0) : -1;
        });
    }
    std::string ask_new(const std::string& who, const std::string& session = "s1") {
        const auto asked = write<KeyQuestion>([&](store::Transaction& tx) { return ask_new_key(tx, *keyring, who, session); });
        BOOST_REQUIRE(asked.ok());
        return asked->challenge;
    }
    Result<void> add_as(const std::string& who, const Registration& given, std::string_view name = "Khóa ở quầy", const std::string& session = "s1") {
        return add_key(*db, *keyring, party, {.purpose = Purpose::add, .staff = who, .session = session}, name, given);
    }
    void give(const std::string& who, const Token& given) { BOOST_REQUIRE(add_as(who, given.make(ask_new(who))).ok()); }
    Result<KeyQuestion> ask_at_sign_in(std::string_view user = "lan.tran", std::string_view with = password) {
        now += 61'000;  // attempts of the last minute are not what is tested
        return ask_key_at_sign_in(*db, *keyring, {.user = std::string(user), .password = std::string(with), .remote_address = "192.0.2.1"});
    }
    Result<Account> enter(const Assertion& given) { return sign_in_with_key(*db, *keyring, party, given, "192.0.2.1"); }
    [[nodiscard]] Confirming lan_in(const std::string& session) const { return {.staff = lan, .session = session, .remote_address = "192.0.2.1"}; }

    Millis now = 1795500000'000;
    std::filesystem::path folder;
    rules::Rulebook book;
    std::unique_ptr<store::Database> db;
    std::unique_ptr<keys::Keyring> keyring;
    std::string lan, minh;
    Token token;
};

template <class T>
std::string refusal(const Result<T>& result) {
    return result.ok() ? "accepted" : std::string(code_text(result.error().code)) + (result.error().detail.empty() ? "" : " " + result.error().detail);
}

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_key_signs_in_in_place_of_the_code, Office) {
    give(lan, token);
    const auto asked = ask_at_sign_in();
    BOOST_REQUIRE(asked.ok());
    BOOST_TEST(asked->challenge.size() == 32U);
    BOOST_TEST((asked->credentials == std::vector<std::string>{token.credential}));
    const auto account = enter(token.sign(asked->challenge));
    BOOST_REQUIRE(account.ok());
    BOOST_TEST(account->id == lan);
    BOOST_TEST(count("SELECT count(*) FROM audit WHERE action='staff.signed_in' AND detail LIKE '%key%'") == 1);
}

BOOST_FIXTURE_TEST_CASE(only_who_knows_the_password_learns_of_keys, Office) {
    give(lan, token);
    BOOST_TEST(refusal(ask_at_sign_in("lan.tran", "hai con mèo tráng")) == "staff.sign_in");
    BOOST_TEST(refusal(ask_at_sign_in("nobody")) == "staff.sign_in");
    BOOST_TEST(refusal(ask_at_sign_in("minh.le")) == "staff.key_none");
    BOOST_TEST(count("SELECT count(*) FROM audit WHERE action='staff.sign_in_failed'") == 2);
}

BOOST_FIXTURE_TEST_CASE(a_challenge_is_good_once, Office) {
    give(lan, token);
    const auto challenge = ask_at_sign_in()->challenge;
    const auto given = token.sign(challenge);
    BOOST_REQUIRE(enter(given).ok());
    BOOST_TEST(refusal(enter(given)) == "staff.key_refused challenge");
    BOOST_TEST(refusal(enter(token.sign(challenge))) == "staff.key_refused challenge");  // signed anew, the same challenge
}

BOOST_FIXTURE_TEST_CASE(a_refused_signature_uses_the_challenge_up_too, Office) {
    give(lan, token);
    const auto challenge = ask_at_sign_in()->challenge;
    token.flags = test::present;
    BOOST_TEST(refusal(enter(token.sign(challenge))) == "staff.key_refused user-verification");
    token.flags |= test::verified;
    BOOST_TEST(refusal(enter(token.sign(challenge))) == "staff.key_refused challenge");
}

BOOST_FIXTURE_TEST_CASE(a_challenge_lives_two_minutes, Office) {
    give(lan, token);
    const auto in_time = ask_at_sign_in()->challenge;
    now += 119'999;
    BOOST_TEST(enter(token.sign(in_time)).ok());
    const auto late = ask_at_sign_in()->challenge;
    now += 120'000;
    BOOST_TEST(refusal(enter(token.sign(late))) == "staff.key_refused challenge");
    (void)ask_at_sign_in();
    BOOST_TEST(count("SELECT count(*) FROM key_challenges") == 1);  // what has ended is swept away
}

BOOST_FIXTURE_TEST_CASE(somebody_elses_key_opens_nothing, Office) {
    Token other;
    give(lan, token);
    give(minh, other);
    const auto challenge = ask_at_sign_in()->challenge;
    BOOST_TEST(refusal(enter(other.sign(challenge))) == "staff.key_refused credential");
}

BOOST_FIXTURE_TEST_CASE(a_challenge_for_one_purpose_or_session_is_worth_nothing_for_another, Office) {
    give(lan, token);
    BOOST_TEST(refusal(confirm_by_key(*db, *keyring, party, lan_in("s1"), token.sign(ask_at_sign_in()->challenge))) == "staff.key_refused challenge");
    const auto other_session = ask_key_to_confirm(*db, *keyring, lan_in("s1"))->challenge;
    BOOST_TEST(refusal(confirm_by_key(*db, *keyring, party, lan_in("s2"), token.sign(other_session))) == "staff.key_refused challenge");
    const auto to_confirm = ask_key_to_confirm(*db, *keyring, lan_in("s1"))->challenge;
    BOOST_TEST(refusal(enter(token.sign(to_confirm))) == "staff.key_refused challenge");
    Token second;
    BOOST_TEST(refusal(add_as(minh, second.make(ask_new(lan)))) == "staff.key_refused challenge");
    const auto right = ask_key_to_confirm(*db, *keyring, lan_in("s1"))->challenge;
    BOOST_TEST(refusal(confirm_by_key(*db, *keyring, party, lan_in("s1"), token.sign(right))) == "accepted");
    BOOST_TEST(count("SELECT count(*) FROM audit WHERE action='staff.stepped_up'") == 1);
}

BOOST_FIXTURE_TEST_CASE(a_copied_key_is_refused_and_told, Office) {
    token.counter = 10;
    give(lan, token);
    BOOST_REQUIRE(enter(token.sign(ask_at_sign_in()->challenge)).ok());
    token.counter = 4;
    BOOST_TEST(refusal(enter(token.sign(ask_at_sign_in()->challenge))) == "staff.key_refused counter");
    BOOST_TEST(count("SELECT count(*) FROM audit WHERE action='staff.key_copied'") == 1);
}

BOOST_FIXTURE_TEST_CASE(a_key_is_added_once_and_five_are_the_most, Office) {
    give(lan, token);
    BOOST_TEST(refusal(add_as(minh, token.make(ask_new(minh)))) == "staff.key_known");
    Token more[4];
    for (const auto& each : more) give(lan, each);
    BOOST_TEST(refusal(write<KeyQuestion>([&](store::Transaction& tx) { return ask_new_key(tx, *keyring, lan, "s1"); })) == "staff.key_limit");
    const auto mine = db->read<std::vector<SecurityKey>>([&](store::Transaction& tx) { return list_keys(tx, *keyring, lan); });
    BOOST_REQUIRE(mine.ok());
    BOOST_TEST(mine->size() == most_keys);
    BOOST_TEST(mine->front().name == "Khóa ở quầy");
}

BOOST_FIXTURE_TEST_CASE(a_key_needs_a_name_a_person_can_read, Office) {
    for (const std::string& name : {std::string(), std::string("   "), std::string(41, 'x'), std::string("a\x01")})
        BOOST_TEST(refusal(add_as(lan, token.make(ask_new(lan)), name)) == "staff.key_name");
}

BOOST_FIXTURE_TEST_CASE(a_removed_key_opens_nothing_and_only_its_owner_removes_it, Office) {
    give(lan, token);
    const auto remove = [&](const std::string& who) {
        return refusal(write<void>([&](store::Transaction& tx) -> Result<void> {
            MOTCUA_TRY(mine, list_keys(tx, *keyring, lan));
            return remove_key(tx, who, mine.front().id);
        }));
    };
    const auto challenge = ask_at_sign_in()->challenge;
    BOOST_TEST(remove(minh) == "request.not_found");
    BOOST_TEST(remove(lan) == "accepted");
    BOOST_TEST(refusal(enter(token.sign(challenge))) == "staff.key_refused credential");
    BOOST_TEST(refusal(ask_at_sign_in()) == "staff.key_none");
}

BOOST_FIXTURE_TEST_CASE(a_disabled_account_does_not_sign_in_by_key, Office) {
    give(lan, token);
    const auto challenge = ask_at_sign_in()->challenge;
    BOOST_REQUIRE(disable(*db, *keyring, "lan.tran").ok());
    BOOST_TEST(refusal(enter(token.sign(challenge))) == "staff.key_refused");
    BOOST_TEST(refusal(ask_at_sign_in()) == "staff.sign_in");
}

BOOST_FIXTURE_TEST_CASE(the_store_holds_neither_challenge_nor_credential_in_the_clear, Office) {
    give(lan, token);
    const auto challenge = ask_at_sign_in()->challenge;
    const auto made = token.make(challenge);
    const auto data = read_attestation(made.attestation_object);
    BOOST_REQUIRE(data.has_value());
    const std::string point = data->substr(data->size() - 32);  // the y of the public key, which ends the data
    for (const auto& [secret, table] :
         {std::pair{challenge, "key_challenges"}, {token.credential, "security_keys"}, {point, "security_keys"}, {std::string("Khóa ở quầy"), "security_keys"}}) {
        const auto columns = count(std::string("SELECT count(*) FROM pragma_table_info('") + table + "')");
        BOOST_TEST(columns >= 5);
        const bool clear = *db->read<bool>([&, secret = secret, table = table](store::Transaction& tx) -> Result<bool> {
            auto rows = store::sql(tx, std::string("SELECT * FROM ") + table);
            bool found = false;
            while (rows.step())
                for (int i = 0; i < columns; ++i) found = found || rows.text(i).find(secret) != std::string::npos || rows.text(i).find(keys::hex(secret)) != std::string::npos;
            return found;
        });
        BOOST_TEST(!clear, table);
    }
}

BOOST_FIXTURE_TEST_CASE(a_code_confirms_once_and_guesses_share_the_limits_of_sign_in, Office) {
    const auto confirm = [&](const std::string& code) { return refusal(confirm_by_code(*db, *keyring, lan_in("s1"), code)); };
    const std::string code = totp_code("12345678901234567890", totp_step(now));
    BOOST_TEST(confirm(code) == "accepted");
    BOOST_TEST(confirm(code) == "staff.code");
    BOOST_TEST(confirm("000000") == "staff.code");
    BOOST_TEST(confirm("000000") == "staff.code");
    BOOST_TEST(confirm("000000").starts_with("staff.throttled"));  // a pause after the third failure
    BOOST_TEST(refusal(sign_in(*db, *keyring, {.user = "lan.tran", .password = std::string(password), .code = "000000", .remote_address = "192.0.2.1"}))
                   .starts_with("staff.throttled"));
}
