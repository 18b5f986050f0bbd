// What a security key gives, judged without a store: every single lie is found.
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "server/staff/cbor_sequence.hpp"
#include "tests/unit/staff/token.hpp"

using namespace motcua;
using namespace motcua::staff;
using test::Token;
using namespace std::string_view_literals;

namespace {

const RelyingParty party{.id = "motcua.example.vn", .origin = "https://motcua.example.vn"};

struct Added {
    Added() {
        BOOST_REQUIRE(keys::start());
        const auto made = judge_registration(party, challenge, token.make(challenge));
        BOOST_REQUIRE(made.ok());
        known = *made;
    }
    [[nodiscard]] std::string verdict(const Assertion& given) const {
        const auto judged = judge_assertion(party, challenge, known, given);
        return judged.ok() ? "accepted" : judged.error().detail;
    }
    [[nodiscard]] std::string verdict(const Registration& given) const {
        const auto judged = judge_registration(party, challenge, given);
        return judged.ok() ? "accepted" : judged.error().detail;
    }

    std::string challenge = keys::random_bytes(challenge_bytes);
    Token token;
    Credential known;
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_new_key_is_read_and_its_signature_accepted, Added) {
    BOOST_TEST(known.id == token.credential);
    BOOST_TEST(known.key.algorithm == -7);
    BOOST_TEST(known.key.bytes.size() == 64U);
    const auto counter = judge_assertion(party, challenge, known, token.sign(challenge));
    BOOST_REQUIRE(counter.ok());
    BOOST_TEST(*counter == 1U);
}

BOOST_FIXTURE_TEST_CASE(another_origin_is_refused, Added) {
    token.origin = "https://motcua.example.vn.evil.example";
    BOOST_TEST(verdict(token.sign(challenge)) == "origin");
    BOOST_TEST(verdict(token.make(challenge)) == "origin");
    token.origin = "http://motcua.example.vn";  // the same name without TLS
    BOOST_TEST(verdict(token.sign(challenge)) == "origin");
}

BOOST_FIXTURE_TEST_CASE(a_page_inside_another_sites_frame_is_refused, Added) {
    auto given = token.sign(challenge);
    const auto at = given.client_data.find("false");
    given.client_data.replace(at, 5, "true");
    BOOST_TEST(verdict(given) == "origin");
}

BOOST_FIXTURE_TEST_CASE(another_relying_party_is_refused, Added) {
    token.relying_party = "evil.example";
    BOOST_TEST(verdict(token.sign(challenge)) == "relying-party");
    BOOST_TEST(verdict(token.make(challenge)) == "relying-party");
}

BOOST_FIXTURE_TEST_CASE(another_challenge_and_a_short_one_are_refused, Added) {
    BOOST_TEST(verdict(token.sign(keys::random_bytes(challenge_bytes))) == "challenge");
    BOOST_TEST(verdict(token.make(keys::random_bytes(challenge_bytes))) == "challenge");
    challenge = "fifteen bytes!!";
    BOOST_TEST(verdict(token.sign(challenge)) == "challenge");
}

BOOST_FIXTURE_TEST_CASE(a_signature_for_one_ceremony_is_worth_nothing_in_the_other, Added) {
    auto given = token.sign(challenge);
    given.client_data = token.client_data("webauthn.create", challenge);
    BOOST_TEST(verdict(given) == "client-data");
    auto made = token.make(challenge);
    made.client_data = token.client_data("webauthn.get", challenge);
    BOOST_TEST(verdict(made) == "client-data");
}

BOOST_FIXTURE_TEST_CASE(presence_without_verification_is_not_enough, Added) {
    token.flags = test::present;
    BOOST_TEST(verdict(token.sign(challenge)) == "user-verification");
    BOOST_TEST(verdict(token.make(challenge)) == "user-verification");
    token.flags = test::verified;  // verified, but nobody is there
    BOOST_TEST(verdict(token.sign(challenge)) == "user-verification");
}

BOOST_FIXTURE_TEST_CASE(a_counter_that_does_not_go_up_is_refused, Added) {
    known.counter = 7;
    token.counter = 6;
    BOOST_TEST(verdict(token.sign(challenge)) == "counter");  // 7 again
    token.counter = 2;
    BOOST_TEST(verdict(token.sign(challenge)) == "counter");
    token.counter = 0xFFFFFFFF;  // back to 0
    BOOST_TEST(verdict(token.sign(challenge)) == "counter");
    token.counter = 7;
    BOOST_TEST(verdict(token.sign(challenge)) == "accepted");
}

BOOST_FIXTURE_TEST_CASE(a_key_that_never_counts_is_accepted, Added) {
    token.counter = 0xFFFFFFFF;  // the next one is 0
    BOOST_TEST(verdict(token.sign(challenge)) == "accepted");
}

BOOST_FIXTURE_TEST_CASE(another_key_under_the_same_name_is_refused, Added) {
    Token other;
    BOOST_TEST(verdict(other.sign(challenge)) == "credential");
    other.credential = token.credential;
    BOOST_TEST(verdict(other.sign(challenge)) == "signature");
}

BOOST_FIXTURE_TEST_CASE(every_changed_byte_of_the_signed_data_is_noticed, Added) {
    const auto given = token.sign(challenge);
    for (std::size_t i = 0; i < given.authenticator_data.size(); ++i) {
        auto changed = given;
        changed.authenticator_data[i] = static_cast<char>(changed.authenticator_data[i] ^ 0x20);
        BOOST_TEST(verdict(changed) != "accepted", i);
    }
    for (std::size_t i = 0; i < given.signature.size(); ++i) {
        auto changed = given;
        changed.signature[i] = static_cast<char>(changed.signature[i] ^ 0x01);
        BOOST_TEST(verdict(changed) == "signature", i);
    }
}

BOOST_FIXTURE_TEST_CASE(malformed_attestation_objects_are_refused, Added) {
    const auto good = token.make(challenge);
    for (std::size_t length = 0; length < good.attestation_object.size(); ++length) {
        auto cut = good;
        cut.attestation_object.resize(length);
        BOOST_TEST(verdict(cut) != "accepted", length);
    }
    const auto refused = [&](const std::string& cbor) {
        auto given = good;
        given.attestation_object = cbor;
        return verdict(given);
    };
    BOOST_TEST(refused(good.attestation_object + "x") == "attestation");                // something after the end
    BOOST_TEST(refused(std::string(4000, '\x81')) == "attestation");                    // arrays in arrays
    BOOST_TEST(refused("\xA1\x67" "attStmt" + std::string(4000, '\x81')) == "attestation");
    BOOST_TEST(refused("\xBB\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF") == "attestation");       // a map of 2^64-1 members
    BOOST_TEST(refused("\xA1\x68" "authData\x5B\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF") == "attestation");
    BOOST_TEST(refused(std::string(largest_attestation + 1, 'x')) == "attestation");
    BOOST_TEST(refused(Token::attestation("short")) == "authenticator-data");
    const std::string twice = "\xA2\x68" "authDataA\x01\x68" "authDataA\x02";
    BOOST_TEST(refused(twice) == "attestation");
    BOOST_TEST(refused(Token::attestation(token.head(test::present | test::verified))) == "algorithm");  // no key attached
}

BOOST_FIXTURE_TEST_CASE(a_count_of_more_than_what_is_there_never_reaches_the_reader, Added) {
    const std::string data = token.new_key_data();
    const auto key_at = data.find("\xA5\x01\x02\x03\x26");
    BOOST_REQUIRE(key_at != std::string::npos);
    const auto with_key = [&](std::string_view key) {
        return verdict(Registration{.client_data = token.client_data("webauthn.create", challenge),
                                    .attestation_object = Token::attestation(data.substr(0, key_at) + std::string(key))});
    };
    const auto key = data.substr(key_at);
    BOOST_TEST(with_key(key) == "accepted");
    BOOST_TEST(with_key("\x9A\x20\x00\x00\x00"sv) == "authenticator-data");  // an array of 2^29: 4 GB in libcbor
    BOOST_TEST(with_key("\xBA\x10\x00\x00\x00"sv) == "authenticator-data");  // a map of 2^28
    BOOST_TEST(with_key(key + "\xA0") == "authenticator-data");               // extensions nobody announced
    BOOST_TEST(with_key(key.substr(0, key.size() - 1)) == "authenticator-data");
    BOOST_TEST(with_key("") == "authenticator-data");
    auto signed_with_extension = token.sign(challenge);
    signed_with_extension.authenticator_data[32] = static_cast<char>(signed_with_extension.authenticator_data[32] | 0x80);
    signed_with_extension.authenticator_data += "\x9A\x20\x00\x00\x00"sv;
    BOOST_TEST(verdict(signed_with_extension) == "authenticator-data");
}

BOOST_AUTO_TEST_CASE(a_sequence_of_cbor_is_counted_without_believing_it) {
    BOOST_TEST(is_cbor_sequence("", 0));
    BOOST_TEST(!is_cbor_sequence("", 1));
    BOOST_TEST(!is_cbor_sequence("\x01", 0));
    BOOST_TEST(is_cbor_sequence("\x01\x20", 2));
    BOOST_TEST(is_cbor_sequence("\xA1\x01\x82\x41x\xF5", 1));
    BOOST_TEST(!is_cbor_sequence("\xA2\x01\x02", 1));                                  // a member short
    BOOST_TEST(!is_cbor_sequence("\x9F\x01\xFF", 1));                                  // no length: not canonical
    BOOST_TEST(!is_cbor_sequence("\x5F\x41x\xFF", 1));
    BOOST_TEST(!is_cbor_sequence("\xC1\x01", 1));                                      // a tag
    BOOST_TEST(!is_cbor_sequence("\x9B\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 1));
    BOOST_TEST(!is_cbor_sequence("\xBB\x80\x00\x00\x00\x00\x00\x00\x00"sv, 1));       // its double is nothing
    BOOST_TEST(!is_cbor_sequence("\x5B\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFFx", 1));
}

BOOST_FIXTURE_TEST_CASE(client_data_that_is_no_json_is_refused, Added) {
    auto given = token.sign(challenge);
    for (const std::string text : {"", "{", "[]", "null", R"({"type":"webauthn.get","challenge":"=","origin":"https://motcua.example.vn"})"}) {
        given.client_data = text;
        BOOST_TEST(verdict(given) == "client-data", text);
    }
    given.client_data = std::string(largest_client_data + 1, ' ');
    BOOST_TEST(verdict(given) == "client-data");
}

// Also shows that the fuzzer starts from objects that are accepted: every algorithm, an extension, an attestation we did not ask for.
BOOST_AUTO_TEST_CASE(every_algorithm_asked_for_is_taken) {
    const char* root = std::getenv("MOTCUA_SOURCE");
    const std::string given_out(challenge_bytes, '\x2A');
    for (const auto& [name, algorithm] : {std::pair{"es256", -7}, {"eddsa", -8}, {"rs256", -257}, {"extension", -7}, {"packed", -7}}) {
        std::ifstream file(std::string(root == nullptr ? "." : root) + "/tests/fuzz/corpus/webauthn/" + name, std::ios::binary);
        const std::string object{std::istreambuf_iterator<char>(file), {}};
        Token browser;
        browser.origin = "http://localhost:8080";
        const auto made = judge_registration({.id = "localhost", .origin = "http://localhost:8080"}, given_out,
                                             {.client_data = browser.client_data("webauthn.create", given_out), .attestation_object = object});
        BOOST_TEST_REQUIRE(made.ok(), name);
        BOOST_TEST(made->key.algorithm == algorithm, name);
    }
}

BOOST_AUTO_TEST_CASE(keys_belong_to_the_name_of_the_service) {
    const auto at = [](std::string_view url) { return relying_party(url); };
    BOOST_TEST(at("https://motcua.example.vn").id == "motcua.example.vn");
    BOOST_TEST(at("https://motcua.example.vn/").origin == "https://motcua.example.vn");
    BOOST_TEST(at("https://motcua.example.vn:8443").id == "motcua.example.vn");
    BOOST_TEST(at("https://motcua.example.vn:8443").origin == "https://motcua.example.vn:8443");
    BOOST_TEST(at("https://motcua.example.vn:443").origin == "https://motcua.example.vn");
    BOOST_TEST(at("http://localhost:80").origin == "http://localhost");
    BOOST_TEST(at("http://localhost:443").origin == "http://localhost:443");
    BOOST_TEST(at("http://127.0.0.1:8080").id == "localhost");
    BOOST_TEST(at("http://127.0.0.1:8080").origin == "http://localhost:8080");
    BOOST_TEST(at("http://[::1]:8080").origin == "http://localhost:8080");
    BOOST_TEST(at("http://localhost:8080").origin == "http://localhost:8080");
}
