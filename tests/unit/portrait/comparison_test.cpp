// Face comparison: what scores are worth, what is refused, and how often both networks are wrong on photographs of people
// (5 people x 10 of Labeled Faces in the Wild, where they are at hand: 225 pairs of one person, 1,000 of two).
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <iostream>
#include <sstream>

#include "shared/portrait/compare.hpp"
#include "tests/unit/portrait/environment.hpp"

using namespace motcua;

namespace {

using test::bytes_of;
using test::environment;

/// The networks with one that compares; none without MOTCUA_MODELS.
std::shared_ptr<const portrait::Models> networks(portrait::FaceModel model) {
    const std::string folder = environment("MOTCUA_MODELS") + "/";
    const auto detector = bytes_of(folder + "blazeface.onnx"), embedding = bytes_of(folder + std::string(portrait::facts(model).file));
    auto loaded = portrait::Models::load({.detector = detector, .embedding = embedding, .face_model = model});
    if (!loaded) BOOST_TEST_MESSAGE("skipped: no networks in MOTCUA_MODELS");
    return loaded ? *loaded : nullptr;
}

std::string code(const Error& error) { return std::string(describe(error.code).code); }

struct Scores {
    std::vector<double> genuine{}, impostor{};  ///< rising
};

std::string photograph(const std::string& person, int number) {
    std::ostringstream name;
    name << environment("MOTCUA_TEST_DATA") << "/face/lfw/" << person << '/' << person << '_' << std::setw(4) << std::setfill('0') << number << ".jpg";
    return bytes_of(name.str());
}

/// Every photograph against every other. Empty where the photographs are not.
Scores all_pairs(const portrait::Models& models) {
    std::vector<std::pair<std::string, portrait::Embedding>> faces;
    for (const std::string person : {"Ariel_Sharon", "Colin_Powell", "George_W_Bush", "Hugo_Chavez", "Tony_Blair"})
        for (int number = 1; number <= 10; ++number) {
            const auto bytes = photograph(person, number);
            if (bytes.empty()) return {};
            const auto embedding = portrait::embed(*picture::decode(bytes), models);
            BOOST_REQUIRE_MESSAGE(embedding.ok(), person << ' ' << number);
            faces.emplace_back(person, *embedding);
        }
    Scores out;
    for (std::size_t i = 0; i < faces.size(); ++i)
        for (std::size_t j = i + 1; j < faces.size(); ++j)
            (faces[i].first == faces[j].first ? out.genuine : out.impostor).push_back(portrait::compare(faces[i].second, faces[j].second)->score);
    std::sort(out.genuine.begin(), out.genuine.end());
    std::sort(out.impostor.begin(), out.impostor.end());
    return out;
}

using Sorted = std::vector<double>;
double passing(const Sorted& scores, double threshold) {  // share that reaches the threshold
    return static_cast<double>(scores.end() - std::lower_bound(scores.begin(), scores.end(), threshold)) / static_cast<double>(scores.size());
}
double false_match(const Scores& s, double threshold) { return passing(s.impostor, threshold); }
double false_non_match(const Scores& s, double threshold) { return 1 - passing(s.genuine, threshold); }

/// The lowest threshold (thousandths) at which at most this share of strangers passes.
double threshold_at(const Scores& s, double rate) {
    int t = -1000;
    while (t < 1000 && false_match(s, t / 1000.0) > rate) ++t;
    return t / 1000.0;
}

/// Where both errors are equal: the mean of them at the threshold at which they are nearest to one another.
double equal_error_rate(const Scores& s) {
    double best = 2, rate = 1;
    for (int t = -1000; t <= 1000; ++t)
        if (const double a = false_match(s, t / 1000.0), b = false_non_match(s, t / 1000.0); std::abs(a - b) < best) best = std::abs(a - b), rate = (a + b) / 2;
    return rate;
}

double percent(double share) { return std::round(share * 1e5) / 1e3; }

void report(const portrait::FaceModelFacts& about, const Scores& s) {
    std::ostringstream out;
    out << about.name << ": " << s.genuine.size() << " pairs of one person, " << s.impostor.size() << " of two; EER " << percent(equal_error_rate(s)) << " %";
    for (const double rate : {.01, .001}) {
        const double t = threshold_at(s, rate);
        out << "; at FMR " << percent(rate) << " % (score " << t << ") FNMR " << percent(false_non_match(s, t)) << " %";
    }
    out << "; at our threshold " << about.threshold << " FMR " << percent(false_match(s, about.threshold)) << " %, FNMR "
        << percent(false_non_match(s, about.threshold)) << " %; strangers reach " << s.impostor.back();
    std::cout << out.str() << std::endl;
}

portrait::Embedding invented(portrait::FaceModel model, float step) {
    portrait::Embedding out{.model = model, .numbers = std::vector<float>(portrait::facts(model).numbers)};
    float norm = 0;
    for (std::size_t i = 0; i < out.numbers.size(); ++i) out.numbers[i] = std::sin(step * static_cast<float>(i + 1)), norm += out.numbers[i] * out.numbers[i];
    for (float& v : out.numbers) v /= std::sqrt(norm);
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(portrait_comparison)

BOOST_AUTO_TEST_CASE(a_template_says_which_network_made_it) {
    for (const auto& about : portrait::all_face_models()) {
        const auto embedding = invented(about.model, .7f);
        const auto bytes = portrait::serialise(embedding);
        BOOST_TEST(bytes.size() == 8 + 4 * about.numbers);
        const auto back = portrait::parse_embedding(bytes);
        BOOST_REQUIRE(back.ok());
        BOOST_TEST((*back == embedding));
    }
}

BOOST_AUTO_TEST_CASE(templates_stored_before_they_had_a_head_are_mobilefacenets) {
    const auto embedding = invented(portrait::FaceModel::mobilefacenet, .3f);
    const auto back = portrait::parse_embedding(portrait::serialise(embedding).substr(8));
    BOOST_REQUIRE(back.ok());
    BOOST_TEST((*back == embedding));
}

BOOST_AUTO_TEST_CASE(a_damaged_template_is_refused_by_name) {
    const auto whole = portrait::serialise(invented(portrait::FaceModel::faceapi, .7f));
    auto with = [&](std::size_t at, char byte) { auto out = whole; out[at] = byte; return out; };
    const std::string not_finite = whole.substr(0, 8) + std::string("\0\0\xc0\x7f", 4) + whole.substr(12);
    for (const auto& bytes : {std::string(), std::string("short"), whole.substr(0, 7), whole.substr(0, whole.size() - 1), whole + "x", with(0, 'X'), with(3, 2),
                              with(4, 0), with(4, 1), with(4, 77), with(7, 1), not_finite, std::string(768, '\xff')}) {
        const auto back = portrait::parse_embedding(bytes);
        BOOST_REQUIRE(!back.ok());
        BOOST_TEST(code(back.error()) == "portrait.template");
    }
}

BOOST_AUTO_TEST_CASE(numbers_of_different_networks_are_never_compared) {
    const auto a = invented(portrait::FaceModel::mobilefacenet, .7f), b = invented(portrait::FaceModel::faceapi, .7f);
    const auto compared = portrait::compare(a, b);
    BOOST_REQUIRE(!compared.ok());
    BOOST_TEST(code(compared.error()) == "portrait.other_model");
    BOOST_TEST(compared.error().detail == "mobilefacenet, faceapi");
    auto longer = a;
    longer.numbers.push_back(0);
    BOOST_TEST(code(portrait::compare(a, longer).error()) == "portrait.template");
}

BOOST_AUTO_TEST_CASE(a_score_has_a_known_value_on_invented_numbers) {
    portrait::Embedding a{.model = portrait::FaceModel::mobilefacenet, .numbers = std::vector<float>(192)}, b = a;
    a.numbers[0] = 1, b.numbers[0] = .6f, b.numbers[1] = .8f;
    BOOST_TEST(portrait::compare(a, b)->score == .6);
    portrait::Embedding c{.model = portrait::FaceModel::faceapi, .numbers = std::vector<float>(128)}, d = c;
    c.numbers[0] = .3f, d.numbers[1] = .4f;
    BOOST_TEST(portrait::compare(c, d)->score == .5);
    BOOST_TEST(portrait::compare(c, c)->score == 1);
}

BOOST_AUTO_TEST_CASE(the_calibration_falls_and_never_promises_nought) {
    for (const auto& about : portrait::all_face_models()) {
        BOOST_TEST_CONTEXT(about.name) {
            BOOST_TEST((portrait::parse_face_model(about.name) == about.model));
            for (std::size_t i = 1; i < about.calibration.size(); ++i) {
                BOOST_TEST(about.calibration[i - 1].score < about.calibration[i].score);
                BOOST_TEST(about.calibration[i - 1].false_match_rate >= about.calibration[i].false_match_rate);
                BOOST_TEST(about.calibration[i - 1].false_non_match_rate <= about.calibration[i].false_non_match_rate);
            }
            BOOST_TEST(portrait::false_match_rate(about.model, -1) == 1);
            BOOST_TEST(portrait::false_match_rate(about.model, 1) == about.calibration.back().false_match_rate);
            BOOST_TEST(about.calibration.back().false_match_rate > 0);
            BOOST_TEST(portrait::false_match_rate(about.model, about.threshold) <= .003);
        }
    }
    BOOST_TEST(!portrait::parse_face_model("eigenfaces"));
}

BOOST_AUTO_TEST_CASE(both_networks_tell_photographs_of_people_apart) {
    for (const auto& about : portrait::all_face_models()) {
        const auto models = networks(about.model);
        if (!models) return;
        const Scores scores = all_pairs(*models);
        if (scores.genuine.empty()) { BOOST_TEST_MESSAGE("skipped: no face/lfw in MOTCUA_TEST_DATA"); return; }
        BOOST_TEST(scores.genuine.size() == 225u);
        BOOST_TEST(scores.impostor.size() == 1000u);
        report(about, scores);
        if (const char* table = std::getenv("MOTCUA_TABLE"); table)
            for (double t = -.2; t < .9; t += .02) std::cout << t << ' ' << false_match(scores, t) << ' ' << false_non_match(scores, t) << '\n';
        BOOST_TEST(equal_error_rate(scores) <= (about.model == portrait::FaceModel::mobilefacenet ? .015 : .03));
    }
}

BOOST_AUTO_TEST_SUITE_END()
