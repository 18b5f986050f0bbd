// The 0-100 mappings against the table that BSI OFIQ publishes with its own test images.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>
#include <sstream>

#include "shared/portrait/measures/measures.hpp"
#include "tests/unit/portrait/environment.hpp"

using namespace motcua::portrait;
namespace score = measures::score;

namespace {

std::vector<std::string> cells(const std::string& line) {
    std::vector<std::string> out;
    std::stringstream in(line);
    for (std::string cell; std::getline(in, cell, ';');) out.push_back(cell);
    return out;
}

using Mapping = int (*)(double);
const std::map<std::string, Mapping>& mappings() {
    static const std::map<std::string, Mapping> all{{"BackgroundUniformity", score::background_uniformity},
                                                    {"IlluminationUniformity", score::illumination},
                                                    {"LuminanceMean", score::luminance_mean},
                                                    {"LuminanceVariance", score::luminance_variance},
                                                    {"UnderExposurePrevention", score::under_exposure},
                                                    {"OverExposurePrevention", score::over_exposure},
                                                    {"DynamicRange", score::dynamic_range},
                                                    {"NaturalColour", score::natural_colour},
                                                    {"SingleFacePresent", score::single_face},
                                                    {"InterEyeDistance", score::eye_distance},
                                                    {"HeadSize", score::head_size},
                                                    {"LeftwardCropOfTheFaceImage", score::crop},
                                                    {"RightwardCropOfTheFaceImage", score::crop},
                                                    {"MarginAboveOfTheFaceImage", score::margin_above},
                                                    {"MarginBelowOfTheFaceImage", score::margin_below},
                                                    {"HeadPoseYaw", score::pose},
                                                    {"HeadPosePitch", score::pose},
                                                    {"EyesOpen", score::eyes_open},
                                                    {"MouthClosed", score::mouth_closed},
                                                    {"EyesVisible", score::visible},
                                                    {"MouthOcclusionPrevention", score::visible},
                                                    {"FaceOcclusionPrevention", score::visible},
                                                    {"NoHeadCoverings", score::head_covering},
                                                    {"HeadPoseRoll", score::pose}};
    return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(portrait_mappings)

BOOST_AUTO_TEST_CASE(scores_are_those_of_the_published_table) {
    std::istringstream in(motcua::test::bytes_of(motcua::test::environment("MOTCUA_TEST_DATA") + "/ofiq/expected_results.csv"));
    if (in.str().empty()) {
        BOOST_TEST_MESSAGE("skipped: no ofiq/expected_results.csv in MOTCUA_TEST_DATA");
        return;
    }
    std::string line;
    std::getline(in, line);
    const auto names = cells(line);
    int compared = 0;
    while (std::getline(in, line)) {
        const auto row = cells(line);
        for (std::size_t i = 1; i < names.size() && i < row.size(); ++i) {
            const auto mapping = mappings().find(names[i]);
            const auto scalar = std::find(names.begin(), names.end(), names[i] + ".scalar");
            if (mapping == mappings().end() || scalar == names.end() || row[i].empty()) continue;
            const int expected = std::atoi(row[static_cast<std::size_t>(scalar - names.begin())].c_str());
            if (expected < 0) continue;  // failure to assess
            ++compared;
            BOOST_TEST_CONTEXT(row[0] << ' ' << names[i] << " = " << row[i]) {
                BOOST_TEST(std::abs(mapping->second(std::strtod(row[i].c_str(), nullptr)) - expected) <= 1);
            }
        }
    }
    BOOST_TEST_MESSAGE(compared << " pairs compared");
    BOOST_TEST(compared > 100);
}

BOOST_AUTO_TEST_CASE(our_own_table_holds_without_the_data) {
    BOOST_TEST(score::eye_distance(70) == 50);
    BOOST_TEST(score::head_size(0.45) == 100);
    BOOST_TEST(score::luminance_mean(0.2) == 50);
    BOOST_TEST(score::under_exposure(0) == 100);
    BOOST_TEST(score::over_exposure(0.01) == 50);
    BOOST_TEST(score::dynamic_range(8) == 100);
    BOOST_TEST(score::illumination(1) == 100);
    BOOST_TEST(score::illumination(0) == 0);
    BOOST_TEST(score::pose(0) == 100);
    BOOST_TEST(score::pose(45) == 50);
    BOOST_TEST(score::pose(120) == 0);
    BOOST_TEST(score::natural_colour(0) == 100);
    BOOST_TEST(score::single_face(1) == 0);
    BOOST_TEST(score::eyes_open(0.02) == 50);
    BOOST_TEST(score::mouth_closed(0.2) == 50);
    BOOST_TEST(score::visible(0.25) == 75);
    BOOST_TEST(score::head_covering(0) == 100);
    BOOST_TEST(score::head_covering(0.95) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
