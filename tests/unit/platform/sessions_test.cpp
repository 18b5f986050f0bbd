#include "server/http/sessions.hpp"
#include "server/intake/throttle.hpp"
#include "tests/unit/platform/fixture.hpp"

using namespace motcua;
using test::Server;

namespace {

constexpr Millis minute = 60'000;

std::string start(Server& server, http::Role role) {
    return *server.write<std::string>([&](store::Transaction& tx) -> Result<std::string> {
        return http::start_session(tx, server.services,
                                   {.role = role, .subject = "s", .name = "Nguyễn Văn Thử", .phone = "+84912345678"});
    });
}
bool alive(Server& server, const std::string& token) {
    return server.services.db
        ->read<std::optional<http::Session>>(
            [&](store::Transaction& tx) { return http::find_session(tx, server.services, token); })
        ->has_value();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sessions_suite)

BOOST_AUTO_TEST_CASE(the_store_knows_only_a_hash_of_the_token) {
    Server server;
    const auto token = start(server, http::Role::applicant);
    BOOST_TEST(token.size() >= 43u);  // 32 bytes
    BOOST_TEST(server.count("SELECT count(*) FROM sessions WHERE id = '" + token + "'") == 0);
    BOOST_TEST(
        server.count(
            "SELECT count(*) FROM sessions WHERE CAST(name AS TEXT) LIKE '%Nguy%' OR CAST(phone AS TEXT) LIKE '%912345678%'") ==
        0);
    BOOST_TEST(alive(server, token));
    BOOST_TEST(!alive(server, token + "x"));
    BOOST_TEST(!alive(server, ""));
}

BOOST_AUTO_TEST_CASE(officers_idle_out_after_15_minutes_and_applicants_after_60) {
    Server server;
    const auto officer = start(server, http::Role::officer), applicant = start(server, http::Role::applicant);
    server.now += 15 * minute - 1;
    BOOST_TEST(alive(server, officer));
    server.now += 1;
    BOOST_TEST(!alive(server, officer));
    BOOST_TEST(alive(server, applicant));
    server.now += 45 * minute;
    BOOST_TEST(!alive(server, applicant));
}

BOOST_AUTO_TEST_CASE(no_session_lives_longer_than_12_hours_however_busy) {
    Server server;
    const auto token = start(server, http::Role::applicant);
    for (int i = 0; i < 12 * 60 / 30; ++i) {
        BOOST_TEST(alive(server, token));
        const auto id = server.services.db->read<std::string>([&](store::Transaction& tx) -> Result<std::string> {
            MOTCUA_TRY(session, http::find_session(tx, server.services, token));
            return session->caller.session_id;
        });
        server.now += 30 * minute;
        BOOST_REQUIRE(server
                          .write<void>([&](store::Transaction& tx) -> Result<void> {
                              http::touch_session(tx, *id);
                              return {};
                          })
                          .ok());
    }
    BOOST_TEST(!alive(server, token));
}

BOOST_AUTO_TEST_CASE(ending_a_subjects_sessions_ends_all_of_them_at_once) {
    Server server;
    const auto a = start(server, http::Role::officer), b = start(server, http::Role::officer);
    BOOST_REQUIRE(server
                      .write<void>([&](store::Transaction& tx) -> Result<void> {
                          http::end_sessions_of(tx, *server.services.keys, "s");
                          return {};
                      })
                      .ok());
    BOOST_TEST(!alive(server, a));
    BOOST_TEST(!alive(server, b));
}

BOOST_AUTO_TEST_CASE(a_renewed_session_has_a_new_token_a_fresh_factor_and_its_old_end) {
    Server server;
    const auto first = start(server, http::Role::officer), other = start(server, http::Role::officer);
    const auto session = [&](const std::string& token) {
        return *server.services.db->read<std::optional<http::Session>>([&](store::Transaction& tx) { return http::find_session(tx, server.services, token); });
    };
    const auto before = *session(first);
    BOOST_TEST(before.caller.verified_at == server.now);
    server.now += 10 * minute;
    const auto renewed = server.write<std::string>([&](store::Transaction& tx) { return http::renew_session(tx, server.services, before.caller); });
    BOOST_REQUIRE(renewed.ok());
    BOOST_TEST(!alive(server, first));
    BOOST_REQUIRE(alive(server, *renewed));
    const auto after = *session(*renewed);
    BOOST_TEST(after.caller.verified_at == server.now);
    BOOST_TEST(after.expires_at == before.expires_at);
    BOOST_TEST(after.caller.name == "Nguyễn Văn Thử");
    BOOST_TEST(alive(server, other));
    BOOST_REQUIRE(server
                      .write<void>([&](store::Transaction& tx) -> Result<void> {
                          http::end_other_sessions(tx, server.services, after.caller);
                          return {};
                      })
                      .ok());
    BOOST_TEST(!alive(server, other));
    BOOST_TEST(alive(server, *renewed));
}

BOOST_AUTO_TEST_CASE(the_cookie_is_found_among_others_and_carries_its_flags) {
    const http::Settings plain{.public_url = "http://127.0.0.1:8080"}, secure{.public_url = "https://motcua.example"};
    BOOST_TEST(http::cookie_token(plain, "a=b; motcua=TOKEN; c=d") == "TOKEN");
    BOOST_TEST(http::cookie_token(plain, "xmotcua=TOKEN") == "");
    BOOST_TEST(http::cookie_token(secure, "motcua=TOKEN") == "");
    BOOST_TEST(http::cookie_token(secure, "__Host-motcua=TOKEN") == "TOKEN");
    const auto cookie = http::set_cookie(secure, "T");
    for (const auto* flag : {"__Host-motcua=T", "; Path=/", "; HttpOnly", "; SameSite=Strict", "; Secure"})
        BOOST_TEST(cookie.find(flag) != std::string::npos, flag);
    BOOST_TEST(cookie.find("Domain") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_limit_counts_within_its_window_only) {
    Server server;
    const auto wait = [&](int count) {
        return *server.services.db->write<Millis>([&](store::Transaction& tx) -> Result<Millis> {
            return intake::wait_for(tx, "b", {.window = minute, .count = count});
        });
    };
    for (int i = 0; i < 3; ++i) {
        BOOST_REQUIRE(server
                          .write<void>([](store::Transaction& tx) -> Result<void> {
                              intake::note_event(tx, "b");
                              return {};
                          })
                          .ok());
        server.now += 1000;
    }
    BOOST_TEST(wait(4) == 0);
    BOOST_TEST(wait(3) == minute - 3000);
    server.now += minute - 3000;
    BOOST_TEST(wait(3) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
