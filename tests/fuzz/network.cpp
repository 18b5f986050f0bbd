// A network's file through OpenCV's ONNX importer. Models are build artefacts whose sha256 is checked before this (server/
// models, web/vision-worker.js): what is fuzzed here is the second line, that a damaged file is an error and not a crash.
#include <opencv2/core/utils/logger.hpp>

#include "shared/portrait/models.hpp"
#include "tests/fuzz/target.hpp"

using namespace motcua;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    const auto models = portrait::Models::load({.detector = fuzz::text_of(data, size)});
    if (!models.ok()) {
        fuzz::require(models.error().code == ErrorCode::portrait_model, "a file that does not load has one name");
        fuzz::require(models.error().detail == "blazeface.onnx", "and says which");
    } else {
        fuzz::require(!(*models)->face_model(), "no comparison network was given");
    }
    return 0;
}
