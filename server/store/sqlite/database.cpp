#include "server/store/sqlite/database.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <future>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include <sys/statvfs.h>

#include "server/store/sqlite/connection.hpp"
#include "server/store/sqlite/migrations.hpp"
#include "server/store/throttles.hpp"

namespace motcua::store {
namespace {

constexpr std::size_t group_limit = 64;  // units of work that share one fsync
constexpr std::size_t reader_count = 4;
constexpr std::uint64_t least_space = 16ULL << 20;  // bytes: a group of units with pictures

struct Unit {
    const std::function<bool(Transaction&)>* work = nullptr;
    std::promise<Result<void>> done;
    Result<void> outcome;
};

Result<void> quick_check(sqlite3* db) {
    Statement rows(db, "PRAGMA quick_check(1)");
    const bool fine = rows.step() && rows.text(0) == "ok";
    return fine ? Result<void>{} : Result<void>{ErrorCode::store_damaged};
}

// A rollback fails too when memory is short: what it left open ends before the next begins.
void begin(sqlite3* db, const char* how) {
    if (sqlite3_get_autocommit(db) == 0) execute(db, "ROLLBACK");
    execute(db, how);
}

}  // namespace

struct Database::Impl {
    Options options;
    Connection writer;
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<std::shared_ptr<Unit>> queue;
    bool stopping = false;
    std::thread thread;

    std::mutex reader_mutex;
    std::condition_variable reader_free;
    std::vector<Connection> readers;
    std::map<sqlite3*, Prepared> prepared;  ///< one a connection, made before the threads; goes before the connections do

    std::atomic<std::uint64_t> commits{0}, units{0}, failures{0};

    Result<void> submit(const std::function<bool(Transaction&)>& work);
    void serve();
    void run_group(std::deque<std::shared_ptr<Unit>>& group);
    void run_unit(Unit& unit);
    Connection take_reader();
    void give_reader(Connection reader);
};

Database::Database() : impl_(std::make_unique<Impl>()) {}

Database::~Database() {
    if (!impl_->thread.joinable()) return;
    {
        std::lock_guard lock(impl_->mutex);
        impl_->stopping = true;
    }
    impl_->wake.notify_all();
    impl_->thread.join();
}

Result<std::unique_ptr<Database>> Database::open(Options options) {
    std::unique_ptr<Database> database(new Database());
    auto& impl = *database->impl_;
    impl.options = std::move(options);
    MOTCUA_TRY(writer, connect(impl.options.path, Access::write));
    impl.writer = std::move(writer);
    try {
        MOTCUA_CHECK(quick_check(impl.writer.get()));
    } catch (const StoreFailure& failure) {
        return Error{.code = ErrorCode::store_damaged, .detail = failure.message};
    }
    MOTCUA_CHECK(migrate(impl.writer.get(), impl.options.path, migrations(), impl.options.clock()));
    for (std::size_t i = 0; i < reader_count; ++i) {
        MOTCUA_TRY(reader, connect(impl.options.path, Access::read));
        impl.readers.push_back(std::move(reader));
    }
    impl.prepared[impl.writer.get()];
    for (const auto& reader : impl.readers) impl.prepared[reader.get()];
    impl.thread = std::thread([&impl] { impl.serve(); });
    return database;
}

// --- writing: one thread, one connection, one fsync for everything that waits
Result<void> Database::Impl::submit(const std::function<bool(Transaction&)>& work) {
    auto unit = std::make_shared<Unit>();
    unit->work = &work;
    auto done = unit->done.get_future();
    {
        std::lock_guard lock(mutex);
        if (stopping) return ErrorCode::store_unavailable;
        queue.push_back(unit);
    }
    wake.notify_one();
    return done.get();
}

void Database::Impl::serve() {
    for (;;) {
        std::deque<std::shared_ptr<Unit>> group;
        {
            std::unique_lock lock(mutex);
            wake.wait(lock, [&] { return stopping || !queue.empty(); });
            if (queue.empty()) return;
            while (!queue.empty() && group.size() < group_limit) {
                group.push_back(std::move(queue.front()));
                queue.pop_front();
            }
        }
        run_group(group);
    }
}

void Database::Impl::run_group(std::deque<std::shared_ptr<Unit>>& group) {
    Result<void> committed;
    try {
        begin(writer.get(), "BEGIN IMMEDIATE");
        for (auto& unit : group) run_unit(*unit);
        execute(writer.get(), "COMMIT");
        ++commits;
    } catch (const StoreFailure& failure) {
        ++failures;
        sqlite3_exec(writer.get(), "ROLLBACK", nullptr, nullptr, nullptr);
        committed = Error{.code = ErrorCode::store_unavailable, .detail = failure.message};
    }
    units += group.size();
    for (auto& unit : group) unit->done.set_value(committed.ok() ? unit->outcome : committed);
}

// A unit that fails or says no is undone alone; its neighbours in the group stay.
void Database::Impl::run_unit(Unit& unit) {
    execute(writer.get(), "SAVEPOINT unit");
    bool keep = false;
    try {
        SqliteTransaction tx(writer.get(), options.clock(), &prepared.at(writer.get()));
        keep = (*unit.work)(tx);
    } catch (const StoreFailure& failure) {
        ++failures;
        unit.outcome = Error{.code = ErrorCode::store_unavailable, .detail = failure.message};
    } catch (const std::exception& failure) {
        ++failures;
        unit.outcome = Error{.code = ErrorCode::request_internal, .detail = failure.what()};
    }
    // Disk full or an I/O error may have ended the whole transaction already.
    if (sqlite3_get_autocommit(writer.get()) != 0) throw StoreFailure("the transaction was ended by an error");
    execute(writer.get(), keep ? "RELEASE unit" : "ROLLBACK TO unit; RELEASE unit");
}

// --- reading: a few read-only connections, each a consistent snapshot
Connection Database::Impl::take_reader() {
    std::unique_lock lock(reader_mutex);
    reader_free.wait(lock, [&] { return !readers.empty(); });
    Connection reader = std::move(readers.back());
    readers.pop_back();
    return reader;
}
void Database::Impl::give_reader(Connection reader) {
    {
        std::lock_guard lock(reader_mutex);
        readers.push_back(std::move(reader));
    }
    reader_free.notify_one();
}

Result<void> Database::run_write(const std::function<bool(Transaction&)>& work) { return impl_->submit(work); }

Result<void> Database::run_read(const std::function<bool(Transaction&)>& work) {
    Connection reader = impl_->take_reader();
    Result<void> outcome;
    try {
        begin(reader.get(), "BEGIN");
        SqliteTransaction tx(reader.get(), impl_->options.clock(), &impl_->prepared.at(reader.get()));
        (void)work(tx);
    } catch (const StoreFailure& failure) {
        outcome = Error{.code = ErrorCode::store_unavailable, .detail = failure.message};
    } catch (const std::exception& failure) {
        outcome = Error{.code = ErrorCode::request_internal, .detail = failure.what()};
    }
    sqlite3_exec(reader.get(), "ROLLBACK", nullptr, nullptr, nullptr);
    impl_->give_reader(std::move(reader));
    return outcome;
}

Result<void> Database::can_write() {
    struct statvfs disk {};
    const bool known = ::statvfs(impl_->options.path.c_str(), &disk) == 0;
    if (!known || static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize < least_space)
        return Error{.code = ErrorCode::store_unavailable, .detail = "the disk is full"};
    return impl_->submit([](Transaction& tx) {
        tx.throttles().note("ready");
        return false;
    });
}

Result<void> Database::back_up(const std::string& path) {
    Connection reader = impl_->take_reader();
    Result<void> outcome;
    try {
        execute(reader.get(), "PRAGMA query_only=OFF");
        snapshot(reader.get(), path);
    } catch (const StoreFailure& failure) {
        outcome = Error{.code = ErrorCode::store_unavailable, .detail = failure.message};
    }
    sqlite3_exec(reader.get(), "PRAGMA query_only=ON", nullptr, nullptr, nullptr);
    impl_->give_reader(std::move(reader));
    return outcome;
}

Database::Figures Database::figures() const {
    std::lock_guard lock(impl_->mutex);
    return {.commits = impl_->commits, .units = impl_->units, .failures = impl_->failures, .waiting = impl_->queue.size()};
}

}  // namespace motcua::store
