// What units of work promise, on every store: all or nothing, one at a time, a read that stands still.
#include <thread>

#include "server/audit/chain.hpp"
#include "server/store/audit_log.hpp"
#include "server/store/drafts.hpp"
#include "server/store/throttles.hpp"
#include "tests/unit/store/ground.hpp"
#include "tests/unit/store/show.hpp"

using namespace motcua;
using motcua::test::Ground;

BOOST_AUTO_TEST_SUITE(units_of_work)

MOTCUA_CONTRACT(a_unit_that_says_no_leaves_nothing) {
    ground.write([](store::Transaction& tx) { tx.drafts().save("a", {.revision = 1, .body = "kept"}); });
    const auto done = ground.store->write<int>([](store::Transaction& tx) -> Result<int> {
        tx.drafts().save("a", {.revision = 2, .body = "lost"});
        tx.drafts().save("b", {.revision = 1, .body = "lost"});
        tx.audit({.actor = "system", .action = "lost", .subject = "b"});
        return ErrorCode::draft_none;
    });
    BOOST_TEST((done.error().code == ErrorCode::draft_none));
    BOOST_TEST(ground.read([](store::Transaction& tx) { return tx.drafts().find("a"); })->body == "kept");
    BOOST_TEST(!ground.read([](store::Transaction& tx) { return tx.drafts().find("b"); }).has_value());
    BOOST_TEST(ground.read([](store::Transaction& tx) { return tx.audit_log().head().seq; }) == 0);
}

MOTCUA_CONTRACT(a_unit_that_breaks_a_rule_leaves_nothing) {
    BOOST_TEST(ground.refuses([](store::Transaction& tx) {
        tx.drafts().save("a", {.revision = 1, .body = "lost"});
        tx.applications().take_step("nobody", {.event = application::Event::book, .state = application::State::booked, .actor = "system"});
    }));
    BOOST_TEST(!ground.read([](store::Transaction& tx) { return tx.drafts().find("a"); }).has_value());
    BOOST_TEST(ground.store->figures().failures == 1u);
    ground.write([](store::Transaction& tx) { tx.drafts().save("a", {.revision = 1, .body = "after"}); });
}

MOTCUA_CONTRACT(a_unit_that_throws_anything_else_is_an_internal_error_and_leaves_nothing) {
    const auto done = ground.store->write<void>([](store::Transaction& tx) -> Result<void> {
        tx.drafts().save("a", {.revision = 1, .body = "lost"});
        throw std::runtime_error("a bug");
    });
    BOOST_TEST((done.error().code == ErrorCode::request_internal));
    BOOST_TEST(!ground.read([](store::Transaction& tx) { return tx.drafts().find("a"); }).has_value());
}

MOTCUA_CONTRACT(a_unit_sees_its_own_effects) {
    ground.write([](store::Transaction& tx) {
        tx.drafts().save("a", {.revision = 1, .body = "own"});
        BOOST_TEST(tx.drafts().revision_of("a") == 1);
    });
}

MOTCUA_CONTRACT(a_read_sees_the_store_as_it_was_when_it_began) {
    ground.write([](store::Transaction& tx) { tx.drafts().save("a", {.revision = 1, .body = "before"}); });
    const auto seen = ground.read([&](store::Transaction& tx) {
        auto out = tx.drafts().find("a")->body;
        ground.write([](store::Transaction& other) { other.drafts().save("a", {.revision = 2, .body = "after"}); });
        return out + ' ' + tx.drafts().find("a")->body;
    });
    BOOST_TEST(seen == "before before");
    BOOST_TEST(ground.read([](store::Transaction& tx) { return tx.drafts().find("a"); })->body == "after");
}

MOTCUA_CONTRACT(a_read_may_not_write) {
    const auto done = ground.store->read<void>([](store::Transaction& tx) -> Result<void> { return tx.throttles().note("a"), Result<void>{}; });
    BOOST_TEST((done.error().code == ErrorCode::store_unavailable));
    BOOST_TEST(ground.read([](store::Transaction& tx) { return tx.throttles().window("a", 0).count; }) == 0);
}

MOTCUA_CONTRACT(units_of_many_threads_come_one_after_another) {
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            for (int j = 0; j < 10; ++j)
                (void)ground.store->write<void>([](store::Transaction& tx) -> Result<void> {
                    tx.drafts().save("a", {.revision = tx.drafts().revision_of("a") + 1, .body = "counted"});
                    return {};
                });
        });
    for (auto& thread : threads) thread.join();
    BOOST_TEST(ground.read([](store::Transaction& tx) { return tx.drafts().revision_of("a"); }) == 80);
    BOOST_TEST(ground.store->figures().units == 80u);
}

MOTCUA_CONTRACT(the_instant_of_a_unit_is_the_clock_s) {
    ground.now = 4711;
    BOOST_TEST(ground.write([](store::Transaction& tx) { return tx.now(); }) == 4711);
    BOOST_TEST(ground.read([](store::Transaction& tx) { return tx.now(); }) == 4711);
    BOOST_TEST(ground.store->can_write().ok());
}

MOTCUA_CONTRACT(the_audit_chain_holds) {
    BOOST_TEST(ground.read([](store::Transaction& tx) { return tx.audit_log().head().seq; }) == 0);
    for (const char* action : {"one", "two", "three"}) {
        ++ground.now;
        ground.write([&](store::Transaction& tx) { tx.audit({.actor = "officer:o", .action = action, .subject = "MC", .detail = "{}"}); });
    }
    ground.read([&](store::Transaction& tx) {
        BOOST_TEST(!audit::verify(tx).bad_entry.has_value());
        BOOST_TEST(audit::verify(tx).entries == 3);
        BOOST_TEST(*tx.audit_log().hash_at(3) == tx.audit_log().head().hash);
        BOOST_TEST(!tx.audit_log().hash_at(4).has_value());
        std::string seen;
        tx.audit_log().walk(2, [&](const store::AuditRow& row) { return seen += row.action, row.action != "two"; });
        BOOST_TEST(seen == "two");
        BOOST_TEST(tx.audit_log().happened("MC", "officer:o", "two", ground.now - 2));
        BOOST_TEST(!tx.audit_log().happened("MC", "officer:o", "two", ground.now - 1));
        BOOST_TEST(!tx.audit_log().happened("MC", "officer:p", "two", 0));
    });
    BOOST_TEST(ground.refuses([](store::Transaction& tx) { tx.audit_log().append({.seq = 2, .previous = "x", .hash = "y"}); }));
}

BOOST_AUTO_TEST_SUITE_END()
