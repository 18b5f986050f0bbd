#include "server/registry/demo_biometrics.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <thread>

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
constexpr std::uint32_t enrolled = 0;

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

// --- faces
/// A picture of another day that the judge accepts and that is recognised as the person.
Result<std::string> good_face(std::uint32_t seed, std::uint32_t& variation, const portrait::Embedding& known, const portrait::Models& models) {
    for (; variation <= last_try; ++variation) {
        auto jpeg = demo::render_face(seed, variation);
        MOTCUA_TRY(painted, picture::decode(jpeg));
        const auto seen = portrait::embed(painted, models);
        if (!seen.ok() || !portrait::compare(*seen, known).match) continue;
        if (!portrait::judge(painted, models, portrait::policy_vn()).valid) continue;
        ++variation;
        return jpeg;
    }
    return Error{.code = ErrorCode::portrait_no_face, .detail = fmt::format("demo face {}", seed)};
}

Result<void> make_face(const fs::path& folder, const DemoPerson& person, const portrait::Models& models) {
    MOTCUA_TRY(embedding, portrait::embed(demo::paint_face(person.face, enrolled), models));
    if (person.on_record != OnRecord::nothing) MOTCUA_CHECK(write(folder / "record.face", portrait::serialise(embedding)));
    if (!person.pictures) return {};
    std::uint32_t variation = enrolled + 1;
    MOTCUA_TRY(portrait, good_face(person.face, variation, embedding, models));
    MOTCUA_TRY(face, good_face(person.face, variation, embedding, models));
    MOTCUA_CHECK(write(folder / "portrait.jpg", portrait));
    return write(folder / "face.jpg", face);
}

// --- fingers
std::uint64_t finger_seed(const DemoPerson& person, Position position) { return 1000 + static_cast<std::uint64_t>(person.number) * 16 + static_cast<std::uint64_t>(position); }

bool is_good(const finger::Examination& seen, const std::optional<finger::Template>& known) {
    return seen.verdict.valid && seen.minutiae && (!known || finger::compare(*seen.minutiae, *known).score >= finger::decision_threshold());
}

/// An impression that an officer would keep at once.
Result<std::string> good_impression(const finger::MasterPrint& master, Position position, const std::optional<finger::Template>& known) {
    for (int number = 1; number <= last_try; ++number) {
        const auto pressed = finger::synthesise(master, number);
        if (is_good(finger::examine(pressed, position), known)) return png(pressed);
    }
    return Error{.code = ErrorCode::finger_unusable, .detail = fmt::format("demo finger {}", finger::text(position))};
}

Result<void> make_finger(const fs::path& folder, const DemoPerson& person, Position position) {
    const auto master = finger::grow_finger(finger_seed(person, position));
    const std::string name(finger::text(position));
    std::optional<finger::Template> known;
    if (person.on_record == OnRecord::face_and_fingers) {
        MOTCUA_TRY(found, finger::extract(finger::synthesise(master, static_cast<int>(enrolled)), position));
        MOTCUA_CHECK(write(folder / ("record." + name), compact(found)));
        known = std::move(found);
    }
    if (!person.pictures) return {};
    MOTCUA_TRY(picture, good_impression(master, position, known));
    return write(folder / (name + ".png"), picture);
}

std::span<const Position> fingers_of(const DemoPerson& person) {
    if (person.pictures) return finger::all_positions;
    return person.on_record == OnRecord::face_and_fingers ? std::span<const Position>(few_fingers) : std::span<const Position>();
}

std::vector<Task> tasks_for(const fs::path& folder, const std::vector<DemoPerson>& people, const portrait::Models& models) {
    std::vector<Task> out;
    for (const auto& person : people) {
        const auto own = folder / person.key;
        fs::create_directories(own);
        for (const Position position : fingers_of(person)) out.emplace_back([=, &person] { return make_finger(own, person, position); });
        out.emplace_back([=, &person, &models] { return make_face(own, person, models); });
    }
    return out;
}

/// All tasks on all cores; the first error.
Result<void> run(const std::vector<Task>& tasks) {
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    Result<void> outcome;
    const auto work = [&] {
        for (auto i = next++; i < tasks.size(); i = next++) {
            auto result = tasks[i]();
            if (result.ok()) continue;
            const std::lock_guard lock(mutex);
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
    explicit FileLock(const std::string& path) : file_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
        if (file_ >= 0) ::flock(file_, LOCK_EX);
    }
    ~FileLock() { if (file_ >= 0) ::close(file_); }
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

private:
    int file_;
};

}  // namespace

std::string demo_fingerprint(const std::vector<DemoPerson>& people, const portrait::Models& models) {
    const auto pressed = finger::synthesise(1, 1);
    const auto found = finger::extract(pressed);
    const auto painted = demo::paint_face(1, 1);
    const auto seen = portrait::embed(painted, models);
    std::string sample;
    for (const auto& person : people) sample += fmt::format("{},{},{},{},{}|", person.key, person.number, person.face, text(person.on_record), person.pictures);
    sample += std::string(pressed.pixels.begin(), pressed.pixels.end()) + std::string(painted.pixels.begin(), painted.pixels.end());
    if (found.ok()) sample += compact(*found);
    if (seen.ok()) sample += portrait::serialise(*seen);
    sample += portrait::to_json(portrait::judge(painted, models, portrait::policy_vn()));
    unsigned char hash[16];
    crypto_generichash(hash, sizeof hash, reinterpret_cast<const unsigned char*>(sample.data()), sample.size(), nullptr, 0);
    std::string out;
    for (int i = 0; i < 8; ++i) out += fmt::format("{:02x}", hash[i]);
    return out;
}

Result<void> prepare_biometrics(const std::string& folder, const std::vector<DemoPerson>& people, const portrait::Models& models) {
    std::error_code fault;
    fs::create_directories(fs::path(folder).parent_path(), fault);
    const FileLock lock(folder + ".lock");
    if (fs::exists(folder)) return {};
    const fs::path beside = folder + ".new";
    fs::remove_all(beside, fault);
    fs::create_directories(beside, fault);
    if (fault) return unusable(beside);
    MOTCUA_CHECK(run(tasks_for(beside, people, models)));
    fs::rename(beside, folder, fault);
    return fault ? Result<void>{unusable(folder)} : Result<void>{};
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
