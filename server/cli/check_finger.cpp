// motcua check finger IMAGE, motcua check fingers A B: quality of a print, and comparison of two prints or templates.
#include "server/cli/check.hpp"
#include "server/cli/check_tools.hpp"
#include "server/cli/finger_input.hpp"
#include "shared/finger/judge.hpp"
#include "shared/finger/match.hpp"

namespace motcua {
namespace {

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
    const auto image = check::read_finger_image(options, *bytes);
    if (!image.ok()) return refuse(out, image.error());
    const finger::Verdict verdict = finger::judge(*image, *position);
    return check::answer(out, check::Out::parse(finger::to_json(verdict)), verdict.valid);
}

int check_fingers(std::span<const std::string_view> args, std::istream& in, std::ostream& out, std::ostream& err) {
    const check::Options options = check::read_options(args, {"--ppi"});
    if (options.plain.size() != 2 || !options.wrong.empty()) return check::usage(err, "fingers A B [--ppi N]", options.wrong);
    const auto a = check::read_template_or_picture(options, options.plain[0], in);
    if (!a.ok()) return refuse(out, a.error());
    const auto b = check::read_template_or_picture(options, options.plain[1], in);
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
