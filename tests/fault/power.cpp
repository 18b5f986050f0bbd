#include "tests/fault/power.hpp"

#include <algorithm>

#include <sqlite3.h>

namespace motcua::fault {
namespace {

using Entry = Recorder::Entry;
constexpr std::int64_t sector = 512;

void grow(std::string& file, std::int64_t size) { file.resize(std::max(file.size(), static_cast<std::size_t>(size))); }

void put(std::string& file, std::int64_t offset, std::string_view bytes) {
    grow(file, offset + static_cast<std::int64_t>(bytes.size()));
    std::copy(bytes.begin(), bytes.end(), file.begin() + offset);
}

void apply(Disk& disk, const Entry& entry) {
    if (entry.operation == Operation::write) put(disk[entry.file], entry.offset, entry.bytes);
    if (entry.operation == Operation::truncate) disk[entry.file].resize(static_cast<std::size_t>(entry.offset));
    if (entry.operation == Operation::remove) disk.erase(entry.file);
}

/// How the unsynced part fares in one failure: chances for a sector to be new, and to be torn.
struct Luck {
    double arrives = 1, torn = 0;
};
Luck luck_of(Random& random) {
    constexpr double shares[]{0, 0.1, 0.5, 0.9, 1};
    return {.arrives = shares[random.between(0, 4)], .torn = random.chance(0.5) ? 0.3 : 0};
}

void write_sectors(std::string& file, const Entry& entry, const Luck& luck, Random& random) {
    const auto end = entry.offset + static_cast<std::int64_t>(entry.bytes.size());
    if (random.chance(0.5)) grow(file, end);
    for (auto at = entry.offset; at < end;) {
        const auto next = std::min(end, (at / sector + 1) * sector);
        auto part = std::string_view(entry.bytes).substr(static_cast<std::size_t>(at - entry.offset), static_cast<std::size_t>(next - at));
        if (random.chance(luck.torn)) part = part.substr(0, static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(part.size()))));
        if (random.chance(luck.arrives)) put(file, at, part);
        at = next;
    }
}

void apply_by_luck(Disk& disk, const Entry& entry, const Luck& luck, Random& random) {
    if (entry.operation == Operation::write) return write_sectors(disk[entry.file], entry, luck, random);
    if (random.chance(luck.arrives)) apply(disk, entry);
}

}  // namespace

int Recorder::before(const DiskCall& call) {
    const bool lasting = call.operation == Operation::write || call.operation == Operation::truncate || call.operation == Operation::sync ||
                         call.operation == Operation::remove;
    if (lasting) journal_.push_back({.operation = call.operation, .file = std::string(call.file), .offset = call.offset, .bytes = std::string(call.bytes)});
    return SQLITE_OK;
}

std::vector<std::size_t> Recorder::sync_points() const {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < journal_.size(); ++i)
        if (journal_[i].operation == Operation::sync) out.push_back(i);
    out.push_back(journal_.size());
    return out;
}

Disk whole_disk(Disk disk, const std::vector<Entry>& journal, std::size_t position) {
    for (std::size_t i = 0; i < position; ++i) apply(disk, journal[i]);
    return disk;
}

Disk failed_disk(const Disk& disk, const std::vector<Entry>& journal, std::size_t position, Random& random) {
    std::map<std::string, std::size_t> synced;  // up to where a file is certain
    for (std::size_t i = 0; i < position; ++i)
        if (journal[i].operation == Operation::sync) synced[journal[i].file] = i;
    const Luck luck = luck_of(random);
    Disk out = disk;
    for (std::size_t i = 0; i < position; ++i) {
        const auto& entry = journal[i];
        const auto certain = synced.find(entry.file);
        if (certain != synced.end() && i < certain->second) apply(out, entry);
        else if (entry.operation != Operation::sync) apply_by_luck(out, entry, luck, random);
    }
    return out;
}

}  // namespace motcua::fault
