#include "server/cli/decoder_program.hpp"

#include <filesystem>

namespace motcua::cli {

Result<std::unique_ptr<sandbox::Decoder>> start_decoder() {
    std::error_code fault;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", fault);  // of the same build, whatever is installed elsewhere
    return sandbox::Decoder::start({.program = {(self.parent_path() / "motcua-decode").string()}});
}

}  // namespace motcua::cli
