#include <atomic>
#include <fstream>
#include <set>
#include <sstream>
#include <thread>

#include "server/audit/chain.hpp"
#include "server/backup/backup.hpp"
#include "server/keys/inventory.hpp"
#include "server/keys/key_file.hpp"
#include "server/store/keys.hpp"
#include "tests/unit/platform/fixture.hpp"

using namespace motcua;
using test::Server;

namespace {

constexpr std::size_t key_bytes = 32;

std::string key_path(const Server& server) { return server.folder.path + "/kek.key"; }
std::string content(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return std::move(out).str();
}
void write(const std::string& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
    std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

std::string record(int number) { return "application:" + std::to_string(number); }
std::string seal(Server& server, int number) {
    const auto name = record(number), plain = "plain " + std::to_string(number);
    return *server.write<std::string>([&](store::Transaction& tx) -> Result<std::string> {
        return server.services.keys->seal(tx, {.record = name, .table = "t", .column = "c", .row = name}, plain);
    });
}
bool opens(Server& server, int number, const std::string& sealed) {
    const auto name = record(number);
    const auto plain = server.services.db->read<std::string>([&](store::Transaction& tx) {
        return server.services.keys->unseal(tx, {.record = name, .table = "t", .column = "c", .row = name}, sealed);
    });
    return plain.value_or("") == "plain " + std::to_string(number);
}
std::vector<store::Kek> keks(Server& server) {
    return *server.services.db->read<std::vector<store::Kek>>(
        [](store::Transaction& tx) -> Result<std::vector<store::Kek>> { return tx.keys().keks(); });
}
bool never() { return false; }
Result<keys::Rotation> rotate(Server& server) { return server.services.keys->rotate(*server.db, never); }

/// A store with so many records.
struct Filled {
    Server server;
    std::vector<std::string> sealed;
    explicit Filled(int records) {
        for (int i = 0; i < records; ++i) sealed.push_back(seal(server, i));
    }
    void check_all() {
        for (std::size_t i = 0; i < sealed.size(); ++i) BOOST_REQUIRE(opens(server, static_cast<int>(i), sealed[i]));
    }
    void restart() {
        server.close();
        server.open();
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(rotation_suite)

BOOST_AUTO_TEST_CASE(after_a_rotation_everything_opens_by_the_new_key_and_the_old_one_is_nowhere) {
    Filled filled(1203);  // two whole units and a part of one
    auto& server = filled.server;
    const auto before = content(key_path(server));
    const auto index = server.services.keys->blind_index(keys::Index::phone, "+84912345678");
    const auto done = rotate(server);
    BOOST_REQUIRE(done.ok());
    BOOST_TEST(done->rewrapped == 1203U);
    BOOST_TEST(!done->continued);
    BOOST_TEST(done->left_in.empty());
    const auto after = content(key_path(server));
    BOOST_TEST(after.size() == key_bytes);
    BOOST_TEST(after != before);
    for (const auto& file : std::filesystem::directory_iterator(server.folder.path))
        BOOST_TEST(content(file.path().string()).find(before) == std::string::npos);
    BOOST_TEST(server.count("SELECT count(DISTINCT kek) FROM data_keys") == 1);
    const auto known = keks(server);
    BOOST_REQUIRE(known.size() == 2U);
    BOOST_TEST(known[0].id == done->from);
    BOOST_TEST((known[0].retired_at == server.now));
    BOOST_TEST(known[1].id == done->to);
    BOOST_TEST(!known[1].retired_at.has_value());
    filled.check_all();
    filled.restart();
    filled.check_all();
    BOOST_TEST(index == server.services.keys->blind_index(keys::Index::phone, "+84912345678"));
}

BOOST_AUTO_TEST_CASE(the_key_file_keeps_its_rights_and_the_chain_names_both_keys) {
    Filled filled(3);
    auto& server = filled.server;
    std::filesystem::permissions(key_path(server), std::filesystem::perms::owner_read);
    const auto done = *rotate(server);
    BOOST_TEST((std::filesystem::status(key_path(server)).permissions() == std::filesystem::perms::owner_read));
    BOOST_TEST(server.count("SELECT count(*) FROM audit WHERE action = 'keys.rotation_began'") == 1);
    BOOST_TEST(server.count("SELECT count(*) FROM audit WHERE action = 'keys.rotated' AND detail LIKE '%\"dataKeys\":3}'") == 1);
    const auto verdict = *server.services.db->read<audit::Verdict>(
        [](store::Transaction& tx) -> Result<audit::Verdict> { return audit::verify(tx); });
    BOOST_TEST(!verdict.bad_entry.has_value());
}

BOOST_AUTO_TEST_CASE(who_seals_and_opens_meanwhile_notices_nothing) {
    Filled filled(2000);
    auto& server = filled.server;
    std::atomic<bool> over{false};
    std::atomic<int> unread{0}, sealed_meanwhile{0};
    std::thread reader([&] {
        for (int i = 0; !over; i = (i + 1) % 2000) unread += opens(server, i, filled.sealed[static_cast<std::size_t>(i)]) ? 0 : 1;
    });
    std::vector<std::string> fresh;
    std::thread writer([&] {
        for (int i = 10'000; !over; ++i, ++sealed_meanwhile) fresh.push_back(seal(server, i));
    });
    for (int round = 0; round < 3; ++round) BOOST_TEST(rotate(server).ok());
    over = true;
    reader.join();
    writer.join();
    BOOST_TEST(unread == 0);
    BOOST_TEST(sealed_meanwhile > 0);
    server.now += 61'000;
    server.services.keys->forget_retired(server.now);
    filled.check_all();
    for (std::size_t i = 0; i < fresh.size(); ++i) BOOST_REQUIRE(opens(server, 10'000 + static_cast<int>(i), fresh[i]));
    BOOST_TEST(server.count("SELECT count(DISTINCT kek) FROM data_keys") == 1);
}

BOOST_AUTO_TEST_CASE(a_rotation_that_is_stopped_between_any_two_units_is_ended_by_the_next) {
    for (int units = 0; units <= 4; ++units) {
        Filled filled(1600);
        auto& server = filled.server;
        const auto old = content(key_path(server));
        int asked = 0;
        const auto cut = server.services.keys->rotate(*server.db, [&] { return asked++ == units; });
        BOOST_TEST((cut.error().code == ErrorCode::keys_interrupted));
        const auto both = content(key_path(server));
        BOOST_TEST(both.size() == 2 * key_bytes);
        BOOST_TEST(both.starts_with(old));
        filled.check_all();
        filled.restart();
        filled.check_all();
        const auto more = seal(server, 5000);
        const auto done = rotate(server);
        BOOST_REQUIRE(done.ok());
        BOOST_TEST(done->continued);
        BOOST_TEST(content(key_path(server)) == both.substr(key_bytes));
        filled.restart();
        filled.check_all();
        BOOST_TEST(opens(server, 5000, more));
        BOOST_TEST(keks(server).size() == 2U);
    }
}

BOOST_AUTO_TEST_CASE(what_died_between_key_file_and_store_is_ended_from_either_side) {
    Filled filled(10);
    auto& server = filled.server;
    const auto old = content(key_path(server)), next = std::string(key_bytes, 'n');
    write(key_path(server), old + next);  // the new key was written and nothing else
    filled.restart();
    filled.check_all();
    const auto done = rotate(server);
    BOOST_REQUIRE(done.ok());
    BOOST_TEST(done->continued);
    BOOST_TEST(done->to == keys::held(next).id);
    BOOST_TEST(content(key_path(server)) == next);
    write(key_path(server), old + next);  // the old key was retired and not yet taken out
    write(key_path(server) + ".new", "half written");
    filled.restart();
    filled.check_all();
    const auto ended = rotate(server);
    BOOST_REQUIRE(ended.ok());
    BOOST_TEST(ended->continued);
    BOOST_TEST(ended->rewrapped == 0U);
    BOOST_TEST(content(key_path(server)) == next);
    BOOST_TEST(!std::filesystem::exists(key_path(server) + ".new"));
    BOOST_TEST(!rotate(server)->continued);  // and then a new one begins
    filled.check_all();
}

BOOST_AUTO_TEST_CASE(in_the_midst_of_a_rotation_either_key_alone_is_refused) {
    Filled filled(1000);
    auto& server = filled.server;
    int asked = 0;
    BOOST_REQUIRE(!server.services.keys->rotate(*server.db, [&] { return asked++ == 1; }).ok());
    const auto both = content(key_path(server));
    server.services.keys.reset();
    for (const auto& alone : {both.substr(0, key_bytes), both.substr(key_bytes)}) {
        write(key_path(server), alone);
        BOOST_TEST((keys::Keyring::open(server.folder.path, *server.services.db).error().code == ErrorCode::keys_wrong));
    }
    write(key_path(server), both);
    BOOST_TEST(keys::Keyring::open(server.folder.path, *server.services.db).ok());
}

BOOST_AUTO_TEST_CASE(a_second_rotation_at_the_same_time_is_refused) {
    Filled filled(600);
    auto& server = filled.server;
    int refused = 0;
    const auto done = server.services.keys->rotate(*server.db, [&] {
        std::thread([&] { refused += rotate(server).error().code == ErrorCode::keys_rotating ? 1 : 0; }).join();
        return false;
    });
    BOOST_TEST(done.ok());
    BOOST_TEST(refused > 0);
    BOOST_TEST(content(key_path(server)).size() == key_bytes);
}

BOOST_AUTO_TEST_CASE(who_still_holds_the_old_key_can_seal_nothing_that_nobody_could_open) {
    Filled filled(1);
    auto& server = filled.server;
    auto other = *keys::Keyring::open(server.folder.path, *server.services.db);  // another process, opened before
    BOOST_REQUIRE(rotate(server).ok());
    const auto refused = server.write<std::string>([&](store::Transaction& tx) -> Result<std::string> {
        return other->seal(tx, {.record = "late", .table = "t", .column = "c", .row = "r"}, "late");
    });
    BOOST_TEST((refused.error().code == ErrorCode::store_unavailable));
    filled.check_all();
}

BOOST_AUTO_TEST_CASE(a_data_key_that_does_not_open_stops_the_rotation_and_both_keys_stay) {
    Filled filled(20);
    auto& server = filled.server;
    BOOST_REQUIRE(server
                      .write<void>([](store::Transaction& tx) -> Result<void> {
                          store::sql(tx, "UPDATE data_keys SET wrapped = x'00' WHERE record = 'application:7'").run();
                          return {};
                      })
                      .ok());
    BOOST_TEST((rotate(server).error().code == ErrorCode::keys_damaged));
    BOOST_TEST(content(key_path(server)).size() == 2 * key_bytes);
    filled.restart();
    for (int i = 0; i < 20; ++i) BOOST_TEST(opens(server, i, filled.sealed[static_cast<std::size_t>(i)]) == (i != 7));
}

BOOST_AUTO_TEST_CASE(a_back_up_needs_the_key_of_its_day_and_none_is_made_in_the_midst_of_a_rotation) {
    Filled filled(1200);
    auto& server = filled.server;
    const auto& folder = server.folder.path;
    const auto old = content(key_path(server));
    BOOST_REQUIRE(backup::back_up(folder, folder + "/before", 1).ok());
    int asked = 0;
    BOOST_REQUIRE(!server.services.keys->rotate(*server.db, [&] { return asked++ == 1; }).ok());
    BOOST_TEST((backup::back_up(folder, folder + "/within", 1).error().code == ErrorCode::keys_rotating));
    BOOST_REQUIRE(rotate(server).ok());
    BOOST_REQUIRE(backup::back_up(folder, folder + "/after", 1).ok());
    test::Folder fresh;
    std::filesystem::copy(key_path(server), fresh.path + "/kek.key");
    BOOST_TEST((backup::restore(folder + "/before", fresh.path, 2).error().code == ErrorCode::backup_wrong_key));
    write(fresh.path + "/kek.key", old);
    BOOST_TEST((backup::restore(folder + "/after", fresh.path, 2).error().code == ErrorCode::backup_wrong_key));
    BOOST_REQUIRE(backup::restore(folder + "/before", fresh.path, 2).ok());
    Server restored;
    restored.close();
    std::filesystem::remove_all(restored.folder.path);
    std::filesystem::copy(fresh.path, restored.folder.path, std::filesystem::copy_options::recursive);
    restored.open();
    BOOST_TEST(opens(restored, 7, filled.sealed[7]));
}

BOOST_AUTO_TEST_CASE(a_store_from_before_keys_named_their_kek_is_backed_up_and_brought_up_to_date) {
    Filled filled(3);
    auto& server = filled.server;
    const auto& folder = server.folder.path;
    const auto id = keks(server).front().id;
    BOOST_REQUIRE(server
                      .write<void>([](store::Transaction& tx) -> Result<void> {
                          for (const char* text : {"DROP TRIGGER data_keys_made", "DROP TRIGGER data_keys_wrapped", "DROP TRIGGER purpose_keys_made",
                                                   "DROP TRIGGER purpose_keys_wrapped", "DROP TRIGGER key_encryption_keys_retired", "DROP INDEX data_keys_kek",
                                                   "ALTER TABLE data_keys DROP COLUMN kek", "ALTER TABLE purpose_keys DROP COLUMN kek",
                                                   "CREATE TABLE key_check(id INTEGER PRIMARY KEY CHECK(id = 1), kek_id TEXT NOT NULL, proof BLOB NOT NULL) STRICT",
                                                   "INSERT INTO key_check SELECT 1, id, proof FROM key_encryption_keys", "DROP TABLE key_encryption_keys",
                                                   "DELETE FROM schema_migrations WHERE number = 34"})
                              store::sql(tx, text).run();
                          return {};
                      })
                      .ok());
    server.close();
    test::Folder fresh;
    BOOST_REQUIRE(backup::back_up(folder, fresh.path + "/old", 1).ok());
    std::filesystem::copy(folder + "/kek.key", fresh.path + "/kek.key");
    BOOST_REQUIRE(backup::restore(fresh.path + "/old", fresh.path, 2).ok());
    server.open();
    filled.check_all();
    BOOST_TEST(keks(server).front().id == id);
    BOOST_TEST(keks(server).front().made_at == server.now);  // that of the oldest row
    BOOST_TEST(rotate(server)->rewrapped == 3U);
    filled.check_all();
}

BOOST_AUTO_TEST_CASE(a_key_of_the_environment_is_used_and_rotated_by_hand) {
    Filled filled(5);
    auto& server = filled.server;
    const auto old = content(key_path(server));
    const auto next = keys::random_bytes(key_bytes);
    std::filesystem::remove(key_path(server));
    const auto give = [&](const std::string& text) { ::setenv("MOTCUA_KEK", text.c_str(), 1); };
    struct Restore {
        ~Restore() { ::unsetenv("MOTCUA_KEK"); }
    } const restore;
    for (const auto* broken : {"zz", "00", "0g"}) {
        give(broken);
        BOOST_TEST((keys::Keyring::open(server.folder.path, *server.db).error().code == ErrorCode::keys_wrong));
    }
    give(keys::hex(old));
    filled.restart();
    filled.check_all();
    BOOST_TEST((rotate(server).error().code == ErrorCode::keys_read_only));
    give(keys::hex(old) + ',' + keys::hex(next));
    filled.restart();
    const auto done = rotate(server);
    BOOST_REQUIRE(done.ok());
    BOOST_TEST(done->left_in == "MOTCUA_KEK");
    give(keys::hex(next));
    filled.restart();
    filled.check_all();
    BOOST_TEST(!std::filesystem::exists(key_path(server)));
}

BOOST_AUTO_TEST_CASE(every_kind_of_key_is_in_the_inventory_with_128_bits_or_more) {
    std::set<std::string_view> names;
    for (const auto& kind : keys::inventory()) {
        BOOST_TEST(names.insert(kind.name).second, kind.name);
        for (const auto text : {kind.algorithm, kind.place, kind.purpose.vi, kind.purpose.en, kind.life.vi, kind.life.en})
            BOOST_TEST(!text.empty(), kind.name);
        BOOST_TEST((kind.bits >= 128 || kind.name == "links"), kind.name);  // TLS agrees on its own
    }
    Server server;
    BOOST_TEST(server.count("SELECT count(*) FROM purpose_keys") == 3);
    (void)server.services.db->read<void>([&](store::Transaction& tx) -> Result<void> {
        auto rows = store::sql(tx, "SELECT name FROM purpose_keys");
        while (rows.step()) BOOST_TEST(names.contains(rows.text(0)), rows.text(0));
        return {};
    });
}

BOOST_AUTO_TEST_SUITE_END()
