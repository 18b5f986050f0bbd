// Power loss (security.md 2.1): everything that a use case writes is recorded; at each sync point disks are built as they could
// be after a failure, opened by the server itself, and must hold every acknowledged commit and nothing half done.
//   fault_power [DISKS] [SEED]     DISKS failures at each sync point (./test: 12, ./test --full: 200)
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "tests/fault/power.hpp"
#include "tests/fault/steps.hpp"

using namespace motcua;
using namespace motcua::fault;

namespace {

Disk read_folder(const std::string& folder) {
    Disk out;
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        std::ifstream in(file.path(), std::ios::binary);
        std::ostringstream bytes;
        bytes << in.rdbuf();
        out[file.path().filename().string()] = std::move(bytes).str();
    }
    return out;
}
void write_folder(const std::string& folder, const Disk& disk) {
    for (const auto& [name, bytes] : disk) std::ofstream(folder + "/" + name, std::ios::binary) << bytes;
    std::filesystem::permissions(folder + "/kek.key", std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

/// What the server finds on a disk: a fault, or the content.
struct Found {
    std::string fault, content;
};
Found open_disk(const Disk& disk) {
    const Folder folder;
    write_folder(folder.path(), disk);
    Office office(folder.path());
    if (const auto opened = office.open(); !opened.ok())
        return {.fault = fmt::format("it does not open: {} {}", describe(opened.error().code).code, opened.error().detail), .content = {}};
    return {.fault = first_fault(*office.services.db), .content = content_of(*office.services.db)};
}

/// A use case as it was recorded: the disk before, the calls, and where it had been acknowledged.
struct Recording {
    Disk before;
    Recorder recorder;
    std::size_t acknowledged = 0;
    int checkpoint = 1000;
};

Result<void> record(const Step& step, Recording& out) {
    const Folder folder;
    Office office(folder.path());
    MOTCUA_CHECK(office.open());
    MOTCUA_TRY(person, office.bring_to(step.before, 1));
    office.close();
    out.before = read_folder(folder.path());
    watch(&out.recorder);
    auto done = office.open();
    if (done.ok())
        done = office.services.db->write<void>([&](store::Transaction& tx) -> Result<void> {
            return store::sql(tx, fmt::format("PRAGMA wal_autocheckpoint={}", out.checkpoint)).run(), Result<void>{};
        });
    if (done.ok()) done = step.act(office, person);
    out.acknowledged = out.recorder.journal().size();
    office.close();
    watch(nullptr);
    return done;
}

struct Figures {
    std::uint64_t points = 0, disks = 0, kept = 0;
};

/// The contents that are right at a sync point: the newest acknowledged one and those that were being written since.
std::vector<std::string> rightful(const Recording& recording, const std::vector<std::size_t>& points, std::size_t position) {
    std::vector<std::string> out;
    const auto& journal = recording.recorder.journal();
    const auto from = position >= recording.acknowledged ? recording.acknowledged : 0;
    out.push_back(open_disk(whole_disk(recording.before, journal, from)).content);
    for (const auto point : points)
        if (point > from && point <= position) out.push_back(open_disk(whole_disk(recording.before, journal, point)).content);
    return out;
}

bool check_point(const Step& step, const Recording& recording, std::size_t position, const std::vector<std::string>& right, int disks, Random& random,
                 Figures& figures) {
    ++figures.points;
    for (int i = 0; i < disks; ++i) {
        const auto found = open_disk(failed_disk(recording.before, recording.recorder.journal(), position, random));
        ++figures.disks;
        std::string fault = found.fault;
        if (fault.empty() && std::find(right.begin(), right.end(), found.content) == right.end())
            fault = position >= recording.acknowledged ? "an acknowledged commit is lost, or half of it" : "something half done";
        figures.kept += found.content == right.back() ? 1 : 0;
        if (fault.empty()) continue;
        fmt::print("{} (checkpoint every {} pages), power lost at call {} of {}, acknowledged at {}, disk {}: {}\n", step.name, recording.checkpoint, position,
                   recording.recorder.journal().size(), recording.acknowledged, i, fault);
        return false;
    }
    return true;
}

bool check_step(const Step& step, int checkpoint, int disks, Random& random, Figures& figures) {
    Recording recording;
    recording.checkpoint = checkpoint;
    if (const auto done = record(step, recording); !done.ok())
        return fmt::print("{}: {} {}\n", step.name, describe(done.error().code).code, done.error().detail), false;
    const auto points = recording.recorder.sync_points();
    for (const auto position : points)
        if (!check_point(step, recording, position, rightful(recording, points, position), disks, random, figures)) return false;
    return true;
}

}  // namespace

int main(int argc, char** argv) {
    const char* full = std::getenv("MOTCUA_FULL");
    const int usual = full != nullptr && *full != '\0' ? 200 : 12;
    const int disks = argc > 1 ? std::atoi(argv[1]) : usual;
    const auto seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 20261128;
    install_disk();
    seed_random(seed);
    if (!keys::start()) return 2;
    Random random(seed);
    Figures figures;
    const auto began = std::chrono::steady_clock::now();
    for (const auto& step : steps())
        for (const int checkpoint : {1000, 4})  // the usual one, and one in the middle of everything
            if (!check_step(step, checkpoint, disks, random, figures)) return fmt::print("FAILED; again: fault_power {} {}\n", disks, seed), 1;
    const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    fmt::print("power loss: {} use cases, {} sync points, {} disks ({} with everything kept) in {:.1f} s, seed {}: integrity ok, chain verifies, "
               "0 acknowledged commits lost, 0 half done\n",
               steps().size(), figures.points, figures.disks, figures.kept, took, seed);
    return 0;
}
