// What a disk may hold after the power failed: what was synced, and of the rest any subset of its sectors, some of them torn.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/fault/disk.hpp"
#include "tests/fault/random.hpp"

namespace motcua::fault {

/// Files by name.
using Disk = std::map<std::string, std::string>;

/// Writes down everything that reaches the disk.
class Recorder : public Watcher {
public:
    int before(const DiskCall& call) override;

    struct Entry {
        Operation operation{};
        std::string file;
        std::int64_t offset = 0;
        std::string bytes;
    };
    [[nodiscard]] const std::vector<Entry>& journal() const { return journal_; }
    /// Positions in the journal just before a sync: until then the disk has promised nothing of what came since the last one.
    [[nodiscard]] std::vector<std::size_t> sync_points() const;

private:
    std::vector<Entry> journal_;
};

/// Everything before `position`, as if all of it had reached the disk.
[[nodiscard]] Disk whole_disk(Disk disk, const std::vector<Recorder::Entry>& journal, std::size_t position);
/// The disk when the power fails at `position`: of what is not synced each sector is new, old or torn. A file may have grown
/// although its data did not arrive, a truncation or removal may be undone.
[[nodiscard]] Disk failed_disk(const Disk& disk, const std::vector<Recorder::Entry>& journal, std::size_t position, Random& random);

}  // namespace motcua::fault
