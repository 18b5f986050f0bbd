// A real store in a folder of its own, with one office and a clock that the test moves.
#pragma once

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <memory>

#include "server/keys/keyring.hpp"
#include "server/store/sqlite/database.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::test {

struct StaffOffice {
    StaffOffice() {
        BOOST_REQUIRE(keys::start());
        folder = std::filesystem::temp_directory_path() / ("motcua-staff-" + keys::hex(keys::random_bytes(6)));
        std::filesystem::create_directories(folder);
        db = std::move(store::Database::open({.path = folder.string() + "/motcua.db", .clock = [this] { return now; }}).value());
        keyring = std::move(keys::Keyring::open(folder.string(), *db).value());
        book.offices.push_back({.id = "hcm"});
    }
    StaffOffice(const StaffOffice&) = delete;
    StaffOffice& operator=(const StaffOffice&) = delete;
    ~StaffOffice() {
        keyring.reset();
        db.reset();
        std::filesystem::remove_all(folder);
    }

    Millis now = 1795500000'000;
    std::filesystem::path folder;
    rules::Rulebook book;
    std::unique_ptr<store::Database> db;
    std::unique_ptr<keys::Keyring> keyring;
};

}  // namespace motcua::test
