// Every n-th failure (security.md 2.1): each use case runs again and again while its first, second, … call to the disk fails
// (I/O error, disk full; once, or from then on) or its n-th allocation inside SQLite, until it gets through untouched. The
// answer is a success or store.unavailable (503); nothing acknowledged is lost, nothing is half done, and it can be repeated.
//   fault_errors [STRIDE]     every STRIDE-th allocation (./test: 97, ./test --full: 1); calls to the disk: every one, or every 5th
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include <fmt/format.h>
#include <sqlite3.h>

#include "tests/fault/disk.hpp"
#include "tests/fault/steps.hpp"

using namespace motcua;
using namespace motcua::fault;

namespace {

/// Says at which call something fails; asked by disk and memory alike.
class Trap {
public:
    enum class Lasting : std::uint8_t { once, from_then_on };
    void set(std::int64_t at, Lasting lasting) {
        count_ = 0;
        at_ = at;
        lasting_ = lasting;
    }
    void release() { at_ = 0; }
    [[nodiscard]] bool springs() {
        if (at_ == 0) return false;
        const auto now = ++count_;
        return now == at_ || (now > at_ && lasting_ == Lasting::from_then_on);
    }
    [[nodiscard]] std::int64_t count() const { return count_; }

private:
    std::atomic<std::int64_t> count_{0}, at_{0};
    std::atomic<Lasting> lasting_{Lasting::once};
};

/// A disk that fails: with I/O errors, or because it is full (then only what makes files grow fails).
class BadDisk : public Watcher {
public:
    enum class Kind : std::uint8_t { broken, full };
    Kind kind = Kind::broken;
    Trap trap;
    int before(const DiskCall& call) override {
        if (kind == Kind::full && call.operation != Operation::write) return SQLITE_OK;
        if (!trap.springs()) return SQLITE_OK;
        return kind == Kind::full ? SQLITE_FULL : code_of(call.operation);
    }

private:
    static int code_of(Operation operation) {
        switch (operation) {
            case Operation::open: return SQLITE_CANTOPEN;
            case Operation::read: return SQLITE_IOERR_READ;
            case Operation::write: return SQLITE_IOERR_WRITE;
            case Operation::truncate: return SQLITE_IOERR_TRUNCATE;
            case Operation::sync: return SQLITE_IOERR_FSYNC;
            case Operation::size: return SQLITE_IOERR_FSTAT;
            case Operation::remove: return SQLITE_IOERR_DELETE;
            case Operation::lock: return SQLITE_IOERR_LOCK;
            case Operation::shared_memory: return SQLITE_IOERR_SHMMAP;
        }
        return SQLITE_IOERR;
    }
};

// --- SQLite's memory; its hooks are plain functions
Trap& memory_trap() {
    static Trap trap;
    return trap;
}
sqlite3_mem_methods& real_memory() {
    static sqlite3_mem_methods methods;
    return methods;
}
void* allocate(int size) { return memory_trap().springs() ? nullptr : real_memory().xMalloc(size); }
void* reallocate(void* old, int size) { return memory_trap().springs() ? nullptr : real_memory().xRealloc(old, size); }
void install_memory() {
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_memory());
    auto methods = real_memory();
    methods.xMalloc = allocate;
    methods.xRealloc = reallocate;
    sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
    sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);  // small pieces come from the same place
}

// --- one kind of failure
struct Way {
    std::string name;
    std::function<void(std::int64_t n)> arm;
    std::function<std::int64_t()> disarm;  ///< gives how many calls there were
    std::int64_t stride = 1;
};

struct Figures {
    std::uint64_t runs = 0, errors = 0, successes = 0;
};

/// The store before a use case, made once and copied for each run.
struct Before {
    Folder folder;
    Person person;
};
Result<void> prepare(const Step& step, Before& out) {
    Office office(out.folder.path());
    MOTCUA_CHECK(office.open());
    MOTCUA_TRY(person, office.bring_to(step.before, 1));
    out.person = person;
    return {};
}

std::string code_of(const Result<void>& result) { return result.ok() ? "success" : std::string(describe(result.error().code).code); }

/// What is wrong with the store that is open, whatever the use case came to.
std::string fault_after(const Step& step, Office& office, const Result<void>& done, const std::string& before) {
    if (!done.ok() && done.error().code != ErrorCode::store_unavailable) return "it answered " + code_of(done);
    if (auto fault = first_fault(*office.services.db); !fault.empty()) return fault;
    const auto content = content_of(*office.services.db);
    if (!done.ok() && step.commits == 1 && content != before) return "it said no and left something behind";
    if (done.ok() && content == before) return "it said yes and left nothing";
    return {};
}

struct Run {
    std::string fault;
    bool through = false;  ///< nothing failed any more
    bool ok = false;
};

Run run_once(const Step& step, const Before& from, const Way& way, std::int64_t n) {
    const Folder folder;
    for (const auto& file : std::filesystem::directory_iterator(from.folder.path()))
        std::filesystem::copy(file.path(), folder.path() + "/" + file.path().filename().string());
    seed_random(static_cast<std::uint64_t>(n));
    Office office(folder.path());
    Person person = from.person;
    if (const auto opened = office.open(); !opened.ok()) return {.fault = "the copy does not open: " + opened.error().detail};
    const auto before = content_of(*office.services.db);
    way.arm(n);
    const auto done = step.act(office, person);
    const bool through = way.disarm() < n;
    Run out{.fault = fault_after(step, office, done, before), .through = through, .ok = done.ok()};
    if (!out.fault.empty()) return out;
    if (through && !done.ok()) out.fault = "nothing failed, yet it answered " + code_of(done);
    if (!done.ok())
        if (const auto again = step.act(office, person); !again.ok()) out.fault = "again: " + code_of(again) + " " + again.error().detail;
    const auto last = content_of(*office.services.db);
    office.close();
    if (const auto opened = office.open(); !opened.ok()) out.fault = "it does not open again: " + opened.error().detail;
    else if (content_of(*office.services.db) != last) out.fault = "what was acknowledged is not there after opening again";
    else if (auto fault = first_fault(*office.services.db); !fault.empty()) out.fault = "opened again: " + fault;
    return out;
}

bool run_way(const Step& step, const Before& from, const Way& way, Figures& figures) {
    for (std::int64_t n = 1;; n += way.stride) {
        const auto run = run_once(step, from, way, n);
        ++figures.runs;
        ++(run.ok ? figures.successes : figures.errors);
        if (!run.fault.empty()) return fmt::print("{}, {}, call {}: {}\n", step.name, way.name, n, run.fault), false;
        if (run.through) return true;
    }
}

std::vector<Way> ways(BadDisk& disk, std::int64_t stride) {
    using Lasting = Trap::Lasting;
    std::vector<Way> out;
    for (const auto kind : {BadDisk::Kind::broken, BadDisk::Kind::full})
        for (const auto lasting : {Lasting::once, Lasting::from_then_on})
            out.push_back({.name = fmt::format("{} {}", kind == BadDisk::Kind::full ? "disk full" : "I/O error", lasting == Lasting::once ? "once" : "from then on"),
                           .arm = [&disk, kind, lasting](std::int64_t n) { disk.kind = kind, disk.trap.set(n, lasting); },
                           .disarm = [&disk] { return disk.trap.release(), disk.trap.count(); },
                           .stride = stride > 1 ? 5 : 1});
    for (const auto lasting : {Lasting::once, Lasting::from_then_on})
        out.push_back({.name = fmt::format("no memory {}", lasting == Lasting::once ? "once" : "from then on"),
                       .arm = [lasting](std::int64_t n) { memory_trap().set(n, lasting); },
                       .disarm = [] { return memory_trap().release(), memory_trap().count(); },
                       .stride = stride});
    return out;
}

}  // namespace

int main(int argc, char** argv) {
    const char* full = std::getenv("MOTCUA_FULL");
    const std::int64_t usual = full != nullptr && *full != '\0' ? 1 : 97;
    install_memory();
    install_disk();
    seed_random(1);
    if (!keys::start()) return 2;
    BadDisk disk;
    watch(&disk);
    const auto began = std::chrono::steady_clock::now();
    Figures total;
    for (const auto& step : steps()) {
        Before from;
        if (const auto made = prepare(step, from); !made.ok()) return fmt::print("{}: {} {}\n", step.name, code_of(made), made.error().detail), 1;
        for (const auto& way : ways(disk, argc > 1 ? std::atoi(argv[1]) : usual)) {
            Figures figures;
            if (!run_way(step, from, way, figures)) return fmt::print("FAILED\n"), 1;
            fmt::print("{:>16} {:<24} {:>5} runs: {:>5} answered 503, {:>4} got through\n", step.name, way.name, figures.runs, figures.errors, figures.successes);
            total.runs += figures.runs, total.errors += figures.errors;
        }
    }
    watch(nullptr);
    fmt::print("failures: {} use cases, {} runs, {} answered store.unavailable, in {:.0f} s: integrity ok, chain verifies, 0 acknowledged lost, 0 half done, "
               "all repeated\n",
               steps().size(), total.runs, total.errors, std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count());
    return 0;
}
