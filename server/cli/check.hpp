// motcua check …: the rules and measures as a command. Answers in JSON on `out`; exit 0 valid, 1 not valid, 2 usage.
// The same code is build/wasm/motcua-check.js.
#pragma once

#include <istream>
#include <ostream>
#include <span>
#include <string_view>

namespace motcua {

/// A subcommand of check: `args` are what follows its name.
using CheckCommand = int (*)(std::span<const std::string_view> args, std::istream& in, std::ostream& out, std::ostream& err);

/// A row of the dispatcher's table (check.cpp). To add one: declare the function below, define it in
/// server/cli/check_<name>.cpp, add the row in check.cpp and the source in server/cli/check.cmake.
struct CheckRow {
    std::string_view name;
    std::string_view usage;
    CheckCommand run;
};
[[nodiscard]] std::span<const CheckRow> check_table();

/// Runs `check ARGS…` on given streams. cli::run_check (commands.hpp) does so on the process's.
[[nodiscard]] int run_check(std::span<const std::string_view> args, std::istream& in, std::ostream& out, std::ostream& err);

/// motcua extract finger FILE|- -o TEMPLATE: the template of a print, written to a file; JSON about it on `out`.
[[nodiscard]] int run_extract(std::span<const std::string_view> args, std::istream& in, std::ostream& out, std::ostream& err);

int check_mrz(std::span<const std::string_view>, std::istream&, std::ostream&, std::ostream&);
int check_phone(std::span<const std::string_view>, std::istream&, std::ostream&, std::ostream&);
int check_name(std::span<const std::string_view>, std::istream&, std::ostream&, std::ostream&);
int check_names(std::span<const std::string_view>, std::istream&, std::ostream&, std::ostream&);
int check_deadline(std::span<const std::string_view>, std::istream&, std::ostream&, std::ostream&);
int check_eligibility(std::span<const std::string_view>, std::istream&, std::ostream&, std::ostream&);
int check_form(std::span<const std::string_view>, std::istream&, std::ostream&, std::ostream&);
int check_passport(std::span<const std::string_view>, std::istream&, std::ostream&, std::ostream&);
int check_portrait(std::span<const std::string_view>, std::istream&, std::ostream&, std::ostream&);
int check_faces(std::span<const std::string_view>, std::istream&, std::ostream&, std::ostream&);
int check_schema(std::span<const std::string_view>, std::istream&, std::ostream&, std::ostream&);
int check_finger(std::span<const std::string_view>, std::istream&, std::ostream&, std::ostream&);
int check_fingers(std::span<const std::string_view>, std::istream&, std::ostream&, std::ostream&);
/// Reads lines {"args":["form","-"],"input":TEXT}, answers each with a line {"exit","out"}: many cases in one process.
int check_batch(std::span<const std::string_view>, std::istream&, std::ostream&, std::ostream&);

}  // namespace motcua
