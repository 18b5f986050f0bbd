// motcua check portrait: the verdict on a portrait picture; motcua check faces: do two pictures show one person?
#include <fstream>

#include "server/cli/check.hpp"
#include "server/cli/check_tools.hpp"
#include "server/cli/model_folder.hpp"
#include "server/models/folder.hpp"
#include "shared/portrait/compare.hpp"
#include "shared/portrait/judge.hpp"
#include "shared/portrait/official.hpp"

namespace motcua {
namespace {

std::string folder(const check::Options& options) {
    return options.has("--models") ? std::string(options.get("--models")) : cli::default_model_folder();
}

Result<picture::Picture> read_picture(std::string_view file, std::istream& in) {
    const auto bytes = check::read_input(file, in);
    if (!bytes) return Error{.code = ErrorCode::picture_format, .detail = std::string(file)};
    return picture::decode(*bytes);
}

/// The official picture, as the browser would send it. Where there is none (nobody, several, too far) the verdict says why.
bool write(const std::string& file, const std::string& jpeg) {
    if (jpeg.empty()) return true;
    std::ofstream stream(file, std::ios::binary);
    stream.write(jpeg.data(), static_cast<std::streamsize>(jpeg.size())).flush();
    return stream.good();
}

/// falseMatchRate: of strangers at most this share reaches the score.
check::Out to_json(const portrait::Comparison& c) {
    const auto& about = portrait::facts(c.model);
    return {{"score", c.score}, {"threshold", c.threshold}, {"match", c.match},
            {"model", about.name}, {"measure", about.measure}, {"falseMatchRate", c.false_match_rate}};
}

}  // namespace

int check_portrait(std::span<const std::string_view> args, std::istream& in, std::ostream& out, std::ostream& err) {
    check::Options options = check::read_options(args, {"--models", "--policy", "--on", "--cut"});
    const auto on = check::date_option(options, "--on", check::today());
    const auto policy = on ? portrait::find_policy(options.has("--policy") ? options.get("--policy") : "vn", *on) : std::nullopt;
    if (on && !policy) options.wrong = "--policy";
    if (!options.wrong.empty() || options.plain.size() != 1) return check::usage(err, "portrait", options.wrong);
    const auto networks = models::load(folder(options));
    if (!networks) return check::refuse(out, networks.error());
    const auto picture = read_picture(options.plain[0], in);
    if (!picture) return check::refuse(out, picture.error());
    const auto official = options.has("--cut") ? portrait::make_official(*picture, **networks, *policy)
                                               : portrait::judge_as_it_is(*picture, **networks, *policy);
    if (!official) return check::refuse(out, official.error());
    const std::string file(options.get("--cut"));
    if (!write(file, official->jpeg)) return check::usage(err, "portrait", "--cut " + file);
    out << portrait::to_json(official->verdict) << '\n';
    return official->verdict.valid ? check::exit_valid : check::exit_not_valid;
}

int check_faces(std::span<const std::string_view> args, std::istream& in, std::ostream& out, std::ostream& err) {
    check::Options options = check::read_options(args, {"--models", "--model"});
    const auto model = options.has("--model") ? portrait::parse_face_model(options.get("--model")) : portrait::default_face_model;
    if (!model) options.wrong = "--model";
    if (!options.wrong.empty() || options.plain.size() != 2) return check::usage(err, "faces", options.wrong);
    const auto networks = models::load(folder(options), *model);
    if (!networks) return check::refuse(out, networks.error());
    const auto a = read_picture(options.plain[0], in), b = read_picture(options.plain[1], in);
    if (!a || !b) return check::refuse(out, a ? b.error() : a.error());
    const auto result = portrait::compare(*a, *b, **networks);
    if (!result) return check::refuse(out, result.error());
    return check::answer(out, to_json(*result), result->match);
}

}  // namespace motcua
