// motcua check fingers A B [A2 B2 …]: two prints or templates compared; several fingers of two people, finger by finger and fused.
#include "server/cli/check.hpp"
#include "server/cli/check_tools.hpp"
#include "server/cli/finger_input.hpp"
#include "shared/finger/fusion.hpp"
#include "shared/finger/match.hpp"

namespace motcua {
namespace {

struct Compared {
    finger::Comparison comparison{};
    finger::Template a{}, b{};
};

Result<Compared> compare_files(const check::Options& options, std::string_view first, std::string_view second, std::istream& in) {
    MOTCUA_TRY(a, check::read_template_or_picture(options, first, in));
    MOTCUA_TRY(b, check::read_template_or_picture(options, second, in));
    if (!finger::comparable(a) || !finger::comparable(b)) return ErrorCode::finger_unusable;
    return Compared{.comparison = finger::compare(a, b), .a = std::move(a), .b = std::move(b)};
}

check::Out to_json(const Compared& found) {
    const int score = found.comparison.score, threshold = finger::decision_threshold();
    return {{"match", score >= threshold}, {"score", score}, {"threshold", threshold}, {"falseMatchPpm", finger::false_match_ppm(score)},
            {"pairs", found.comparison.pairs.size()}, {"minutiae", {found.a.minutiae.size(), found.b.minutiae.size()}}};
}

/// One finger twice would count as two that agree.
bool repeated(const std::vector<Compared>& all) {
    const auto same = [](const finger::Template& a, const finger::Template& b) { return a.minutiae == b.minutiae; };
    for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t j = i + 1; j < all.size(); ++j)
            if (same(all[i].a, all[j].a) || same(all[i].b, all[j].b) || same(all[i].a, all[j].b) || same(all[i].b, all[j].a)) return true;
    return false;
}

int answer_fused(const std::vector<Compared>& all, std::ostream& out) {
    std::vector<int> scores;
    check::Out list = check::Out::array();
    for (const Compared& one : all) scores.push_back(one.comparison.score), list.push_back(to_json(one));
    const auto fused = finger::fuse(scores);
    return check::answer(out, {{"match", fused.match}, {"weight", fused.weight}, {"falseMatchPpb", fused.false_match_ppb}, {"fingers", std::move(list)}}, fused.match);
}

}  // namespace

int check_fingers(std::span<const std::string_view> args, std::istream& in, std::ostream& out, std::ostream& err) {
    const check::Options options = check::read_options(args, {"--ppi"});
    const std::size_t files = options.plain.size();
    if (files < 2 || files % 2 != 0 || files / 2 > finger::most_fused || !options.wrong.empty()) return check::usage(err, "fingers", options.wrong);
    std::vector<Compared> all;
    for (std::size_t i = 0; i < files; i += 2) {
        auto found = compare_files(options, options.plain[i], options.plain[i + 1], in);
        if (!found.ok()) return check::refuse(out, found.error());
        all.push_back(*std::move(found));
    }
    if (repeated(all)) return check::usage(err, "fingers", "the same finger twice");
    if (all.size() > 1) return answer_fused(all, out);
    return check::answer(out, to_json(all.front()), all.front().comparison.score >= finger::decision_threshold());
}

}  // namespace motcua
