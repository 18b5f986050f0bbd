// Activating an account, as an officer does it on the screen.
#include "tests/unit/pages/officer_host.hpp"

using namespace motcua;
using namespace motcua::client;
using namespace motcua::client::test;

namespace {

constexpr const char* address = "/en/officer/activate";

/// Takes one code of each kind: activation "GOOD", authenticator 123456.
class Server final : public OfficerHost {
public:
    Server() { role = "anyone"; }

protected:
    HttpResponse answer(const std::string& method, const std::string& path, const Json& body) override {
        if (!path.starts_with("/staff/activation")) return OfficerHost::answer(method, path, body);
        if (text_of(body, "activationCode") != "GOOD") return refused("staff.activation", "The user name or activation code is not right.");
        if (path == "/staff/activation") return json({{"uri", "otpauth://totp/x"}, {"secret", "ABCDEFGHIJKLMNOP"}, {"qr", {"101", "010", "101"}}}, 201);
        if (text_of(body, "code") != "123456") return refused("staff.code", "The code is not right.");
        role = "officer";
        return OfficerHost::answer("GET", "/session", {});
    }

private:
    static HttpResponse refused(const std::string& code, const std::string& words) {
        return json({{"code", code}, {"message", {{"vi", words}, {"en", words}}}}, 401);
    }
};

void fills(OfficerScreen& at, const std::string& code, const std::string& again = "hai con mèo đen") {
    at.types("activate/user", "lan.tran");
    at.types("activate/code", code);
    at.types("activate/password", "hai con mèo đen");
    at.types("activate/again", again);
    at.presses("activate/begin");
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_officer_activates_the_account_and_is_at_the_desk) {
    for (const float width : {390.0F, 1440.0F}) {
        Server host;
        OfficerScreen at(host, "/en/officer/sign-in", width);
        at.presses("desk/activate");
        BOOST_TEST(host.address == address);
        fills(at, "GOOD");
        BOOST_TEST_REQUIRE(at.has("activate/totp"));
        BOOST_TEST(at.has("activate/qr"));
        BOOST_TEST(at.sees("ABCD EFGH IJKL MNOP"));
        BOOST_TEST(at.activation.password.empty());  // it is not needed any more
        at.types("activate/totp", "000000");
        at.presses("activate/confirm");
        BOOST_TEST(at.sees("The code is not right."));
        BOOST_TEST(at.activation.totp.empty());
        at.types("activate/totp", "123456");
        at.presses("activate/confirm");
        BOOST_TEST(at.app.session.is_officer());
        BOOST_TEST(host.address == "/en/officer/day");
        BOOST_TEST(at.has("nav/out"));
        BOOST_TEST(at.activation.user.empty());
        BOOST_TEST(at.activation.secret.empty());
    }
}

BOOST_AUTO_TEST_CASE(a_refused_code_is_said_and_what_was_typed_stays) {
    Server host;
    OfficerScreen at(host, address);
    fills(at, "BAD");
    BOOST_TEST(at.sees("The user name or activation code is not right."));
    BOOST_TEST(at.activation.user == "lan.tran");
    BOOST_TEST(at.activation.password == "hai con mèo đen");
    at.types("activate/code", "GOOD");
    at.presses("activate/begin");
    BOOST_TEST(at.has("activate/totp"));
}

BOOST_AUTO_TEST_CASE(two_different_passwords_are_not_sent) {
    Server host;
    OfficerScreen at(host, address);
    host.sent.clear();
    fills(at, "GOOD", "hai con mèo trắng");
    BOOST_TEST(host.sent.empty());
    BOOST_TEST(at.sees("The two passwords are not the same."));
    at.types("activate/again", "hai con mèo đen");
    at.presses("activate/begin");
    BOOST_TEST(!at.activation.differ);
    BOOST_TEST(at.has("activate/totp"));
}

BOOST_AUTO_TEST_CASE(leaving_the_page_leaves_nothing_behind) {
    Server host;
    OfficerScreen at(host, address);
    fills(at, "GOOD");
    at.goes_to("/en/officer/sign-in");
    for (const auto* typed : {&at.activation.user, &at.activation.code, &at.activation.password, &at.activation.again, &at.activation.secret}) BOOST_TEST(typed->empty());
    BOOST_TEST(at.activation.qr.empty());
    at.goes_to(address);
    BOOST_TEST(at.has("activate/code"));
    // an answer that comes after the page was left begins nothing
    host.mood = OfficerHost::Mood::waits;
    fills(at, "GOOD");
    BOOST_TEST(at.activation.busy);
    at.goes_to("/en/officer/sign-in");
    for (const auto& late : host.held) late();
    at.settle();
    BOOST_TEST(!at.activation.begun());
    BOOST_TEST(!at.activation.busy);
}

BOOST_AUTO_TEST_CASE(starting_again_keeps_who_and_the_code) {
    Server host;
    OfficerScreen at(host, address);
    fills(at, "GOOD");
    at.presses("activate/start-over");
    BOOST_TEST(at.activation.user == "lan.tran");
    BOOST_TEST(at.activation.code == "GOOD");
    BOOST_TEST(at.activation.secret.empty());
    BOOST_TEST(at.has("activate/password"));
}
