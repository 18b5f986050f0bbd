#include "server/cli/model_folder.hpp"

#ifdef __EMSCRIPTEN__
#include <emscripten/emscripten.h>
#else
#include <filesystem>
#endif

namespace motcua::cli {
namespace {

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

}  // namespace motcua::cli
