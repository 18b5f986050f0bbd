// motcua extract finger FILE -o TEMPLATE: the template of a picture, or another form of a template.
#include <fstream>
#include <iostream>

#include "server/cli/check.hpp"
#include "server/cli/commands.hpp"
#include "server/cli/finger_input.hpp"
#include "shared/finger/template.hpp"

namespace motcua {
namespace {

constexpr std::string_view usage_text = "extract finger FILE|- -o TEMPLATE [--form iso|compact] [--ppi N]";

int usage(std::ostream& err, std::string_view wrong = {}) {
    err << "motcua " << usage_text << '\n';
    if (!wrong.empty()) err << "? " << wrong << '\n';
    return check::exit_usage;
}

bool write_file(std::string_view path, const finger::Bytes& bytes) {
    std::ofstream file{std::string(path), std::ios::binary};
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return static_cast<bool>(file.flush());
}

}  // namespace

int run_extract(std::span<const std::string_view> args, std::istream& in, std::ostream& out, std::ostream& err) {
    std::vector<std::string_view> words(args.begin(), args.end());
    for (auto& word : words)
        if (word == "-o") word = "--out";
    const check::Options options = check::read_options(words, {"--out", "--form", "--ppi"});
    const std::string_view form = options.has("--form") ? options.get("--form") : "iso";
    const bool understood = options.plain.size() == 2 && options.plain[0] == "finger" && options.has("--out") && (form == "iso" || form == "compact");
    if (!understood || !options.wrong.empty()) return usage(err, options.wrong);
    const auto finger = check::read_template_or_picture(options, options.plain[1], in);
    if (!finger.ok()) return check::refuse(out, finger.error());
    const finger::Bytes record = form == "iso" ? finger::write_iso(*finger) : finger::write_compact(*finger);
    if (!write_file(options.get("--out"), record)) return check::refuse(out, Error{.code = ErrorCode::file_unusable, .field = std::string(options.get("--out"))});
    return check::answer(out,
                         {{"valid", true}, {"form", form}, {"bytes", record.size()}, {"minutiae", finger->minutiae.size()},
                          {"width", finger->width}, {"height", finger->height}},
                         true);
}

int cli::run_extract(Arguments args) { return motcua::run_extract(args, std::cin, std::cout, std::cerr); }

}  // namespace motcua
