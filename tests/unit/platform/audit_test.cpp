#include "server/audit/chain.hpp"
#include "server/store/sqlite/connection.hpp"
#include "tests/unit/platform/fixture.hpp"

using namespace motcua;
using test::fill;
using test::Server;

namespace {

/// What someone with the data file can do: no trigger stops them.
audit::Verdict after(Server& server, const char* tampering) {
    server.close();
    auto db = store::connect(server.folder.path + "/motcua.db", store::Access::write);
    store::execute(db->get(), "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete;");
    store::execute(db->get(), tampering);
    return audit::verify(store::SqliteTransaction(db->get(), 0));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(audit_suite)

BOOST_AUTO_TEST_CASE(an_untouched_chain_is_right) {
    Server server;
    fill(server, 20);
    const auto verdict = *server.services.db->read<audit::Verdict>(
        [](store::Transaction& tx) -> Result<audit::Verdict> { return audit::verify(tx); });
    BOOST_TEST(verdict.entries == 20);
    BOOST_TEST(!verdict.bad_entry.has_value());
}

BOOST_AUTO_TEST_CASE(the_table_refuses_changes_through_the_server) {
    Server server;
    fill(server, 3);
    for (const auto* sql : {"UPDATE audit SET actor = 'x' WHERE seq = 2", "DELETE FROM audit WHERE seq = 3"}) {
        const auto done = server.write<void>([&](store::Transaction& tx) -> Result<void> {
            store::sql(tx, sql).run();
            return {};
        });
        BOOST_TEST(!done.ok());
    }
}

BOOST_AUTO_TEST_CASE(an_entry_goes_with_its_act_or_not_at_all) {
    Server server;
    (void)server.write<void>([](store::Transaction& tx) -> Result<void> {
        tx.audit({.actor = "system", .action = "a", .subject = "s"});
        return ErrorCode::slot_full;
    });
    BOOST_TEST(server.count("SELECT count(*) FROM audit") == 0);
}

BOOST_AUTO_TEST_CASE(every_kind_of_tampering_is_found_and_the_entry_named) {
    const std::pair<const char*, std::int64_t> cases[]{
        {"UPDATE audit SET actor = 'officer:o2' WHERE seq = 7", 7},
        {"UPDATE audit SET at = at + 1 WHERE seq = 1", 1},
        {"UPDATE audit SET detail = '{ }' WHERE seq = 20", 20},
        {"UPDATE audit SET actor = 'officer:o1a', action = substr(action, 1) WHERE seq = 4", 4},
        {"UPDATE audit SET hash = zeroblob(32) WHERE seq = 9", 9},
        {"DELETE FROM audit WHERE seq = 5", 5},
        {"DELETE FROM audit WHERE seq > 15", 16},
        {"DELETE FROM audit", 1},
        {"INSERT INTO audit SELECT 21, at, actor, action, subject, detail, hash, hash FROM audit WHERE seq = 20", 21},
        {"UPDATE audit SET seq = 100 WHERE seq = 6; UPDATE audit SET seq = 6 WHERE seq = 7; UPDATE audit SET seq = 7 WHERE seq = "
         "100",
         6},
        {"UPDATE audit_head SET entries = 19", 20},
        {"INSERT INTO audit SELECT 0, at, actor, action, subject, detail, previous, hash FROM audit WHERE seq = 1", 1},
    };
    for (const auto& [tampering, entry] : cases) {
        Server server;
        fill(server, 20);
        const auto verdict = after(server, tampering);
        BOOST_TEST_CONTEXT(tampering) {
            BOOST_REQUIRE(verdict.bad_entry.has_value());
            BOOST_TEST(*verdict.bad_entry == entry);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_end_of_the_chain_can_be_walked_alone) {
    const auto tail_after = [](const char* tampering) {
        Server server;
        fill(server, 20);
        (void)after(server, tampering);
        const auto db = store::connect(server.folder.path + "/motcua.db", store::Access::read);
        return audit::verify_tail(store::SqliteTransaction(db->get(), 0), 5);
    };
    BOOST_TEST(tail_after("SELECT 1").entries == 20);
    BOOST_TEST(!tail_after("UPDATE audit SET actor = 'x' WHERE seq = 14").bad_entry.has_value());  // before the end
    BOOST_TEST(*tail_after("UPDATE audit SET actor = 'x' WHERE seq = 16").bad_entry == 16);
    BOOST_TEST(*tail_after("DELETE FROM audit WHERE seq = 15").bad_entry == 15);
    BOOST_TEST(*tail_after("DELETE FROM audit WHERE seq = 20").bad_entry == 20);
}

BOOST_AUTO_TEST_CASE(moving_a_letter_to_the_next_field_changes_the_hash) {
    const audit::Row a{.seq = 1, .at = 2, .actor = "ab", .action = "c"}, b{.seq = 1, .at = 2, .actor = "a", .action = "bc"};
    BOOST_TEST(audit::row_hash(a) != audit::row_hash(b));
}

BOOST_AUTO_TEST_SUITE_END()
