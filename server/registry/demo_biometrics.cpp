#include "server/registry/demo_biometrics.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/file.h>
#include <unistd.h>

#include "server/net/secret_file.hpp"
#include "server/registry/demo_faces.hpp"
#include "server/registry/matcher.hpp"
#include "server/registry/protocol.hpp"
#include "shared/finger/judge.hpp"
#include "shared/finger/match.hpp"
#include "shared/finger/synthesis.hpp"
#include "shared/finger/template.hpp"
#include "shared/picture/picture.hpp"
#include "shared/portrait/compare.hpp"
#include "shared/portrait/judge.hpp"

namespace motcua::registry {
namespace {

namespace fs = std::filesystem;
using finger::Position;

// People who are only looked up need not have all ten on record.
constexpr std::array few_fingers{Position::right_index, Position::left_index};
constexpr int last_try = 8;
constexpr std::uint32_t face_tries = 3;  // a painted face takes a third of a second to judge
constexpr std::uint32_t enrolled = 0;
constexpr std::uint32_t portrait_day = 1, face_day = portrait_day + face_tries;
constexpr std::size_t kept_caches = 2;

using Task = std::function<Result<void>()>;

Error unusable(const fs::path& path) { return {.code = ErrorCode::file_unusable, .detail = path.filename().string()}; }

Result<void> write(const fs::path& path, std::string_view bytes) {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    return out ? Result<void>{} : Result<void>{unusable(path)};
}

std::string compact(const finger::Template& found) {
    const auto bytes = finger::write_compact(found);
    return {bytes.begin(), bytes.end()};
}

Result<std::string> png(const finger::GreyImage& image) {
    return picture::encode_png({.width = image.width, .height = image.height, .channels = 1, .pixels = image.pixels}, finger::standard_ppi);
}

/// What the first round makes of a person, for the second to choose pictures by.
struct Prepared {
    const DemoPerson* person = nullptr;
    fs::path folder;
    portrait::Embedding face{};
    std::array<std::optional<finger::MasterPrint>, finger::all_positions.size() + 1> masters{};
    std::array<std::optional<finger::Template>, finger::all_positions.size() + 1> known{};  ///< on record
    std::array<std::optional<finger::Template>, finger::all_positions.size() + 1> own{};    ///< whether or not it is on record
};
using Everybody = std::vector<Prepared>;

std::size_t slot(Position position) { return static_cast<std::size_t>(position); }

/// Counts the ways in which pictures were chosen so far: no sample of demo_fingerprint shows a change of it.
constexpr int way_of_choosing = 2;

/// What speaks for a picture; the first with everything is taken, else the best that was seen.
struct Merit {
    bool fine = false;      ///< the judge accepts it
    bool own = false;       ///< it is recognised as the person
    bool nobody_else = false;  ///< strangers pass now and then: not in a demonstration; nor may another finger of one's own
    [[nodiscard]] int points() const { return (fine ? 4 : 0) + (own ? 2 : 0) + (nobody_else ? 1 : 0); }
};

// --- faces
demo::Sitter sitter_of(const DemoPerson& person) { return {person.face, person.years}; }

bool same_face(const portrait::Embedding& a, const portrait::Embedding& b) {
    const auto compared = portrait::compare(a, b);
    return compared.ok() && compared->match;
}

/// Is this face taken for somebody else on record?
bool is_taken(const portrait::Embedding& seen, const Prepared& self, const Everybody& all) {
    return std::any_of(all.begin(), all.end(), [&](const Prepared& other) {
        return &other != &self && other.person->on_record != OnRecord::nothing && same_face(seen, other.face);
    });
}

Merit judge_face(const picture::Picture& painted, const Prepared& self, const Everybody& all, const portrait::Models& models) {
    const auto seen = portrait::embed(painted, models);
    if (!seen.ok()) return {};
    const auto verdict = portrait::judge(painted, models, portrait::policy_vn());
    return {.fine = verdict.ok() && verdict->valid, .own = same_face(*seen, self.face),
            .nobody_else = !is_taken(*seen, self, all)};
}

/// The first good picture of the days from `day`. Whoever was taken for somebody else at the enrolment already is so on other
/// days too: trying them would take a third of the whole preparation.
Result<std::string> good_face(std::uint32_t day, const Prepared& self, const Everybody& all, const portrait::Models& models) {
    const int enough = Merit{.fine = true, .own = true, .nobody_else = !is_taken(self.face, self, all)}.points();
    std::string best;
    int points = -1;
    for (const auto end = day + face_tries; day < end && points < enough; ++day) {
        auto jpeg = demo::render_face(sitter_of(*self.person), day);
        MOTCUA_TRY(painted, picture::decode(jpeg));
        const int here = judge_face(painted, self, all, models).points();
        if (here <= points) continue;
        points = here;
        best = std::move(jpeg);
    }
    return best;
}

Result<void> enrol_face(Prepared& self, const portrait::Models& models) {
    MOTCUA_TRY(embedding, portrait::embed(demo::paint_face(sitter_of(*self.person), enrolled), models));
    self.face = embedding;
    if (self.person->on_record == OnRecord::nothing) return {};
    return write(self.folder / "record.face", portrait::serialise(embedding));
}

Result<void> picture_face(std::string_view name, std::uint32_t day, const Prepared& self, const Everybody& all, const portrait::Models& models) {
    MOTCUA_TRY(face, good_face(day, self, all, models));
    return write(self.folder / name, face);
}

// --- fingers
std::uint64_t finger_seed(const DemoPerson& person, Position position) { return 1000 + static_cast<std::uint64_t>(person.number) * 16 + slot(position); }

bool same_finger(const finger::Template& a, const finger::Template& b) { return finger::compare(a, b).score >= finger::decision_threshold(); }

Merit judge_finger(const finger::Examination& seen, const Prepared& self, const Everybody& all, Position position) {
    if (!seen.minutiae) return {};
    const auto matches = [&](const Prepared& other) { return other.known[slot(position)] && same_finger(*seen.minutiae, *other.known[slot(position)]); };
    const bool taken = std::any_of(all.begin(), all.end(), [&](const Prepared& other) { return &other != &self && matches(other); });
    const bool repeated = std::any_of(finger::all_positions.begin(), finger::all_positions.end(), [&](Position other) {
        return other != position && self.own[slot(other)] && same_finger(*seen.minutiae, *self.own[slot(other)]);
    });
    return {.fine = seen.verdict.valid, .own = !self.known[slot(position)] || matches(self), .nobody_else = !taken && !repeated};
}

Result<void> enrol_finger(Prepared& self, Position position) {
    auto master = finger::grow_finger(finger_seed(*self.person, position));
    MOTCUA_TRY(found, finger::extract(finger::synthesise(master, static_cast<int>(enrolled)), position));
    if (self.person->on_record == OnRecord::face_and_fingers) {
        MOTCUA_CHECK(write(self.folder / ("record." + std::string(finger::text(position))), compact(found)));
        self.known[slot(position)] = found;
    }
    if (self.person->pictures) {
        self.own[slot(position)] = std::move(found);
        self.masters[slot(position)] = std::move(master);
    }
    return {};
}

/// An impression that an officer would keep at once.
Result<void> picture_finger(const Prepared& self, const Everybody& all, Position position) {
    finger::GreyImage best;
    int points = -1;
    for (int number = 1; number <= last_try && points < Merit{true, true, true}.points(); ++number) {
        auto pressed = finger::synthesise(*self.masters[slot(position)], number);
        const int here = judge_finger(finger::examine(pressed, position), self, all, position).points();
        if (here <= points) continue;
        points = here;
        best = std::move(pressed);
    }
    MOTCUA_TRY(file, png(best));
    return write(self.folder / (std::string(finger::text(position)) + ".png"), file);
}

std::span<const Position> fingers_of(const DemoPerson& person) {
    if (person.pictures) return finger::all_positions;
    return person.on_record == OnRecord::face_and_fingers ? std::span<const Position>(few_fingers) : std::span<const Position>();
}

std::vector<Task> first_round(Everybody& all, const portrait::Models& models) {
    std::vector<Task> out;
    for (auto& self : all) {
        for (const Position position : fingers_of(*self.person)) out.emplace_back([&self, position] { return enrol_finger(self, position); });
        out.emplace_back([&self, &models] { return enrol_face(self, models); });
    }
    return out;
}

std::vector<Task> second_round(const Everybody& all, const portrait::Models& models) {
    std::vector<Task> out;
    for (const auto& self : all) {
        if (!self.person->pictures) continue;
        out.emplace_back([&self, &all, &models] { return picture_face("portrait.jpg", portrait_day, self, all, models); });
        out.emplace_back([&self, &all, &models] { return picture_face("face.jpg", face_day, self, all, models); });
        for (const Position position : finger::all_positions) out.emplace_back([&self, &all, position] { return picture_finger(self, all, position); });
    }
    return out;
}

/// All tasks on all cores; the first error. Every task writes to a place of its own, so their order does not matter.
Result<void> run(const std::vector<Task>& tasks, const std::function<void()>& one_more) {
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    Result<void> outcome;
    const auto work = [&] {
        for (auto i = next++; i < tasks.size(); i = next++) {
            auto result = tasks[i]();
            const std::lock_guard lock(mutex);
            one_more();
            if (result.ok()) continue;
            outcome = result;
            next = tasks.size();
        }
    };
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i) threads.emplace_back(work);
    threads.clear();  // joins
    return outcome;
}

/// Held while one process prepares.
class FileLock {
public:
    enum class Busy : std::uint8_t { wait, give_up };
    explicit FileLock(const std::string& path, Busy busy = Busy::wait) : file_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
        held_ = file_ >= 0 && ::flock(file_, busy == Busy::wait ? LOCK_EX : LOCK_EX | LOCK_NB) == 0;
    }
    ~FileLock() { if (file_ >= 0) ::close(file_); }
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    [[nodiscard]] bool held() const { return held_; }

private:
    int file_;
    bool held_ = false;
};

// --- caches of earlier programs
bool is_cache(const fs::path& path) {
    constexpr std::string_view name = "demo-", digits = "0123456789abcdef";
    const auto file = path.filename().string();
    return file.size() == name.size() + 16 && file.starts_with(name) && file.find_first_not_of(digits, name.size()) == std::string::npos;
}

void remove_cache(const fs::path& folder) {
    const FileLock lock(folder.string() + ".lock", FileLock::Busy::give_up);
    if (!lock.held()) return;  // another program makes it at this moment
    std::error_code fault;
    fs::remove_all(folder.string() + ".new", fault);
    fs::remove_all(folder, fault);
    fs::remove(folder.string() + ".lock", fault);
}


}  // namespace

std::string demo_fingerprint(const std::vector<DemoPerson>& people, const portrait::Models& models) {
    const auto pressed = finger::synthesise(1, 1);
    const auto found = finger::extract(pressed);
    const auto painted = demo::paint_face(1, 1), child = demo::paint_face({1, 8}, 1, 60);
    const auto seen = portrait::embed(painted, models);
    std::string sample;
    for (const auto& person : people) sample += fmt::format("{},{},{},{},{},{}|", person.key, person.number, person.face, std::min(person.years, demo::Sitter::grown_up), text(person.on_record), person.pictures);
    sample += fmt::format("{},{},{},{}|", portrait_day, face_day, face_tries, way_of_choosing);
    sample += std::string(pressed.pixels.begin(), pressed.pixels.end()) + std::string(painted.pixels.begin(), painted.pixels.end()) + std::string(child.pixels.begin(), child.pixels.end());
    if (found.ok()) sample += compact(*found);
    if (seen.ok()) sample += portrait::serialise(*seen);
    if (const auto verdict = portrait::judge(painted, models, portrait::policy_vn())) sample += portrait::to_json(*verdict);
    unsigned char hash[16];
    crypto_generichash(hash, sizeof hash, reinterpret_cast<const unsigned char*>(sample.data()), sample.size(), nullptr, 0);
    std::string out;
    for (int i = 0; i < 8; ++i) out += fmt::format("{:02x}", hash[i]);
    return out;
}

Result<void> prepare_biometrics(const std::string& folder, const std::vector<DemoPerson>& people, const portrait::Models& models,
                                const Progress& progress) {
    std::error_code fault;
    fs::create_directories(fs::path(folder).parent_path(), fault);
    const FileLock lock(folder + ".lock");
    if (fs::exists(folder)) {
        fs::last_write_time(folder, fs::file_time_type::clock::now(), fault);  // the age counts from the last use
        return {};
    }
    const fs::path beside = folder + ".new";
    fs::remove_all(beside, fault);
    fs::create_directories(beside, fault);
    if (fault) return unusable(beside);
    Everybody all;
    for (const auto& person : people) {
        all.push_back({.person = &person, .folder = beside / person.key});
        fs::create_directories(all.back().folder, fault);
    }
    const auto first = first_round(all, models), second = second_round(all, models);
    std::size_t done = 0;
    const auto one_more = [&] { if (progress) progress(++done, first.size() + second.size()); };
    MOTCUA_CHECK(run(first, one_more));
    MOTCUA_CHECK(run(second, one_more));
    fs::rename(beside, folder, fault);
    if (fault) return unusable(folder);
    remove_old_caches(folder);
    return {};
}

void remove_old_caches(const std::string& folder) {
    const fs::path current = folder;
    std::error_code fault;
    std::vector<std::pair<fs::file_time_type, fs::path>> others;
    for (const auto& entry : fs::directory_iterator(current.parent_path(), fault))
        if (is_cache(entry.path()) && entry.path() != current) others.emplace_back(entry.last_write_time(fault), entry.path());
    std::sort(others.begin(), others.end(), std::greater<>());
    for (std::size_t i = kept_caches - 1; i < others.size(); ++i) remove_cache(others[i].second);
}

Result<std::vector<Biometric>> prepared_record(const std::string& folder, const DemoPerson& person) {
    std::vector<Biometric> out;
    if (person.on_record == OnRecord::nothing) return out;
    const auto own = folder + "/" + person.key + "/record.";
    MOTCUA_TRY(face, net::read_small(own + "face"));
    out.push_back({.type = "FACE", .sub_type = "PORTRAIT", .data = face});
    if (person.on_record == OnRecord::face) return out;
    for (const Position position : fingers_of(person)) {
        const std::string name(finger::text(position));
        MOTCUA_TRY(record, net::read_small(own + name));
        out.push_back({.type = "FINGER", .sub_type = osia_position(name), .data = record});
    }
    return out;
}

}  // namespace motcua::registry
