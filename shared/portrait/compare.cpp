#include "shared/portrait/compare.hpp"

#include <cmath>

namespace motcua::portrait {
namespace {

double cosine(const std::vector<float>& a, const std::vector<float>& b) {  // both of length 1
    double dot = 0;
    for (std::size_t i = 0; i < a.size(); ++i) dot += static_cast<double>(a[i]) * b[i];
    return dot;
}

double distance(const std::vector<float>& a, const std::vector<float>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += (static_cast<double>(a[i]) - b[i]) * (static_cast<double>(a[i]) - b[i]);
    return std::sqrt(sum);
}

/// Three decimals: floats differ in the last bits between builds, verdicts must not.
double rounded(double score) { return std::floor(score * 1000 + 0.5) / 1000; }

}  // namespace

Result<Comparison> compare(const Embedding& a, const Embedding& b) {
    if (a.model != b.model)
        return Error{.code = ErrorCode::portrait_other_model, .detail = std::string(facts(a.model).name) + ", " + std::string(facts(b.model).name)};
    if (a.numbers.size() != b.numbers.size()) return Error{.code = ErrorCode::portrait_template, .detail = "numbers"};
    const double score =
        a.model == FaceModel::faceapi ? 1 - distance(a.numbers, b.numbers) : cosine(a.numbers, b.numbers);
    Comparison out{.model = a.model, .score = rounded(score), .threshold = facts(a.model).threshold};
    out.false_match_rate = false_match_rate(a.model, out.score);
    out.match = out.score >= out.threshold;
    return out;
}

Result<Comparison> compare(const picture::Picture& a, const picture::Picture& b, const Models& models) {
    MOTCUA_TRY(first, embed(a, models));
    MOTCUA_TRY(second, embed(b, models));
    return compare(first, second);
}

}  // namespace motcua::portrait
