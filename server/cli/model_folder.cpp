#include "server/cli/model_folder.hpp"

#include <fstream>
#include <sstream>

#ifdef __EMSCRIPTEN__
#include <emscripten/emscripten.h>
#else
#include <filesystem>
#endif

namespace motcua::cli {
namespace {

std::string bytes_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return std::move(out).str();
}

std::string program_folder() {
#ifdef __EMSCRIPTEN__
    return emscripten_run_script_string("require('path').dirname(require.main.filename)");
#else
    std::error_code failed;
    return std::filesystem::read_symlink("/proc/self/exe", failed).parent_path().string();
#endif
}

}  // namespace

std::string default_model_folder() { return program_folder() + "/../share/motcua/models"; }

Result<std::shared_ptr<const portrait::Models>> load_models(const std::string& folder) {
    const std::string detector = bytes_of(folder + "/blazeface.onnx"), embedding = bytes_of(folder + "/mobilefacenet.onnx");
    if (detector.empty()) return Error{.code = ErrorCode::portrait_model, .detail = folder + "/blazeface.onnx"};
    return portrait::Models::load({.detector = detector, .embedding = embedding});
}

Result<std::shared_ptr<const document::Ocr>> load_ocr(const std::string& folder) {
    auto ocr = document::Ocr::load(bytes_of(folder + "/ocrb.bin"));
    if (!ocr) return Error{.code = ErrorCode::document_model, .detail = folder + "/ocrb.bin"};
    return ocr;
}

}  // namespace motcua::cli
