// motcua check portrait: the verdict on a portrait picture; motcua check faces: do two pictures show one person?
#include "server/cli/check.hpp"
#include "server/cli/check_tools.hpp"
#include "server/cli/model_folder.hpp"
#include "shared/portrait/compare.hpp"
#include "shared/portrait/judge.hpp"

namespace motcua {
namespace {

constexpr std::string_view portrait_usage = "portrait IMAGE [--policy vn|icao] [--on D] [--models DIR]", faces_usage = "faces IMAGE IMAGE [--models DIR]";

int failed(std::ostream& out, const Error& error) {
    return check::answer(out, {{"valid", false}, {"errors", check::Out::array({check::to_json(error)})}}, false);
}

Result<std::shared_ptr<const portrait::Models>> models(const check::Options& options) {
    return cli::load_models(options.has("--models") ? std::string(options.get("--models")) : cli::default_model_folder());
}

Result<picture::Picture> read_picture(std::string_view file, std::istream& in) {
    const auto bytes = check::read_input(file, in);
    if (!bytes) return Error{.code = ErrorCode::picture_format, .detail = std::string(file)};
    return picture::decode(*bytes);
}

}  // namespace

int check_portrait(std::span<const std::string_view> args, std::istream& in, std::ostream& out, std::ostream& err) {
    check::Options options = check::read_options(args, {"--models", "--policy", "--on"});
    const auto on = check::date_option(options, "--on", check::today());
    const auto policy = on ? portrait::find_policy(options.has("--policy") ? options.get("--policy") : "vn", *on) : std::nullopt;
    if (on && !policy) options.wrong = "--policy";
    if (!options.wrong.empty() || options.plain.size() != 1) return check::usage(err, portrait_usage, options.wrong);
    const auto networks = models(options);
    if (!networks) return failed(out, networks.error());
    const auto picture = read_picture(options.plain[0], in);
    if (!picture) return failed(out, picture.error());
    const portrait::Verdict verdict = portrait::judge(*picture, **networks, *policy);
    out << portrait::to_json(verdict) << '\n';
    return verdict.valid ? check::exit_valid : check::exit_not_valid;
}

int check_faces(std::span<const std::string_view> args, std::istream& in, std::ostream& out, std::ostream& err) {
    const check::Options options = check::read_options(args, {"--models"});
    if (!options.wrong.empty() || options.plain.size() != 2) return check::usage(err, faces_usage, options.wrong);
    const auto networks = models(options);
    if (!networks) return failed(out, networks.error());
    const auto a = read_picture(options.plain[0], in), b = read_picture(options.plain[1], in);
    if (!a || !b) return failed(out, a ? b.error() : a.error());
    const auto result = portrait::compare(*a, *b, **networks);
    if (!result) return failed(out, result.error());
    const check::Out json{{"score", result->score}, {"threshold", result->threshold}, {"match", result->match}};
    return check::answer(out, json, result->match);
}

}  // namespace motcua
