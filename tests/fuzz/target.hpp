// What every fuzz target needs: the bytes as text, and a check that stops the fuzzer with the line that failed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "shared/base/date.hpp"
#include "shared/rules/rulebook.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace motcua::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) { return {reinterpret_cast<const char*>(data), size}; }

inline void require(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "broken: %s\n", what);
    std::abort();
}

/// The day of all targets: results must not depend on the clock.
inline Date today() { return *parse_date("2026-11-24"); }

/// The embedded rules, read once.
inline const rules::Rulebook& book() {
    static const rules::Rulebook rules = *rules::parse_rulebook(rules::embedded_bundle());
    return rules;
}

}  // namespace motcua::fuzz
