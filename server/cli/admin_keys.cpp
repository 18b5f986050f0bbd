// motcua admin keys: the inventory of keys, and rotation of the key-encryption key, by the server where one runs.
#include <array>
#include <chrono>
#include <filesystem>

#include <fmt/core.h>

#include "server/cli/commands.hpp"
#include "server/cli/options.hpp"
#include "server/cli/serving_commands.hpp"
#include "server/control/socket.hpp"
#include "server/http/log.hpp"
#include "server/keys/inventory.hpp"
#include "server/store/keys.hpp"
#include "server/store/sqlite/beside.hpp"
#include "server/store/sqlite/database.hpp"

namespace motcua::cli {
namespace {

constexpr std::string_view keys_help =
    "motcua admin keys list [--json] [--language vi|en] [--data DIR]    every kind of key, and each key-encryption key\n"
    "motcua admin keys rotate [--json] [--data DIR]                     a new key-encryption key in place of the present one;\n"
    "    also while the server serves, and once more to finish what was cut short";

Millis now() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

// --- list: reads only, beside a server or without one
struct Known {
    store::Kek kek;
    std::size_t wraps = 0;
};

Result<std::vector<Known>> known_keks(const std::string& folder) {
    std::vector<Known> out;
    MOTCUA_CHECK(store::read_beside(folder + "/motcua.db", [&](const store::Transaction& tx) {
        for (auto& kek : tx.keys().keks()) out.push_back({.kek = kek, .wraps = tx.keys().wrapped_by(kek.id)});
    }));
    return out;
}

std::string_view state_of(const Known& each, const std::vector<Known>& all) {
    if (each.kek.retired_at) return "retired";
    return each.kek.id == all.back().kek.id ? "active" : "being replaced";
}

Json list_json(const std::vector<Known>& all) {
    Json keks = Json::array(), kinds = Json::array();
    for (const auto& each : all) {
        keks.push_back({{"id", each.kek.id}, {"state", state_of(each, all)}, {"madeAt", http::log_time(each.kek.made_at)}, {"dataKeys", each.wraps}});
        if (each.kek.retired_at) keks.back()["retiredAt"] = http::log_time(*each.kek.retired_at);
    }
    for (const auto& kind : keys::inventory())
        kinds.push_back({{"name", kind.name}, {"algorithm", kind.algorithm}, {"bits", kind.bits}, {"place", kind.place},
                         {"purpose", {{"vi", kind.purpose.vi}, {"en", kind.purpose.en}}}, {"life", {{"vi", kind.life.vi}, {"en", kind.life.en}}}});
    return Json{{"keks", std::move(keks)}, {"kinds", std::move(kinds)}};
}

void print_list(const std::vector<Known>& all, bool english) {
    for (const auto& each : all)
        fmt::print("{}  {:<14}  {}  {}  {}\n", each.kek.id, state_of(each, all), http::log_time(each.kek.made_at),
                   each.kek.retired_at ? http::log_time(*each.kek.retired_at) : std::string(24, ' '), each.wraps);
    for (const auto& kind : keys::inventory())
        fmt::print("{:<18} {:<34} {:>3}  {}\n    {}\n    {}\n", kind.name, kind.algorithm, kind.bits, kind.place,
                   english ? kind.purpose.en : kind.purpose.vi, english ? kind.life.en : kind.life.vi);
}

Result<int> list(const Options& options) {
    MOTCUA_TRY(all, known_keks(data_path(options)));
    if (options.has("json")) fmt::print("{}\n", dump_json(list_json(all)));
    else print_list(all, options.text("language", "vi") == "en");
    return 0;
}

// --- rotate
Result<Json> rotate_here(const std::string& folder) {
    MOTCUA_TRY(lock, control::FolderLock::take(folder));
    (void)lock;
    if (!std::filesystem::exists(folder + "/motcua.db")) return Error{.code = ErrorCode::cli_data_dir, .detail = folder + "/motcua.db"};
    MOTCUA_TRY(db, store::Database::open({.path = folder + "/motcua.db", .clock = now}));
    MOTCUA_TRY(keyring, keys::Keyring::open(folder, *db));
    MOTCUA_TRY(done, keyring->rotate(*db, [] { return false; }));
    return json_of(done);
}

void print_rotation(const Json& done) {
    fmt::print("{}: {} -> {}, {} data keys\n", is_true(done, "continued") ? "finished a rotation" : "rotated", text_at(done, "from"),
               text_at(done, "to"), member(done, "dataKeys").get<std::uint64_t>());
    fmt::print("Back-ups made before now open with the old key alone: keep its copy in a safe place as long as them, then destroy\n"
               "both. Make a back-up and a copy of the new key now.\n");
    if (const auto place = text_at(done, "leftIn"); !place.empty())
        fmt::print("The old key is still in {}, which this program cannot write: take it out there.\n", place);
}

Result<int> rotate(const Options& options) {
    const auto folder = data_path(options);
    auto served = control::ask(folder, rotate_command, Json::object());
    const auto done = served ? *std::move(served) : rotate_here(folder);
    if (!done.ok()) return done.error();
    if (options.has("json")) fmt::print("{}\n", dump_json(*done));
    else print_rotation(*done);
    return 0;
}

}  // namespace

int run_admin_keys(Arguments args) {
    constexpr std::array<std::string_view, 2> valued{"data", "language"};
    constexpr std::array<std::string_view, 1> flags{"json"};
    const auto options = read_options(args, valued, flags);
    if (!options.ok()) return complain(options.error());
    if (options->rest.size() != 1 || (options->rest[0] != "list" && options->rest[0] != "rotate")) return usage(keys_help);
    const auto done = options->rest[0] == "list" ? list(*options) : rotate(*options);
    return done.ok() ? *done : complain(done.error());
}

}  // namespace motcua::cli
