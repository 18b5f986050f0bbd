// The authority's answer in serve's store: everything it causes commits together, once.
#include <boost/test/unit_test.hpp>

#include "server/notify/messages_data.hpp"
#include "server/notify/notifier.hpp"
#include "server/provisioning/answer.hpp"
#include "server/provisioning/outbox.hpp"
#include "tests/unit/outside/fixture.hpp"

using namespace motcua;
using namespace motcua::provisioning;
using Kind = AuthorityAnswer::Kind;

namespace {

struct Serve {
    Serve() {
        services.settings.data_dir = store.dir;
        services.clock = [this] { return store.now; };
        services.db = store.db;
        services.keys = store.keyring;
        services.notifier = *notify::Notifier::create({.messages_json = std::string(notify::messages_json()), .keys = store.keyring});
        services.wake_outbox = [this] { ++woken; };
        put("sent");
    }
    void put(const std::string& state) {
        store.write([&](store::Transaction& tx) {
            const std::string record = "application:MC-1";
            const auto filing = store.keyring->seal(tx, {.record = record, .table = "applications", .column = "filing", .row = "MC-1"},
                                                    R"({"filedFor":"self","applicant":{"phone":"+84912345678","email":"a@example.com"}})");
            store::sql(tx, "INSERT INTO applications(reference, owner, sitting, state, filed_for, language, filing, document_index, submitted_at, updated_at)"
                   " VALUES('MC-1','o','s',?,'self','vi',?,'d',0,0)").bind(1, state).bind_blob(2, filing).run();
            return enqueue(tx, {.kind = std::string(kind_authority), .reference = "MC-1"});
        });
    }
    Result<void> accept(Kind kind, const std::string& digest = "d1") {
        return accept_answer(services, {.enrollment_id = "MC-1", .kind = kind, .account = kind == Kind::created ? "DEMO-1" : "",
                                        .reason = kind == Kind::created ? "" : "DUPLICATE_ACCOUNT", .digest = digest});
    }
    std::string count(const std::string& table) { return store.text("SELECT count(*) FROM " + table); }

    test::Store store;
    http::Services services;
    int woken = 0;
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_created_account_closes_the_request_and_tells_the_applicant) {
    Serve serve;
    BOOST_REQUIRE(serve.accept(Kind::created).ok());
    BOOST_TEST(serve.store.text("SELECT state || ' ' || activate_by FROM applications") == "account_created 2026-12-01");
    BOOST_TEST(serve.store.text("SELECT state FROM outbox WHERE kind='authority'") == "answered");
    BOOST_TEST(serve.store.text("SELECT count(*) FROM notifications WHERE kind='account_created'") == "2");
    BOOST_TEST(serve.store.text("SELECT count(*) FROM audit WHERE action='application.authority_created'") == "1");
    BOOST_TEST(serve.store.text("SELECT event || ' ' || actor FROM history") == "authority_created authority");
    BOOST_TEST(serve.store.text("SELECT hex(account) FROM applications").find("44454D4F") == std::string::npos);  // sealed
    BOOST_TEST(serve.woken == 1);
}

BOOST_AUTO_TEST_CASE(the_same_answer_again_changes_nothing) {
    Serve serve;
    BOOST_REQUIRE(serve.accept(Kind::created).ok());
    const auto rows = serve.count("audit") + serve.count("notifications") + serve.count("history");
    serve.store.now += 24LL * 3600 * 1000;
    BOOST_TEST(serve.accept(Kind::created).ok());
    BOOST_TEST(serve.count("audit") + serve.count("notifications") + serve.count("history") == rows);
    BOOST_TEST(serve.store.text("SELECT activate_by FROM applications") == "2026-12-01");
}

BOOST_AUTO_TEST_CASE(a_contradicting_answer_is_a_conflict_and_changes_nothing) {
    Serve serve;
    BOOST_REQUIRE(serve.accept(Kind::created).ok());
    const auto second = serve.accept(Kind::rejected, "d2");
    BOOST_REQUIRE(!second.ok());
    BOOST_TEST((second.error().code == ErrorCode::callback_conflict));
    BOOST_TEST(serve.store.text("SELECT state FROM applications") == "account_created");
}

BOOST_AUTO_TEST_CASE(a_rejection_keeps_its_reason_sealed_and_tells_it) {
    Serve serve;
    BOOST_REQUIRE(serve.accept(Kind::rejected).ok());
    BOOST_TEST(serve.store.text("SELECT state FROM applications") == "rejected");
    BOOST_TEST(serve.store.text("SELECT account IS NULL AND return_reason IS NOT NULL FROM applications") == "1");
    BOOST_TEST(serve.store.text("SELECT count(*) FROM notifications WHERE kind='account_rejected'") == "2");
}

BOOST_AUTO_TEST_CASE(an_answer_to_nothing_or_out_of_turn_is_refused_whole) {
    Serve serve;
    serve.store.write([](store::Transaction& tx) { store::sql(tx, "UPDATE applications SET state='booked'").run(); return 0; });
    BOOST_TEST(!serve.accept(Kind::created).ok());
    BOOST_TEST(serve.count("authority_answers") == "0");
    BOOST_TEST(serve.count("notifications") == "0");
    const auto unknown = accept_answer(serve.services, {.enrollment_id = "MC-9", .kind = Kind::created, .account = "X", .digest = "d"});
    BOOST_REQUIRE(!unknown.ok());
    BOOST_TEST((unknown.error().code == ErrorCode::callback_unknown));
}

BOOST_AUTO_TEST_CASE(an_answer_that_overtakes_the_workers_own_record_wins) {
    Serve serve;
    const auto leased = serve.store.write([](store::Transaction& tx) { return lease(tx, kind_authority, 60'000); });
    BOOST_REQUIRE(leased.has_value());
    BOOST_REQUIRE(serve.accept(Kind::created).ok());
    BOOST_TEST(!serve.store.write([&](store::Transaction& tx) { return finish(tx, *leased, {.kind = Outcome::Kind::accepted, .pause = 1}, 0); }));
    BOOST_TEST(serve.store.text("SELECT state FROM outbox WHERE kind='authority'") == "answered");
}
