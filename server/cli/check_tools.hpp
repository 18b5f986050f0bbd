// What the subcommands of check share: options, input, the rulebook, JSON for errors.
#pragma once

#include <functional>
#include <istream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/date.hpp"
#include "shared/base/result.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::check {

/// Members in the order they are written.
using Out = nlohmann::ordered_json;

inline constexpr int exit_valid = 0, exit_not_valid = 1, exit_usage = 2;

struct Options {
    std::map<std::string_view, std::string_view> named{};  ///< "--received" -> "2026-11-24"; flags -> ""
    std::vector<std::string_view> plain{};
    std::string wrong{};  ///< first argument that is not understood
    [[nodiscard]] bool has(std::string_view name) const { return named.contains(name); }
    [[nodiscard]] std::string_view get(std::string_view name) const;
};
/// Names with a value and flags; everything after "--" is plain.
[[nodiscard]] Options read_options(std::span<const std::string_view> args, std::initializer_list<std::string_view> with_value,
                                   std::initializer_list<std::string_view> flags = {});

/// A date option: absent gives `otherwise`; one that is no date is remembered in `options.wrong`.
[[nodiscard]] std::optional<Date> date_option(Options& options, std::string_view name, std::optional<Date> otherwise = std::nullopt);
/// Today in Vietnam.
[[nodiscard]] Date today();

/// The text of a file, or of `in` for "-"; nothing when it cannot be read. At most 16 MiB: more is cut, and so refused.
[[nodiscard]] std::optional<std::string> read_input(std::string_view file, std::istream& in);

/// The rules that this program was built with.
[[nodiscard]] const rules::Rulebook& rulebook();

/// {"field"?,"code","message":{"vi","en"},"detail"?}
[[nodiscard]] Out to_json(const Error& error);
[[nodiscard]] Out to_json(const std::vector<Error>& errors);
/// Writes the answer as one line.
int answer(std::ostream& out, const Out& value, bool valid);
/// {"valid": false, "errors": [the error]}, exit status 1.
int refuse(std::ostream& out, const Error& error);
/// What was not understood, and how the command is used (check_table); exit status 2.
int usage(std::ostream& err, std::string_view command, std::string_view wrong = {});

}  // namespace motcua::check
