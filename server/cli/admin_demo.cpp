// motcua admin demo: fills registry and staff with invented people, and writes the pictures that a tester needs at the
// counter. Idempotent: what is there stays.
#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/cli/commands.hpp"
#include "server/cli/options.hpp"
#include "server/keys/keyring.hpp"
#include "server/models/folder.hpp"
#include "server/net/secret_file.hpp"
#include "server/registry/demo_biometrics.hpp"
#include "server/registry/demo_people.hpp"
#include "server/registry/service.hpp"
#include "server/staff/accounts.hpp"
#include "server/store/sqlite/database.hpp"

namespace motcua::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 4> valued{"data", "share", "cache", "face-model"};
constexpr std::string_view help = "motcua admin demo --data DIR [--share DIR] [--cache DIR] [--face-model mobilefacenet|faceapi]";
constexpr std::size_t password_length = 14;

Millis now() { return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count(); }

struct DemoOfficer {
    std::string user, name, office;
    staff::StaffRole role = staff::StaffRole::officer;
    std::string password{};
};

std::vector<DemoOfficer> demo_officers() {
    return {{.user = "canbo1.hcm", .name = "Cán bộ thử nghiệm 1 (TP. Hồ Chí Minh)", .office = "pa08-ho-chi-minh"},
            {.user = "canbo2.hcm", .name = "Cán bộ thử nghiệm 2 (TP. Hồ Chí Minh)", .office = "pa08-ho-chi-minh"},
            {.user = "canbo1.hanoi", .name = "Cán bộ thử nghiệm (Hà Nội)", .office = "pa08-ha-noi"},
            {.user = "phutrach.hcm", .name = "Phụ trách thử nghiệm (TP. Hồ Chí Minh)", .office = "pa08-ho-chi-minh", .role = staff::StaffRole::supervisor}};
}

Error unusable(const fs::path& path) { return {.code = ErrorCode::file_unusable, .detail = path.filename().string()}; }

// Letters and digits that nobody confuses on a screen.
std::string new_password() {
    constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789";
    std::string out;
    while (out.size() < password_length)
        for (const char byte : keys::random_bytes(password_length))
            if (const auto value = static_cast<unsigned char>(byte); value < letters.size() * 4 && out.size() < password_length) out += letters[value % letters.size()];
    return out;
}

/// Readable by the owner only.
Result<void> write_private(const fs::path& path, std::string_view content) {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    ::chmod(path.c_str(), 0600);
    out << content;
    out.close();
    return out ? Result<void>{} : Result<void>{unusable(path)};
}

std::string cache_folder(const Options& options) {
    if (options.has("cache")) return options.text("cache");
    const auto from = [](const char* name) { const char* value = std::getenv(name); return std::string(value ? value : ""); };
    if (const auto own = from("MOTCUA_CACHE"); !own.empty()) return own;
    if (const auto xdg = from("XDG_CACHE_HOME"); !xdg.empty()) return xdg + "/motcua";
    return from("HOME") + "/.cache/motcua";
}

registry::Identity identity_of(const registry::DemoPerson& person) {
    const auto id = fmt::format("P{:04}", person.number);
    return {.person_id = id, .identity_id = id + "-1",
            .attributes = {{"lastName", person.family_name}, {"firstName", person.given_names}, {"dateOfBirth", person.birth_date}, {"gender", person.sex},
                           {"nationality", person.nationality}, {"passportNumber", person.passport}, {"passportExpiry", person.passport_expiry},
                           {"residenceCardType", person.card_type}, {"residenceCardNumber", person.card_number},
                           {"residenceCardSymbol", person.card_symbol}, {"residenceCardExpiry", person.card_expiry}}};
}

Result<void> fill_registry(const std::string& path, const std::string& prepared, const std::vector<registry::DemoPerson>& people, const std::string& version) {
    MOTCUA_TRY(records, registry::Records::open(path));
    records->begin();
    for (const auto& person : people) {
        auto identity = identity_of(person);
        MOTCUA_TRY(biometrics, registry::prepared_record(prepared, person));
        identity.biometrics = biometrics;
        records->put(identity);
    }
    records->set_note("demo", version);
    records->commit();
    return {};
}

Result<void> copy_pictures(const fs::path& prepared, const fs::path& demo, const std::vector<registry::DemoPerson>& people) {
    for (const auto& person : people) {
        if (!person.pictures) continue;
        std::error_code fault;
        fs::create_directories(demo / person.key, fault);
        for (const auto& file : fs::directory_iterator(prepared / person.key, fault))
            if (const auto name = file.path().filename().string(); name.ends_with(".png") || name.ends_with(".jpg"))
                fs::copy_file(file.path(), demo / person.key / name, fs::copy_options::overwrite_existing, fault);
        if (fault) return unusable(demo / person.key);
    }
    return {};
}

Result<void> write_people(const fs::path& demo, const std::vector<registry::DemoPerson>& people) {
    Json list = Json::array();
    for (const auto& person : people) list.push_back(registry::to_json(person));
    return write_private(demo / "people.json", Json{{"people", list}}.dump(1) + "\n");
}

Result<void> write_officers_json(const fs::path& demo, const std::vector<DemoOfficer>& officers) {
    Json list = Json::array();
    for (const auto& officer : officers)
        list.push_back({{"user", officer.user}, {"password", officer.password}, {"name", officer.name}, {"office", officer.office}, {"role", staff::text(officer.role)}});
    return write_private(demo / "officers.json", Json{{"officers", list}}.dump(1) + "\n");
}

Result<void> write_officers_text(const fs::path& demo, const std::vector<DemoOfficer>& officers) {
    std::string lines;
    for (const auto& officer : officers) lines += fmt::format("{:<14} {:<16} {}\n", officer.user, officer.password, officer.name);
    return write_private(demo / "officers.txt", lines);
}

/// Passwords are written down before the accounts are made, and taken from there when an earlier run was cut short.
Result<std::vector<DemoOfficer>> officers_with_passwords(const fs::path& demo) {
    auto officers = demo_officers();
    Json known;
    if (const auto text = net::read_small((demo / "officers.json").string()); text.ok())
        if (auto parsed = parse_json(*text); parsed.ok()) known = std::move(*parsed);
    for (auto& officer : officers) {
        for (const Json& row : member(known, "officers"))
            if (text_at(row, "user") == officer.user) officer.password = text_at(row, "password");
        if (officer.password.empty()) officer.password = new_password();
    }
    MOTCUA_CHECK(write_officers_json(demo, officers));
    return officers;
}

// officers.txt is written last: where it is, the accounts are there too.
Result<void> make_officers(const std::string& folder, const fs::path& demo) {
    if (fs::exists(demo / "officers.txt")) return {};
    MOTCUA_TRY(book, rules::parse_rulebook(rules::embedded_bundle()));
    MOTCUA_TRY(db, store::Database::open({.path = folder + "/motcua.db", .clock = now}));
    MOTCUA_TRY(keyring, keys::Keyring::open(folder, *db));
    MOTCUA_TRY(officers, officers_with_passwords(demo));
    for (const auto& officer : officers) {
        const auto added = staff::add(*db, *keyring, book, {.user = officer.user, .name = officer.name, .office = officer.office, .role = officer.role,
                                                            .origin = staff::Origin::demo, .password = officer.password});
        if (!added.ok() && added.error().code != ErrorCode::staff_user_exists) return added.error();
    }
    return write_officers_text(demo, officers);
}

/// What tells that neither program nor data changed since the last run.
std::string program_stamp() {
    struct stat about {};
    if (::stat("/proc/self/exe", &about) != 0) return "";
    return fmt::format("{}-{}-{}", about.st_size, about.st_mtim.tv_sec, about.st_mtim.tv_nsec);
}

bool is_current(const std::string& path, const fs::path& demo, const std::string& stamp) {
    if (!fs::exists(path) || !fs::exists(demo / "people.json") || !fs::exists(demo / "officers.txt")) return false;
    auto records = registry::Records::open(path);
    return records.ok() && (*records)->note("demo") == stamp;
}

/// On a terminal a line that counts, in a log a line for each quarter.
void show_progress(std::size_t done, std::size_t all) {
    static const bool terminal = ::isatty(STDERR_FILENO) == 1;
    const auto percent = done * 100 / all, before = (done - 1) * 100 / all;
    if (percent == before || (!terminal && percent / 25 == before / 25)) return;
    fmt::print(stderr, "{}Making the demo people's faces and fingerprints (once): {} %{}", terminal ? "\r" : "", percent,
               terminal && done < all ? "" : "\n");
}

Result<int> run_demo(const Options& options, portrait::FaceModel face_model) {
    MOTCUA_TRY(folder, data_dir(options));
    const fs::path demo = folder + "/demo";
    const auto registry_path = folder + "/registry.db", stamp = fmt::format("{} {}", program_stamp(), portrait::facts(face_model).name);
    std::error_code fault;
    fs::create_directories(demo, fault);
    ::chmod(demo.c_str(), 0700);
    if (is_current(registry_path, demo, stamp)) { fmt::print("demo data are there: {}\n", demo.string()); return 0; }
    MOTCUA_TRY(networks, models::load(share_dir(options) + "/models", face_model));
    const auto people = registry::demo_people(date_in_vietnam(now()));
    const auto prepared = fmt::format("{}/demo-{}", cache_folder(options), registry::demo_fingerprint(people, *networks));
    MOTCUA_CHECK(registry::prepare_biometrics(prepared, people, *networks, show_progress));
    MOTCUA_CHECK(copy_pictures(prepared, demo, people));
    MOTCUA_CHECK(write_people(demo, people));
    MOTCUA_CHECK(make_officers(folder, demo));
    MOTCUA_CHECK(fill_registry(registry_path, prepared, people, stamp));
    fmt::print("{} people in the registry, pictures in {}\n", people.size(), demo.string());
    return 0;
}

}  // namespace

int run_admin_demo(Arguments args) {
    const auto options = read_options(args, valued, {});
    if (!options.ok() || !options->rest.empty()) return usage(help);
    const auto face_model = portrait::parse_face_model(options->text("face-model", portrait::facts(portrait::default_face_model).name));
    if (!face_model) return usage(help);
    const auto done = run_demo(*options, *face_model);
    return done.ok() ? *done : complain(done.error());
}

}  // namespace motcua::cli
