#include <fstream>

#include "tests/unit/platform/fixture.hpp"

using namespace motcua;
using test::Server;

namespace {

constexpr keys::Place passport{.record = "application:A", .table = "applications", .column = "filing", .row = "A"};

std::string sealed(Server& server, const keys::Place& place, std::string_view plain) {
    return *server.write<std::string>(
        [&](store::Transaction& tx) -> Result<std::string> { return server.services.keys->seal(tx, place, plain); });
}
Result<std::string> opened(Server& server, const keys::Place& place, const std::string& bytes) {
    return server.services.db->read<std::string>(
        [&](store::Transaction& tx) { return server.services.keys->unseal(tx, place, bytes); });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(keys_suite)

BOOST_AUTO_TEST_CASE(what_was_sealed_opens_at_its_own_place_only) {
    Server server;
    const auto bytes = sealed(server, passport, "L898902C3");
    BOOST_TEST(opened(server, passport, bytes).value_or("") == "L898902C3");
    for (auto other :
         {keys::Place{"application:A", "applications", "account", "A"},
          keys::Place{"application:A", "applications", "filing", "B"}, keys::Place{"application:A", "portraits", "filing", "A"},
          keys::Place{"application:B", "applications", "filing", "A"}})
        BOOST_TEST((opened(server, other, bytes).error().code == ErrorCode::keys_unreadable));
}

BOOST_AUTO_TEST_CASE(every_changed_byte_is_noticed) {
    Server server;
    const auto bytes = sealed(server, passport, "L898902C3");
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        auto changed = bytes;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        BOOST_TEST(!opened(server, passport, changed).ok());
    }
}

BOOST_AUTO_TEST_CASE(destroying_the_data_key_erases_the_record_and_no_other) {
    Server server;
    const keys::Place other{.record = "application:B", .table = "applications", .column = "filing", .row = "B"};
    const auto mine = sealed(server, passport, "mine"), theirs = sealed(server, other, "theirs");
    BOOST_REQUIRE(server
                      .write<void>([&](store::Transaction& tx) -> Result<void> {
                          server.services.keys->destroy(tx, passport.record);
                          return {};
                      })
                      .ok());
    BOOST_TEST(!opened(server, passport, mine).ok());
    BOOST_TEST(opened(server, other, theirs).value_or("") == "theirs");
}

BOOST_AUTO_TEST_CASE(a_lost_key_and_a_wrong_key_are_refused) {
    Server server;
    const auto path = server.folder.path + "/kek.key";
    server.services.keys.reset();
    std::filesystem::rename(path, path + ".away");
    BOOST_TEST((keys::Keyring::open(server.folder.path, *server.services.db).error().code == ErrorCode::keys_missing));
    BOOST_TEST(!std::filesystem::exists(path));
    std::ofstream(path, std::ios::binary) << std::string(32, 'k');
    std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    BOOST_TEST((keys::Keyring::open(server.folder.path, *server.services.db).error().code == ErrorCode::keys_wrong));
    std::filesystem::rename(path + ".away", path);
    BOOST_TEST(keys::Keyring::open(server.folder.path, *server.services.db).ok());
}

BOOST_AUTO_TEST_CASE(a_key_that_others_may_read_is_refused) {
    Server server;
    const auto path = server.folder.path + "/kek.key";
    BOOST_TEST((std::filesystem::status(path).permissions() ==
                (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)));
    std::filesystem::permissions(path, std::filesystem::perms::group_read, std::filesystem::perm_options::add);
    BOOST_TEST((keys::Keyring::open(server.folder.path, *server.services.db).error().code == ErrorCode::keys_exposed));
}

BOOST_AUTO_TEST_CASE(the_blind_index_is_stable_and_different_in_every_domain) {
    Server server;
    const auto& keys = *server.services.keys;
    const auto index = keys.blind_index(keys::Index::phone, "+84912345678");
    BOOST_TEST(index.size() == 32u);
    BOOST_TEST(index == keys.blind_index(keys::Index::phone, "+84912345678"));
    BOOST_TEST(index != keys.blind_index(keys::Index::document, "+84912345678"));
    BOOST_TEST(index != keys.blind_index(keys::Index::phone, "+84912345679"));
    Server elsewhere;
    BOOST_TEST(index != elsewhere.services.keys->blind_index(keys::Index::phone, "+84912345678"));
}

BOOST_AUTO_TEST_CASE(a_slip_token_gives_its_reference_and_a_forged_one_nothing) {
    Server server;
    const auto& keys = *server.services.keys;
    const auto token = keys.slip_token("MC-7K3M-9QTX-K");
    BOOST_TEST(keys.read_slip_token(token).value_or("") == "MC-7K3M-9QTX-K");
    BOOST_TEST(token.size() < 60u);
    for (std::size_t i = 0; i < token.size(); ++i) {
        auto forged = token;
        forged[i] = forged[i] == 'x' ? 'y' : 'x';
        BOOST_TEST(!keys.read_slip_token(forged).ok());
    }
    for (const auto* text : {"", "MC1.", "MC1..", "MC-7K3M-9QTX-K"}) BOOST_TEST(!keys.read_slip_token(text).ok());
}

BOOST_AUTO_TEST_CASE(nothing_sealed_stands_readable_in_the_file) {
    Server server;
    const std::string canary = "CANARY-NGUYEN-898902";
    (void)server.write<void>([&](store::Transaction& tx) -> Result<void> {
        store::sql(tx, "INSERT INTO drafts(owner, revision, body, updated_at) VALUES('o', 1, ?, 1)")
            .bind_blob(1, server.services.keys->seal(tx, passport, canary))
            .run();
        return {};
    });
    server.close();
    for (const auto& file : std::filesystem::directory_iterator(server.folder.path)) {
        std::ifstream in(file.path(), std::ios::binary);
        const std::string bytes((std::istreambuf_iterator<char>(in)), {});
        BOOST_TEST(bytes.find(canary) == std::string::npos);
    }
}

BOOST_AUTO_TEST_SUITE_END()
