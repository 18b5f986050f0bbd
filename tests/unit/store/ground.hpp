// The ground of the contract tests: a store of each kind that there is, with a clock that the test moves.
#pragma once

#include <stdlib.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <memory>
#include <string>
#include <type_traits>

#include "server/store/applications.hpp"
#include "server/store/sqlite/database.hpp"
#include "server/store/store.hpp"
#include "tests/unit/store/memory_store.hpp"

namespace motcua::test {

enum class Kind : std::uint8_t { sqlite, memory };

class Ground {
public:
    explicit Ground(Kind kind) {
        const auto clock = [this] { return now; };
        if (kind == Kind::memory) {
            store = std::make_shared<store::memory::MemoryStore>(clock);
            return;
        }
        std::string name = (std::filesystem::temp_directory_path() / "motcua-store-XXXXXX").string();
        BOOST_REQUIRE(::mkdtemp(name.data()) != nullptr);
        folder_ = name;
        auto opened = store::Database::open({.path = folder_ + "/motcua.db", .clock = clock});
        BOOST_REQUIRE_MESSAGE(opened.ok(), (opened.ok() ? "" : opened.error().detail));
        store = std::move(*opened);
    }
    ~Ground() {
        store.reset();
        std::error_code ignored;
        if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
    }
    Ground(const Ground&) = delete;
    Ground& operator=(const Ground&) = delete;

    /// One unit that must be kept; gives what the work gives.
    template <class Work>
    auto write(Work&& work) {
        return unit(std::forward<Work>(work), [this](const auto& wrapped) { return store->write(wrapped); });
    }
    template <class Work>
    auto read(Work&& work) {
        return unit(std::forward<Work>(work), [this](const auto& wrapped) { return store->read(wrapped); });
    }
    /// Whether the store refuses the work.
    template <class Work>
    bool refuses(Work&& work) {
        const auto done = store->write<void>([&](store::Transaction& tx) -> Result<void> { return work(tx), Result<void>{}; });
        return !done.ok() && done.error().code == ErrorCode::store_unavailable;
    }

    Millis now = 1'795'500'000'000;  // 2026-11-24
    std::shared_ptr<store::Store> store;

private:
    template <class Work, class Run>
    auto unit(Work&& work, Run&& run) {
        using T = std::invoke_result_t<Work, store::Transaction&>;
        if constexpr (std::is_void_v<T>) {
            const auto done = run(std::function<Result<void>(store::Transaction&)>(
                [&](store::Transaction& tx) -> Result<void> { return work(tx), Result<void>{}; }));
            BOOST_REQUIRE_MESSAGE(done.ok(), (done.ok() ? "" : done.error().detail));
        } else {
            auto out = run(std::function<Result<T>(store::Transaction&)>([&](store::Transaction& tx) -> Result<T> { return work(tx); }));
            BOOST_REQUIRE_MESSAGE(out.ok(), (out.ok() ? "" : out.error().detail));
            return std::move(*out);
        }
    }
    std::string folder_;
};

/// An application that is there.
inline void file(Ground& ground, const std::string& reference, const std::string& owner = "owner", const std::string& document = "document") {
    ground.write([&](store::Transaction& tx) {
        tx.applications().file({.reference = reference,
                                .owner = owner,
                                .sitting = "sitting",
                                .filed_for = "self",
                                .language = "en",
                                .filing = {.sealed = "filing of " + reference, .document_index = document, .portrait_id = "portrait"}});
    });
}

}  // namespace motcua::test

/// One test of what every store promises, run on each kind. PostgreSQL is one line here.
#define MOTCUA_CONTRACT(name)                                                        \
    static void name(motcua::test::Ground& ground);                                  \
    BOOST_AUTO_TEST_CASE(name##_in_sqlite) {                                         \
        motcua::test::Ground ground(motcua::test::Kind::sqlite);                     \
        name(ground);                                                                \
    }                                                                                \
    BOOST_AUTO_TEST_CASE(name##_in_memory) {                                         \
        motcua::test::Ground ground(motcua::test::Kind::memory);                     \
        name(ground);                                                                \
    }                                                                                \
    static void name(motcua::test::Ground& ground)
