// A store in a temporary folder, with a clock that the test moves.
#pragma once

#include <filesystem>
#include <memory>
#include <stdlib.h>

#include <boost/test/unit_test.hpp>

#include "server/keys/keyring.hpp"
#include "server/store/sqlite/database.hpp"

namespace motcua::test {

struct Store {
    Store() {
        BOOST_REQUIRE(keys::start());
        std::string name = (std::filesystem::temp_directory_path() / "motcua-outside-XXXXXX").string();
        BOOST_REQUIRE(::mkdtemp(name.data()) != nullptr);
        dir = name;
        auto opened = store::Database::open({.path = dir + "/motcua.db", .clock = [this] { return now; }});
        BOOST_REQUIRE_MESSAGE(opened.ok(), (opened.ok() ? "" : opened.error().detail));
        db = std::move(*opened);
        auto ring = keys::Keyring::open(dir, *db);
        BOOST_REQUIRE(ring.ok());
        keyring = std::move(*ring);
    }
    ~Store() {
        keyring.reset();
        db.reset();
        std::error_code ignored;
        std::filesystem::remove_all(dir, ignored);
    }
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    template <class Work>
    auto write(Work&& work) {
        using T = decltype(work(std::declval<store::Transaction&>()));
        auto out = db->write<T>([&](store::Transaction& tx) -> Result<T> { return work(tx); });
        BOOST_REQUIRE(out.ok());
        return *std::move(out);
    }
    std::string text(const std::string& sql) {
        return write([&](store::Transaction& tx) -> std::string {
            auto row = store::sql(tx, sql);
            return row.step() ? row.text(0) : std::string("(none)");
        });
    }

    Millis now = 1'795'500'000'000;  // 2026-11-24
    std::string dir;
    std::shared_ptr<store::Database> db;
    std::shared_ptr<keys::Keyring> keyring;
};

}  // namespace motcua::test
