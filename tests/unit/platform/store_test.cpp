#include <sqlite3.h>

#include <fstream>
#include <thread>

#include "server/store/sqlite/migrations.hpp"
#include "server/store/sqlite/connection.hpp"
#include "tests/unit/platform/fixture.hpp"

using namespace motcua;
using test::Server;

namespace {

Result<void> add(store::Transaction& tx, std::string_view bucket) {
    store::sql(tx, "INSERT INTO throttle(bucket, at) VALUES(?, 1)").bind(1, bucket).run();
    return {};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(store_suite)

BOOST_AUTO_TEST_CASE(a_unit_of_work_that_says_no_leaves_nothing_behind) {
    Server server;
    const auto done = server.write<void>([](store::Transaction& tx) -> Result<void> {
        MOTCUA_CHECK(add(tx, "a"));
        return ErrorCode::slot_full;
    });
    BOOST_TEST((done.error().code == ErrorCode::slot_full));
    BOOST_TEST(server.count("SELECT count(*) FROM throttle") == 0);
}

BOOST_AUTO_TEST_CASE(an_sql_error_becomes_an_error_and_the_next_unit_works) {
    Server server;
    const auto done = server.write<void>([](store::Transaction& tx) -> Result<void> {
        MOTCUA_CHECK(add(tx, "a"));
        store::sql(tx, "INSERT INTO throttle(bucket, at) VALUES(NULL, 1)").run();
        return {};
    });
    BOOST_TEST((done.error().code == ErrorCode::store_unavailable));
    BOOST_TEST(server.write<void>([](store::Transaction& tx) { return add(tx, "b"); }).ok());
    BOOST_TEST(server.count("SELECT count(*) FROM throttle") == 1);
}

BOOST_AUTO_TEST_CASE(many_threads_write_through_one_connection_and_a_refused_one_spoils_no_neighbour) {
    Server server;
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t)
        threads.emplace_back([&server, t] {
            for (int i = 0; i < 50; ++i)
                (void)server.write<void>([&](store::Transaction& tx) -> Result<void> {
                    MOTCUA_CHECK(add(tx, std::to_string(t)));
                    return i % 5 == 0 ? Result<void>{ErrorCode::slot_full} : Result<void>{};
                });
        });
    for (auto& thread : threads) thread.join();
    BOOST_TEST(server.count("SELECT count(*) FROM throttle") == 8 * 40);
    const auto figures = server.services.db->figures();
    BOOST_TEST(figures.commits < figures.units);  // some shared an fsync
}

BOOST_AUTO_TEST_CASE(a_statement_used_again_remembers_nothing_of_the_last_time) {
    Server server;
    for (int round = 0; round < 3; ++round)
        BOOST_TEST(server.write<void>([](store::Transaction& tx) -> Result<void> {
            {
                auto first = store::sql(tx, "SELECT ? UNION ALL SELECT 'second'"), beside = store::sql(tx, "SELECT ? UNION ALL SELECT 'second'");
                first.bind(1, "anna");
                BOOST_TEST(first.step());
                BOOST_TEST(first.text(0) == "anna");
                BOOST_TEST(beside.step());
                BOOST_TEST(beside.is_null(0));  // the same text at the same time
            }
            auto again = store::sql(tx, "SELECT ? UNION ALL SELECT 'second'");
            BOOST_TEST(again.step());
            BOOST_TEST(again.is_null(0));
            return {};
        }).ok());
}

BOOST_AUTO_TEST_CASE(a_statement_that_failed_can_be_used_again) {
    Server server;
    const auto put = [&](std::int64_t id) {
        return server.write<void>([&](store::Transaction& tx) -> Result<void> {
            store::sql(tx, "INSERT INTO audit_head(id, entries, hash) VALUES(?, 0, x'00') ON CONFLICT(id) DO NOTHING").bind(1, id).run();
            return {};
        }).ok();
    };
    BOOST_TEST(!put(2));  // CHECK(id = 1)
    BOOST_TEST(put(1));
    BOOST_TEST(!put(2));
    BOOST_TEST(put(1));
}

BOOST_AUTO_TEST_CASE(a_reader_cannot_write) {
    Server server;
    const auto done = server.services.db->read<void>([](store::Transaction& tx) { return add(tx, "a"); });
    BOOST_TEST((done.error().code == ErrorCode::store_unavailable));
}

BOOST_AUTO_TEST_CASE(what_was_committed_is_there_after_opening_again) {
    Server server;
    BOOST_REQUIRE(server.write<void>([](store::Transaction& tx) { return add(tx, "kept"); }).ok());
    server.close();
    server.open();
    BOOST_TEST(server.count("SELECT count(*) FROM throttle WHERE bucket = 'kept'") == 1);
}

BOOST_AUTO_TEST_CASE(every_migration_is_known_by_its_name) {
    Server server;
    BOOST_TEST(server.count("SELECT count(*) FROM schema_migrations") > 5);
    BOOST_TEST(server.count("SELECT count(*) FROM schema_migrations WHERE name = ''") == 0);
    BOOST_TEST(server.count("SELECT count(*) FROM schema_migrations WHERE number = 33 AND name = 'security_keys'") == 1);
}

BOOST_AUTO_TEST_CASE(a_newer_schema_is_refused) {
    Server server;
    BOOST_REQUIRE(server
                      .write<void>([](store::Transaction& tx) -> Result<void> {
                          store::sql(tx, "INSERT INTO schema_migrations VALUES(999, 'from the future', 1)").run();
                          return {};
                      })
                      .ok());
    server.close();
    const auto again = store::Database::open({.path = server.folder.path + "/motcua.db", .clock = server.services.clock});
    BOOST_TEST((again.error().code == ErrorCode::store_newer_schema));
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_database_is_refused) {
    test::Folder folder;
    std::ofstream(folder.path + "/motcua.db") << std::string(8192, 'x');
    const auto opened = store::Database::open({.path = folder.path + "/motcua.db", .clock = [] { return Millis{1}; }});
    BOOST_TEST((opened.error().code == ErrorCode::store_damaged));
}

BOOST_AUTO_TEST_CASE(a_damaged_page_is_found_before_anything_is_served) {
    Server server;
    server.close();
    const auto path = server.folder.path + "/motcua.db";
    {
        std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(3 * 4096);
        file << std::string(4096, 'x');
    }
    const auto opened = store::Database::open({.path = path, .clock = server.services.clock});
    BOOST_REQUIRE(!opened.ok());
    BOOST_TEST((opened.error().code == ErrorCode::store_damaged));
}

BOOST_AUTO_TEST_CASE(a_missing_migration_is_run_after_a_copy_was_made) {
    Server server;
    server.close();
    auto db = store::connect(server.folder.path + "/motcua.db", store::Access::write);
    BOOST_REQUIRE(db.ok());
    std::vector<store::Migration> all(store::migrations().begin(), store::migrations().end());
    all.push_back({.number = 998, .name = "later", .sql = "CREATE TABLE later(x INTEGER) STRICT;"});
    BOOST_TEST(store::migrate(db->get(), server.folder.path + "/motcua.db", all, 1).ok());
    const auto rights = std::filesystem::status(server.folder.path + "/motcua.db.before-998").permissions();
    BOOST_TEST((rights == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)));
    const auto copy = store::connect(server.folder.path + "/motcua.db.before-998", store::Access::read);
    BOOST_REQUIRE(copy.ok());
    BOOST_TEST(store::integrity_fault(copy->get()).empty());
    all.push_back({.number = 999, .name = "broken", .sql = "CREATE TABLE half(x INTEGER) STRICT; CREATE NONSENSE;"});
    BOOST_TEST(!store::migrate(db->get(), server.folder.path + "/motcua.db", all, 1).ok());
    store::Statement half(db->get(), "SELECT count(*) FROM sqlite_schema WHERE name = 'half'");
    BOOST_REQUIRE(half.step());
    BOOST_TEST(half.integer(0) == 0);
}

BOOST_AUTO_TEST_CASE(the_data_file_is_readable_by_its_owner_only) {
    Server server;
    const auto rights = std::filesystem::status(server.folder.path + "/motcua.db").permissions();
    BOOST_TEST((rights == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)));
}

BOOST_AUTO_TEST_CASE(a_back_up_made_while_serving_opens) {
    Server server;
    BOOST_REQUIRE(server.write<void>([](store::Transaction& tx) { return add(tx, "kept"); }).ok());
    BOOST_REQUIRE(server.db->back_up(server.folder.path + "/copy.db").ok());
    const auto copy = store::Database::open({.path = server.folder.path + "/copy.db", .clock = server.services.clock});
    BOOST_TEST(copy.ok());
}

BOOST_AUTO_TEST_SUITE_END()
