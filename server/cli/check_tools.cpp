#include "server/cli/check_tools.hpp"

#include "server/cli/check.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>

#include "shared/i18n/text.hpp"

namespace motcua::check {
namespace {

constexpr std::size_t most_input = 16 * 1024 * 1024;

bool lists(std::initializer_list<std::string_view> names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string read_all(std::istream& in) {
    std::string text;
    for (char chunk[16384]; text.size() < most_input && in.read(chunk, sizeof chunk).gcount() > 0;)
        text.append(chunk, static_cast<std::size_t>(in.gcount()));
    return text;
}

}  // namespace

std::string_view Options::get(std::string_view name) const {
    const auto found = named.find(name);
    return found == named.end() ? std::string_view() : found->second;
}

Options read_options(std::span<const std::string_view> args, std::initializer_list<std::string_view> with_value,
                     std::initializer_list<std::string_view> flags) {
    Options options;
    bool all_plain = false;
    for (std::size_t i = 0; i < args.size(); ++i) {
        const std::string_view arg = args[i];
        if (all_plain || !arg.starts_with("--")) options.plain.push_back(arg);
        else if (arg == "--") all_plain = true;
        else if (lists(flags, arg) && !options.has(arg)) options.named[arg] = "";
        else if (lists(with_value, arg) && i + 1 < args.size() && !options.has(arg)) options.named[arg] = args[++i];
        else options.wrong = std::string(arg);
        if (!options.wrong.empty()) break;
    }
    return options;
}

std::optional<Date> date_option(Options& options, std::string_view name, std::optional<Date> otherwise) {
    if (!options.has(name)) return otherwise;
    const auto date = parse_date(options.get(name));
    if (date) return *date;
    options.wrong = std::string(name) + " " + std::string(options.get(name));
    return std::nullopt;
}

Date today() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return date_in_vietnam(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
}

std::optional<std::string> read_input(std::string_view file, std::istream& in) {
    if (file == "-") return read_all(in);
    std::ifstream stream{std::string(file), std::ios::binary};
    // a folder opens but cannot be read
    if (file.empty() || !stream || (stream.peek(), stream.bad())) return std::nullopt;
    stream.clear();
    return read_all(stream);
}

const rules::Rulebook& rulebook() {
    static const rules::Rulebook book = [] {
        auto parsed = rules::parse_rulebook(rules::embedded_bundle());
        // the build packed it and the unit test reads it: a broken one never ships
        if (!parsed) std::abort();
        return *std::move(parsed);
    }();
    return book;
}

Out to_json(const Error& error) {
    Out out;
    if (!error.field.empty()) out["field"] = error.field;
    out["code"] = describe(error.code).code;
    out["message"] = {{"vi", i18n::error_text(error, "vi")}, {"en", i18n::error_text(error, "en")}};
    if (!error.detail.empty()) out["detail"] = error.detail;
    return out;
}

Out to_json(const std::vector<Error>& errors) {
    Out out = Out::array();
    for (const Error& error : errors) out.push_back(to_json(error));
    return out;
}

int answer(std::ostream& out, const Out& value, bool valid) {
    out << value.dump(-1, ' ', false, Out::error_handler_t::replace) << '\n';
    return valid ? exit_valid : exit_not_valid;
}

int refuse(std::ostream& out, const Error& error) { return answer(out, {{"valid", false}, {"errors", Out::array({to_json(error)})}}, false); }

int usage(std::ostream& err, std::string_view command, std::string_view wrong) {
    if (!wrong.empty()) err << "motcua check: not understood: " << wrong << '\n';
    for (const CheckRow& row : check_table())
        if (row.name == command) err << "usage: motcua check " << row.usage << '\n';
    return exit_usage;
}

}  // namespace motcua::check
