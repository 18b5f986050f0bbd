// "--name value" and "--flag" on a command line, with the rest in order.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.hpp"

namespace motcua::cli {

struct Options {
    std::map<std::string, std::string, std::less<>> named;  ///< "--port 8080" -> {"port", "8080"}; flags have ""
    std::vector<std::string> rest;
    [[nodiscard]] std::string text(std::string_view name, std::string_view otherwise = {}) const;
    [[nodiscard]] bool has(std::string_view name) const { return named.find(name) != named.end(); }
    /// A whole number >= 0, or `otherwise` when absent; nullopt when not a number.
    [[nodiscard]] std::optional<long> number(std::string_view name, long otherwise) const;
};

/// Reads args. Options not in `valued` or `flags` are errors (cli_usage, detail names it).
[[nodiscard]] Result<Options> read_options(std::span<const std::string_view> args, std::span<const std::string_view> valued,
                                           std::span<const std::string_view> flags);
/// The same folder, neither made nor changed.
[[nodiscard]] std::string data_path(const Options& options);
/// --data DIR, else $XDG_DATA_HOME/motcua, else ~/.local/share/motcua. Made (0700) when missing. Errors: cli_data_dir.
[[nodiscard]] Result<std::string> data_dir(const Options& options);
/// --share DIR, else ../share/motcua beside the running program.
[[nodiscard]] std::string share_dir(const Options& options);
/// Prints an error's Vietnamese and English text with its detail on stderr; gives 1.
int complain(const Error& error);
int usage(std::string_view text);

}  // namespace motcua::cli
