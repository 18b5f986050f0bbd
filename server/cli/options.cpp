#include "server/cli/options.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>

#include <fmt/core.h>
#include <sys/stat.h>

namespace motcua::cli {
namespace {

bool listed(std::span<const std::string_view> names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string default_data_dir() {
    if (const char* xdg = std::getenv("XDG_DATA_HOME"); xdg && *xdg) return std::string(xdg) + "/motcua";
    const char* home = std::getenv("HOME");
    return std::string(home ? home : ".") + "/.local/share/motcua";
}

}  // namespace

std::string Options::text(std::string_view name, std::string_view otherwise) const {
    const auto it = named.find(name);
    return it == named.end() ? std::string(otherwise) : it->second;
}

std::optional<long> Options::number(std::string_view name, long otherwise) const {
    const auto it = named.find(name);
    if (it == named.end()) return otherwise;
    long value = 0;
    const auto* end = it->second.data() + it->second.size();
    const auto [stop, fault] = std::from_chars(it->second.data(), end, value);
    if (fault != std::errc{} || stop != end || value < 0) return std::nullopt;
    return value;
}

Result<Options> read_options(std::span<const std::string_view> args, std::span<const std::string_view> valued,
                             std::span<const std::string_view> flags) {
    Options out;
    for (std::size_t i = 0; i < args.size(); ++i) {
        if (!args[i].starts_with("--")) {
            out.rest.emplace_back(args[i]);
            continue;
        }
        const auto name = args[i].substr(2);
        if (listed(flags, name)) {
            out.named.emplace(name, "");
        } else if (listed(valued, name) && i + 1 < args.size()) {
            out.named.emplace(name, args[++i]);
        } else {
            return Error{.code = ErrorCode::cli_usage, .detail = std::string(args[i])};
        }
    }
    return out;
}

std::string data_path(const Options& options) { return options.text("data", default_data_dir()); }

Result<std::string> data_dir(const Options& options) {
    const auto path = data_path(options);
    std::error_code fault;
    std::filesystem::create_directories(path, fault);
    if (fault) return Error{.code = ErrorCode::cli_data_dir, .detail = path};
    ::chmod(path.c_str(), 0700);
    return path;
}

std::string share_dir(const Options& options) {
    if (options.has("share")) return options.text("share");
    std::error_code fault;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", fault);
    return (self.parent_path().parent_path() / "share" / "motcua").string();
}

int complain(const Error& error) {
    const auto& text = describe(error.code);
    fmt::print(stderr, "motcua: {}\n        {}\n", text.vi, text.en);
    if (!error.detail.empty()) fmt::print(stderr, "        ({}: {})\n", text.code, error.detail);
    return 1;
}
int usage(std::string_view text) {
    fmt::print(stderr, "{}\n", text);
    return 2;
}

}  // namespace motcua::cli
