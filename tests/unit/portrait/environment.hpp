// Environment variables and files for tests that also run under node, whose programs do not inherit the environment.
#pragma once

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#ifdef __EMSCRIPTEN__
#include <emscripten/emscripten.h>
#endif

namespace motcua::test {

inline std::string environment(const std::string& name) {
#ifdef __EMSCRIPTEN__
    return emscripten_run_script_string(("process.env." + name + " || ''").c_str());
#else
    const char* value = std::getenv(name.c_str());
    return value ? value : "";
#endif
}

inline std::string bytes_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return std::move(out).str();
}

}  // namespace motcua::test
