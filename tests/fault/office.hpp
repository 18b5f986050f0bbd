// An office without HTTP: each use case of the server is one call, on the real store in a folder, with a clock that the test
// moves. Everybody in it is invented.
#pragma once

#include <functional>
#include <string>

#include "server/counter/file.hpp"
#include "server/http/services.hpp"
#include "server/intake/session.hpp"
#include "server/keys/keyring.hpp"
#include "server/store/sqlite/database.hpp"
#include "shared/base/result.hpp"

namespace motcua::fault {

/// A folder that goes with the object.
class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_;
};

/// Makes every random number of the program follow from a seed (libsodium's own source): the same run twice.
/// Before keys::start().
void seed_random(std::uint64_t seed);

/// An applicant on the way; made by Office::sign_in.
struct Person {
    int index = 0;
    std::string phone{};
    intake::Caller caller{};
    std::string reference{};  ///< from submit on
    std::int64_t draft = 0;   ///< revision in the store
};

class Office {
public:
    /// A place where the server may be stopped: called when it takes the time (each unit of work does).
    using Tick = std::function<void()>;

    explicit Office(std::string folder, Tick tick = [] {});
    /// Opens what is in the folder, or makes it. Errors: those of Database::open and Keyring::open.
    [[nodiscard]] Result<void> open();
    /// The same on a store of the test's; the keys are in the folder.
    [[nodiscard]] Result<void> open(std::shared_ptr<store::Store> on);
    void close();

    // --- the applicant
    [[nodiscard]] Result<Person> sign_in(int index);
    [[nodiscard]] Result<void> save_draft(Person& person);
    [[nodiscard]] Result<void> submit(Person& person);  ///< again: the same request, the same reference
    [[nodiscard]] Result<void> book(const Person& person);
    [[nodiscard]] Result<void> sign_out(const Person& person);  ///< destroys the session's key

    // --- the officer; the registry knows nobody
    [[nodiscard]] Result<void> take_in(const Person& person);  ///< claim, captures, comparison
    [[nodiscard]] Result<void> verify(const Person& person);
    [[nodiscard]] Result<void> consent(const Person& person);
    [[nodiscard]] Result<void> send(const Person& person);
    [[nodiscard]] Result<void> answer(const Person& person);  ///< the authority has made the account
    /// Delivers the messages that are due to a gateway that takes everything.
    [[nodiscard]] Result<void> notify();

    /// Takes a person through everything before the named step, or fails the test.
    [[nodiscard]] Result<Person> bring_to(std::string_view step, int index);

    Millis now = 1'795'500'000'000;  ///< 2026-11-24
    http::Services services;
    counter::Officer officer{};

private:
    std::string folder_;
    Tick tick_;
};

/// What must be true of every store, whatever happened; empty, or the first thing that is not: integrity_check, the audit
/// chain, no application without history, audit row and message, no request without its outbox row, nothing sealed
/// whose key is missing.
[[nodiscard]] std::string first_fault(store::Store& db);
/// Hash over every row of every table: two stores with the same content have the same.
[[nodiscard]] std::string content_of(store::Store& db);

}  // namespace motcua::fault
