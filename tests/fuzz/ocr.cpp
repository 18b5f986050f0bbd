// The classifier's file: no bytes may break the loader, and what it accepts answers within its range.
#include "shared/document/ocr.hpp"

#include <algorithm>

#include "tests/fuzz/target.hpp"

using namespace motcua;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto ocr = document::Ocr::load(fuzz::text_of(data, size));
    if (!ocr) return 0;
    document::Glyph glyph;
    for (std::size_t i = 0; i < glyph.ink.size(); ++i) glyph.ink[i] = data[i % size];
    const document::Scores scores = (*ocr)->scores(glyph);
    fuzz::require(*std::max_element(scores.begin(), scores.end()) == 0, "the best score is 0");
    return 0;
}
