// motcua check finger IMAGE, motcua check fingers A B: quality of a print, and comparison of two prints or templates.
#include <charconv>

#include "server/cli/check.hpp"
#include "server/cli/check_tools.hpp"
#include "shared/finger/judge.hpp"
#include "shared/finger/match.hpp"
#include "shared/finger/template.hpp"
#include "shared/picture/picture.hpp"

namespace motcua {
namespace {

/// The resolution asked for, or the file's own where it is a scanner's, or 500: many devices write 72 or nothing.
int resolution(const check::Options& options, const std::string& bytes) {
    const std::string_view asked = options.get("--ppi");
    int ppi = 0;
    if (std::from_chars(asked.data(), asked.data() + asked.size(), ppi).ec == std::errc{} && !asked.empty()) return ppi;
    const auto info = picture::inspect(bytes);
    return info.ok() && info->dpi >= 250 && info->dpi <= 1200 ? info->dpi : finger::standard_ppi;
}

Result<finger::GreyImage> read_image(const check::Options& options, const std::string& bytes) {
    MOTCUA_TRY(grey, picture::decode(bytes, picture::Colour::grey));
    return finger::GreyImage{.width = grey.width, .height = grey.height, .ppi = resolution(options, bytes), .pixels = std::move(grey.pixels)};
}

/// A template record as it is, or the template of a picture.
Result<finger::Template> read_print(const check::Options& options, std::string_view file, std::istream& in) {
    const auto bytes = check::read_input(file, in);
    if (!bytes) return Error{.code = ErrorCode::request_not_found, .field = std::string(file)};
    if (bytes->starts_with("FMR") || bytes->starts_with("MFT1"))
        return finger::read_template(std::span(reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size()));
    MOTCUA_TRY(image, read_image(options, *bytes));
    return finger::extract(image);
}

int refuse(std::ostream& out, const Error& error) {
    return check::answer(out, {{"valid", false}, {"errors", check::Out::array({check::to_json(error)})}}, false);
}

}  // namespace

int check_finger(std::span<const std::string_view> args, std::istream& in, std::ostream& out, std::ostream& err) {
    const check::Options options = check::read_options(args, {"--ppi", "--position"});
    const auto position = options.has("--position") ? finger::parse_position(options.get("--position")) : finger::Position::unknown;
    if (options.plain.size() != 1 || !options.wrong.empty() || !position)
        return check::usage(err, "finger IMAGE|- [--ppi N] [--position right_thumb…]", options.wrong);
    const auto bytes = check::read_input(options.plain[0], in);
    if (!bytes) return check::usage(err, "finger IMAGE|- [--ppi N]", options.plain[0]);
    const auto image = read_image(options, *bytes);
    if (!image.ok()) return refuse(out, image.error());
    const finger::Verdict verdict = finger::judge(*image, *position);
    return check::answer(out, check::Out::parse(finger::to_json(verdict)), verdict.valid);
}

int check_fingers(std::span<const std::string_view> args, std::istream& in, std::ostream& out, std::ostream& err) {
    const check::Options options = check::read_options(args, {"--ppi"});
    if (options.plain.size() != 2 || !options.wrong.empty()) return check::usage(err, "fingers A B [--ppi N]", options.wrong);
    const auto a = read_print(options, options.plain[0], in);
    if (!a.ok()) return refuse(out, a.error());
    const auto b = read_print(options, options.plain[1], in);
    if (!b.ok()) return refuse(out, b.error());
    const finger::Comparison found = finger::compare(*a, *b);
    const bool match = found.score >= finger::decision_threshold();
    return check::answer(out,
                         {{"match", match}, {"score", found.score}, {"threshold", finger::decision_threshold()},
                          {"falseMatchPpm", finger::false_match_ppm(found.score)}, {"pairs", found.pairs.size()},
                          {"minutiae", {a->minutiae.size(), b->minutiae.size()}}},
                         match);
}

}  // namespace motcua
