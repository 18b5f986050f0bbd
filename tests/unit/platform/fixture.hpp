// A store and keyring in a folder of their own, with a clock that the test moves.
#pragma once

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "server/http/services.hpp"
#include "server/keys/keyring.hpp"
#include "server/store/sqlite/database.hpp"

namespace motcua::test {

struct Folder {
    std::string path;
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "motcua-unit-XXXXXX").string();
        path = ::mkdtemp(name.data());
    }
    ~Folder() { std::filesystem::remove_all(path); }
};

struct Server {
    Folder folder;
    Millis now = 1'795'000'000'000;
    http::Services services;
    std::shared_ptr<store::Database> db;  ///< the same as services.db, with what only SQLite's can

    Server() {
        BOOST_REQUIRE(keys::start());
        services.clock = [this] { return now; };
        services.random_bytes = keys::random_bytes;
        services.wake_outbox = [] {};
        open();
    }
    void open() {
        auto opened = store::Database::open({.path = folder.path + "/motcua.db", .clock = services.clock});
        BOOST_REQUIRE(opened.ok());
        services.db = db = *std::move(opened);
        auto keyring = keys::Keyring::open(folder.path, *services.db);
        BOOST_REQUIRE(keyring.ok());
        services.keys = *std::move(keyring);
    }
    void close() {
        services.keys.reset();
        services.db.reset();
        db.reset();
    }
    template <class T>
    Result<T> write(const std::function<Result<T>(store::Transaction&)>& work) {
        return services.db->write<T>(work);
    }
    std::int64_t count(std::string_view sql) {
        return *services.db->read<std::int64_t>([&](store::Transaction& tx) -> Result<std::int64_t> {
            auto row = store::sql(tx, sql);
            return row.step() ? row.integer(0) : -1;
        });
    }
};

/// So many acts on the audit chain.
inline void fill(Server& server, int entries) {
    for (int i = 0; i < entries; ++i)
        BOOST_REQUIRE(server
                          .write<void>([&](store::Transaction& tx) -> Result<void> {
                              tx.audit({.actor = "officer:o1",
                                        .action = "application.verify",
                                        .subject = "MC-" + std::to_string(i),
                                        .detail = "{}"});
                              return {};
                          })
                          .ok());
}

}  // namespace motcua::test
