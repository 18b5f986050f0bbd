// motcua admin doctor: what is wrong with an installation, in words that a person can act on. Changes nothing.
#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "server/cli/commands.hpp"
#include "server/cli/doctor.hpp"
#include "server/cli/options.hpp"

namespace motcua::cli {
namespace {

constexpr std::string_view doctor_help =
    "motcua admin doctor [--json] [--language vi|en] [--data DIR] and what serve is given:\n"
    "  [--share DIR] [--checkpoints DIR] [--key-life DAYS] and\n  {}\n"
    "  exit 0: nothing is wrong (there may be warnings); 1: something is";

constexpr long key_days = 365;  // the life of a key-encryption key where nobody says otherwise
constexpr Millis day = Millis{24} * 3600 * 1000;

Patient patient_of(const Options& options) {
    const auto folder = data_path(options);
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return {.data_dir = folder,
            .share_dir = share_dir(options),
            .checkpoint_dir = options.text("checkpoints", folder + "/checkpoints"),
            .links = links_of(options),
            .now = std::chrono::duration_cast<std::chrono::milliseconds>(now).count(),
            .key_life = options.number("key-life", key_days).value_or(key_days) * day};
}

std::string_view text(Health health) {
    constexpr std::array<std::string_view, 3> words{"ok", "warning", "wrong"};
    return words[static_cast<std::size_t>(health)];
}

void print_json(const std::vector<Finding>& findings, bool well) {
    nlohmann::ordered_json checks = nlohmann::ordered_json::array();
    for (const auto& each : findings)
        checks.push_back({{"name", each.name}, {"state", text(each.health)}, {"message", {{"vi", each.vi}, {"en", each.en}}}});
    fmt::print("{}\n", nlohmann::ordered_json{{"ok", well}, {"checks", checks}}.dump());
}

void print_text(const std::vector<Finding>& findings, bool english) {
    for (const auto& each : findings) fmt::print("{:<8} {:<12} {}\n", text(each.health), each.name, english ? each.en : each.vi);
}

}  // namespace

int run_admin_doctor(Arguments args) {
    std::vector<std::string_view> valued{"data", "share", "checkpoints", "language", "key-life"};
    valued.insert(valued.end(), link_options.begin(), link_options.end());
    constexpr std::array<std::string_view, 1> flags{"json"};
    const auto options = read_options(args, valued, flags);
    if (!options.ok()) return complain(options.error());
    if (!options->rest.empty() || !options->number("key-life", key_days)) return usage(fmt::format(doctor_help, link_help));
    const auto patient = patient_of(*options);
    auto findings = look_at_store(patient);
    for (auto& each : look_outside(patient)) findings.push_back(std::move(each));
    const bool well =
        std::none_of(findings.begin(), findings.end(), [](const auto& each) { return each.health == Health::wrong; });
    if (options->has("json"))
        print_json(findings, well);
    else
        print_text(findings, options->text("language", "vi") == "en");
    return well ? 0 : 1;
}

}  // namespace motcua::cli
