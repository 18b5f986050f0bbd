// Checkpoints against someone who owns the whole store: they change it and then make every hash right again.
#include "server/audit/checkpoint.hpp"

#include <atomic>
#include <fstream>
#include <sstream>
#include <thread>

#include "server/audit/checkpoint_writer.hpp"
#include "server/store/sqlite/connection.hpp"
#include "tests/unit/platform/fixture.hpp"

using namespace motcua;
using test::fill;
using test::Server;

namespace {

/// A chain of 20 entries with checkpoints at 5, 10, 15 and 20.
struct Signed {
    Server server;
    net::SigningKey key;
    std::vector<audit::CheckpointFile> files;
    Signed() : key(*net::own_key(server.folder.path, audit::signer)) {
        for (int i = 0; i < 4; ++i) {
            fill(server, 5);
            const auto head = *server.services.db->read<audit::Head>(
                [](store::Transaction& tx) -> Result<audit::Head> { return audit::head(tx); });
            files.push_back({.name = audit::checkpoint_name(head.seq), .content = audit::sign(head, key, server.now)});
        }
    }
};

/// Every hash from the first entry on, and the recorded head, made right again.
void make_right(sqlite3* db) {
    const store::SqliteTransaction tx(db, 0);
    std::vector<audit::Row> rows;
    auto read = store::sql(tx, "SELECT seq, at, actor, action, subject, detail FROM audit ORDER BY seq");
    while (read.step())
        rows.push_back({.seq = read.integer(0),
                        .at = read.integer(1),
                        .actor = read.text(2),
                        .action = read.text(3),
                        .subject = read.text(4),
                        .detail = read.text(5)});
    std::string previous(32, '\0');
    for (auto& row : rows) {
        row.previous = previous;
        previous = audit::row_hash(row);
        store::sql(tx, "UPDATE audit SET previous = ?, hash = ? WHERE seq = ?")
            .bind_blob(1, row.previous)
            .bind_blob(2, previous)
            .bind(3, row.seq)
            .run();
    }
    store::sql(tx, "UPDATE audit_head SET entries = ?, hash = ?").bind(1, rows.size()).bind_blob(2, previous).run();
}

audit::Agreement after(Signed& held, const char* tampering) {
    held.server.close();
    auto db = store::connect(held.server.folder.path + "/motcua.db", store::Access::write);
    store::execute(db->get(), "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete;");
    store::execute(db->get(), tampering);
    make_right(db->get());
    const store::SqliteTransaction tx(db->get(), 0);
    BOOST_TEST(!audit::verify(tx).bad_entry.has_value());  // the chain alone does not show it
    return audit::compare(tx, held.files, held.key.open);
}

bool appears(const std::string& path) {
    for (int i = 0; i < 500 && !std::filesystem::exists(path); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return std::filesystem::exists(path);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(checkpoint_suite)

BOOST_AUTO_TEST_CASE(an_untouched_chain_agrees_with_its_checkpoints) {
    Signed held;
    const auto agreement = after(held, "SELECT 1");
    BOOST_TEST(!agreement.bad_entry.has_value());
    BOOST_TEST(agreement.checkpoints == 4u);
    BOOST_TEST(agreement.last == 20);
}

BOOST_AUTO_TEST_CASE(a_store_rewritten_with_right_hashes_disagrees_and_the_entries_are_named) {
    const std::tuple<const char*, std::int64_t, const char*> cases[]{
        {"UPDATE audit SET actor = 'officer:o2' WHERE seq = 7", 6, "entries 6 to 10"},
        {"UPDATE audit SET at = at + 1 WHERE seq = 1", 1, "entries 1 to 5"},
        {"UPDATE audit SET detail = '{ }' WHERE seq = 20", 16, "entries 16 to 20"},
        {"DELETE FROM audit WHERE seq = 12; UPDATE audit SET seq = -(seq - 1) WHERE seq > 12; UPDATE audit SET seq = -seq WHERE "
         "seq < 0",
         11, "entries 11 to 15"},
        {"UPDATE audit SET seq = -(seq + 1) WHERE seq > 17; UPDATE audit SET seq = -seq WHERE seq < 0;"
         "INSERT INTO audit SELECT 18, at, 'officer:o9', action, subject, detail, previous, hash FROM audit WHERE seq = 17",
         16, "entries 16 to 20"},
        {"UPDATE audit SET seq = 100 WHERE seq = 8; UPDATE audit SET seq = 8 WHERE seq = 9; UPDATE audit SET seq = 9 WHERE seq = "
         "100",
         6, "entries 6 to 10"},
        {"DELETE FROM audit WHERE seq > 17", 18, "the chain ends before"},
        {"DELETE FROM audit", 1, "the chain ends before"},
    };
    for (const auto& [tampering, entry, words] : cases) {
        Signed held;
        const auto agreement = after(held, tampering);
        BOOST_TEST_CONTEXT(tampering) {
            BOOST_REQUIRE(agreement.bad_entry.has_value());
            BOOST_TEST(*agreement.bad_entry == entry);
            BOOST_TEST(agreement.reason.find(words) != std::string::npos, agreement.reason);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_checkpoint_survives_its_file_and_no_changed_byte_of_it_does) {
    Signed held;
    const auto text = audit::write_checkpoint(*held.files[1].content);
    const auto back = audit::parse_checkpoint(text);
    BOOST_REQUIRE(back.has_value());
    BOOST_TEST(audit::is_signed_by(*back, held.key.open));
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto changed = text;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        const auto read = audit::parse_checkpoint(changed);
        BOOST_TEST(!(read && audit::is_signed_by(*read, held.key.open)), "byte " << i);
        BOOST_TEST(!audit::parse_checkpoint(std::string_view(text).substr(0, i)).has_value());
    }
}

BOOST_AUTO_TEST_CASE(a_damaged_or_foreign_checkpoint_is_no_agreement) {
    Signed held;
    test::Folder elsewhere;
    const auto foreign = *net::own_key(elsewhere.path, audit::signer);
    auto files = held.files;
    files[2].content = audit::sign({.seq = 15, .hash = files[2].content->hash}, foreign, 1);
    held.files = files;
    BOOST_TEST(after(held, "SELECT 1").reason.find("signed with another key") != std::string::npos);
    Signed other;
    other.files[2].content.reset();
    const auto agreement = after(other, "SELECT 1");
    BOOST_TEST(agreement.reason == "000000000015.checkpoint is damaged");
    BOOST_TEST(*agreement.bad_entry == 11);
}

BOOST_AUTO_TEST_CASE(checkpoints_are_laid_down_by_number_by_time_and_at_the_end) {
    Server server;
    const auto folder = server.folder.path + "/elsewhere/checkpoints";
    std::atomic<Millis> now{1'795'000'000'000};
    fill(server, 3);
    auto writer = audit::CheckpointWriter::start({.db = server.services.db.get(),
                                                  .folder = folder,
                                                  .key = *net::own_key(server.folder.path, audit::signer),
                                                  .clock = [&] { return now.load(); },
                                                  .rows = 5,
                                                  .look = std::chrono::milliseconds(5)});
    BOOST_REQUIRE(writer.ok());
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    BOOST_TEST(audit::read_checkpoints(folder)->empty());
    fill(server, 2);
    BOOST_TEST(appears(folder + "/000000000005.checkpoint"));
    fill(server, 1);
    now += 60'000;
    BOOST_TEST(appears(folder + "/000000000006.checkpoint"));
    now += 60'000;
    fill(server, 1);
    *writer = nullptr;
    const auto files = *audit::read_checkpoints(folder);
    BOOST_REQUIRE(!files.empty());
    BOOST_TEST(files.back().name == "000000000007.checkpoint");
}

BOOST_AUTO_TEST_CASE(a_store_older_than_its_checkpoints_is_not_served) {
    Server server;
    const auto key = *net::own_key(server.folder.path, audit::signer);
    const auto folder = server.folder.path + "/checkpoints";
    const auto start = [&] {
        return audit::CheckpointWriter::start(
            {.db = server.services.db.get(), .folder = folder, .key = key, .clock = server.services.clock});
    };
    fill(server, 4);
    BOOST_REQUIRE(server.db->back_up(server.folder.path + "/old.db").ok());
    fill(server, 4);
    *start() = nullptr;  // its end writes the checkpoint of entry 8
    server.close();
    std::filesystem::remove(server.folder.path + "/motcua.db-wal");
    std::filesystem::rename(server.folder.path + "/old.db", server.folder.path + "/motcua.db");
    server.open();
    const auto refused = start();
    BOOST_REQUIRE(!refused.ok());
    BOOST_TEST((refused.error().code == ErrorCode::audit_rolled_back));
    BOOST_TEST(refused.error().detail == "000000000008.checkpoint");
    server.now += 1;
    fill(server, 4);  // as many entries again, but others
    BOOST_TEST((start().error().code == ErrorCode::audit_rolled_back));
}

BOOST_AUTO_TEST_CASE(a_folder_that_cannot_be_written_is_said_at_once) {
    Server server;
    std::ofstream(server.folder.path + "/file") << "x";
    const auto refused = audit::CheckpointWriter::start({.db = server.services.db.get(),
                                                         .folder = server.folder.path + "/file",
                                                         .key = *net::own_key(server.folder.path, audit::signer),
                                                         .clock = server.services.clock});
    BOOST_TEST((refused.error().code == ErrorCode::audit_folder));
}

BOOST_AUTO_TEST_SUITE_END()
