#include "server/backup/backup.hpp"

#include <fstream>
#include <sstream>

#include "tests/unit/platform/fixture.hpp"

using namespace motcua;
using test::Server;

namespace {

constexpr std::string_view canary = "canary-of-the-store";

std::string read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return std::move(out).str();
}
void write_file(const std::string& path, std::string_view bytes) { std::ofstream(path, std::ios::binary) << bytes; }

void act(Server& server) {
    BOOST_REQUIRE(server
                      .write<void>([](store::Transaction& tx) -> Result<void> {
                          store::sql(tx, "INSERT INTO throttle(bucket, at) VALUES(?, 1)").bind(1, canary).run();
                          tx.audit({.actor = "system", .action = "test.act", .subject = "s"});
                          return {};
                      })
                      .ok());
}

/// A served store with ten acts, its back-up, and an empty folder with the key.
struct Backed {
    Server server;
    test::Folder target;
    std::string file = server.folder.path + "/motcua.backup";
    Backed() {
        for (int i = 0; i < 10; ++i) act(server);
        const auto done = backup::back_up(server.folder.path, file, server.now);
        BOOST_REQUIRE(done.ok());
        BOOST_TEST(done->chain.entries == 10);
        std::filesystem::copy(server.folder.path + "/kek.key", target.path + "/kek.key");
    }
    [[nodiscard]] Result<backup::Summary> restore() const { return backup::restore(file, target.path, 1'795'000'000'001); }
    [[nodiscard]] std::vector<std::string> left() const {
        std::vector<std::string> out;
        for (const auto& entry : std::filesystem::directory_iterator(target.path))
            out.push_back(entry.path().filename().string());
        return out;
    }
};

void check_refused(const Backed& backed, ErrorCode code, std::string_view what) {
    const auto refused = backed.restore();
    BOOST_TEST_CONTEXT(what) {
        BOOST_REQUIRE(!refused.ok());
        BOOST_TEST((refused.error().code == code), std::string(describe(refused.error().code).code));
        BOOST_TEST(backed.left() == std::vector<std::string>{"kek.key"}, boost::test_tools::per_element());
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(backup_suite)

BOOST_AUTO_TEST_CASE(what_was_there_at_the_back_up_is_there_after_the_restore_and_the_chain_says_so) {
    Backed backed;
    act(backed.server);  // after the back-up
    BOOST_REQUIRE(backed.restore().ok());
    Server restored;
    restored.close();
    std::filesystem::remove_all(restored.folder.path);
    std::filesystem::rename(backed.target.path, restored.folder.path);
    restored.open();  // with the key, or it would be refused
    BOOST_TEST(restored.count("SELECT count(*) FROM throttle") == 10);
    BOOST_TEST(restored.count("SELECT count(*) FROM audit WHERE seq = 11 AND action = 'store.restored'") == 1);
    const auto verdict = *restored.services.db->read<audit::Verdict>(
        [](store::Transaction& tx) -> Result<audit::Verdict> { return audit::verify(tx); });
    BOOST_TEST(!verdict.bad_entry.has_value());
    const auto rights = std::filesystem::status(restored.folder.path + "/motcua.db").permissions();
    BOOST_TEST((rights == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)));
}

BOOST_AUTO_TEST_CASE(a_back_up_shows_nothing_of_the_store_and_leaves_no_copy_beside_it) {
    Backed backed;
    const auto bytes = read_file(backed.file);
    BOOST_TEST(bytes.find(canary) == std::string::npos);
    BOOST_TEST(bytes.find("SQLite format") == std::string::npos);
    for (const auto& entry : std::filesystem::directory_iterator(backed.server.folder.path)) {
        const auto name = entry.path().filename().string();
        BOOST_TEST((name.find("backing-up") == std::string::npos && name.find("partial") == std::string::npos), name);
    }
    const auto rights = std::filesystem::status(backed.file).permissions();
    BOOST_TEST((rights == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)));
}

BOOST_AUTO_TEST_CASE(a_changed_cut_lengthened_or_reordered_back_up_is_refused_and_leaves_nothing) {
    Backed backed;
    const auto bytes = read_file(backed.file);
    constexpr std::size_t head = 80, piece = 65536 + 17;
    BOOST_REQUIRE(bytes.size() > head + 2 * piece);
    for (std::size_t at :
         {std::size_t{0}, std::size_t{45}, std::size_t{60}, head, head + 1, head + piece - 1, bytes.size() - 1}) {
        auto changed = bytes;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        write_file(backed.file, changed);
        check_refused(backed, ErrorCode::backup_damaged, "byte " + std::to_string(at));
    }
    for (std::size_t size : {std::size_t{0}, std::size_t{40}, head, head + 5, head + piece, head + 2 * piece, bytes.size() - 1}) {
        write_file(backed.file, bytes.substr(0, size));
        check_refused(backed, ErrorCode::backup_damaged, "cut to " + std::to_string(size));
    }
    write_file(backed.file, bytes + "x");
    check_refused(backed, ErrorCode::backup_damaged, "one byte more");
    write_file(backed.file, bytes.substr(0, head) + bytes.substr(head + piece, piece) + bytes.substr(head, piece) +
                                bytes.substr(head + 2 * piece));
    check_refused(backed, ErrorCode::backup_damaged, "two pieces changed places");
    write_file(backed.file, bytes);
    BOOST_TEST(backed.restore().ok());
}

BOOST_AUTO_TEST_CASE(another_key_no_key_and_an_exposed_key_are_refused_by_name) {
    Backed backed;
    const auto key = backed.target.path + "/kek.key";
    const auto right = read_file(key);
    write_file(key, std::string(32, 'k'));
    check_refused(backed, ErrorCode::backup_wrong_key, "another key");
    std::filesystem::permissions(key, std::filesystem::perms::others_read, std::filesystem::perm_options::add);
    check_refused(backed, ErrorCode::keys_exposed, "exposed key");
    std::filesystem::remove(key);
    BOOST_TEST((backed.restore().error().code == ErrorCode::keys_missing));
    BOOST_TEST(backed.left().empty());
}

BOOST_AUTO_TEST_CASE(neither_a_store_nor_what_is_left_of_one_is_overwritten) {
    Backed backed;
    for (const auto* name : {"motcua.db", "motcua.db-wal", "motcua.db-shm"}) {
        const auto path = backed.target.path + '/' + name;
        write_file(path, "mine");
        BOOST_TEST((backed.restore().error().code == ErrorCode::restore_occupied));
        BOOST_TEST(read_file(path) == "mine");
        std::filesystem::remove(path);
    }
    BOOST_TEST(backed.restore().ok());
}

BOOST_AUTO_TEST_CASE(a_back_up_overwrites_nothing_and_needs_the_key_that_sealed_the_store) {
    Backed backed;
    const auto& folder = backed.server.folder.path;
    write_file(folder + "/there", "mine");
    BOOST_TEST((backup::back_up(folder, folder + "/there", 1).error().code == ErrorCode::backup_exists));
    BOOST_TEST(read_file(folder + "/there") == "mine");
    BOOST_TEST((backup::back_up(folder, folder + "/nowhere/file", 1).error().code == ErrorCode::backup_io));
    write_file(folder + "/kek.key", std::string(32, 'k'));
    BOOST_TEST((backup::back_up(folder, folder + "/new", 1).error().code == ErrorCode::keys_wrong));
    BOOST_TEST(!std::filesystem::exists(folder + "/new"));
}

BOOST_AUTO_TEST_CASE(a_store_of_a_newer_schema_is_left_to_the_newer_program) {
    Backed backed;
    BOOST_REQUIRE(backed.server
                      .write<void>([](store::Transaction& tx) -> Result<void> {
                          store::sql(tx, "INSERT INTO schema_migrations VALUES(999, 'from the future', 1)").run();
                          return {};
                      })
                      .ok());
    backed.server.close();
    const auto refused = backup::back_up(backed.server.folder.path, backed.file + "2", 1);
    BOOST_TEST((refused.error().code == ErrorCode::store_newer_schema));
}

BOOST_AUTO_TEST_SUITE_END()
