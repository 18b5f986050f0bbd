// The part of Unicode 14 that names and addresses need: canonical decomposition and composition, combining classes, case
// folding. utf8proc's tables would cost the browser 54 KB of its 140; these cost 10. The unit test compares every code
// point with utf8proc and argues the few differences.
#pragma once

#include <string>
#include <string_view>

namespace motcua::unicode {

/// Canonical decomposition (NFD) with marks in canonical order.
[[nodiscard]] std::u32string decompose(std::u32string_view text);
/// Canonical composition of decomposed text: gives NFC.
[[nodiscard]] std::u32string compose(std::u32string text);
[[nodiscard]] int combining_class(char32_t c);
/// Full case folding of one code point (Latin, Greek, Cyrillic, Armenian and the rest of Unicode 14's tables).
[[nodiscard]] std::u32string fold_case(char32_t c);
/// Controls, surrogates, private use, non-characters, zero-width and bidirectional controls, tags.
[[nodiscard]] bool is_forbidden(char32_t c);

}  // namespace motcua::unicode
