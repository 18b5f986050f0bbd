// Which character of OCR-B is this? A small network with integer weights, trained at build time (assets/tools/ocr) from the
// glyphs of Debian's fonts-ocr-b; loaded from bytes that the caller has read or fetched.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "shared/base/result.hpp"

namespace motcua::document {

/// The characters of a zone in the order of the network's answers (ICAO 9303-3, 4.3).
inline constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<";

/// A glyph as the network sees it: ink 0 (paper) to 255, the character in the middle of its cell.
struct Glyph {
    static constexpr int width = 16, height = 20;
    std::array<std::uint8_t, static_cast<std::size_t>(width* height)> ink{};
    int paper = 255, contrast = 0;  ///< grey value of the paper, and how much darker the ink around here is
};

/// How much speaks for each character of the alphabet, in 1/64 of a natural logarithm, the best at 0.
using Scores = std::array<int, alphabet.size()>;

/// Immutable, safe to share between threads. Integers only: the same scores in every build.
class Ocr {
public:
    /// Errors: document.model (not a file of ours, or damaged).
    [[nodiscard]] static Result<std::shared_ptr<const Ocr>> load(std::string_view bytes);

    [[nodiscard]] Scores scores(const Glyph& glyph) const;

    struct Layer {
        int inputs = 0, outputs = 0;
        int shift = 0;                      ///< sums are divided by 2^shift before they are clamped to 0..255
        std::vector<std::int8_t> weights{};  ///< outputs rows of inputs
        std::vector<std::int32_t> biases{};
    };

private:
    Ocr() = default;
    std::vector<Layer> layers_;
    int unit_ = 1;  ///< sum of the last layer that makes one natural logarithm
};

}  // namespace motcua::document
