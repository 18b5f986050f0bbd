// WSQ's entropy coder: canonical Huffman codes of up to 16 bits, bytes FF followed by 00 (annex C; the codes are built as in
// ISO/IEC 10918-1, annexes C and K.2).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "shared/base/result.hpp"
#include "shared/finger/bytes.hpp"
#include "shared/finger/input/wsq_format.hpp"

namespace motcua::finger::wsq {

inline constexpr int longest_code = 16;

struct HuffmanTable {
    std::array<std::uint8_t, longest_code> counts{};  ///< codes of 1 … 16 bits
    std::vector<std::uint8_t> symbols{};              ///< shortest code first, at most 256
};

/// Reads codes of a table.
class HuffmanDecoder {
public:
    /// Nothing for a table with more codes of a length than there are.
    [[nodiscard]] static std::optional<HuffmanDecoder> of(const HuffmanTable& table);
    struct Length {
        int first_code = 0, first_symbol = 0, count = 0;
    };
    [[nodiscard]] const Length& length(int bits) const { return lengths_[static_cast<std::size_t>(bits)]; }
    [[nodiscard]] int symbol(int index) const { return symbols_[static_cast<std::size_t>(index)]; }

private:
    std::array<Length, longest_code + 1> lengths_{};
    std::vector<std::uint8_t> symbols_{};
};

/// Decodes one block's bits up to the marker that ends it; appends to `out`, which never grows beyond `most`.
/// `in` stands behind the block afterwards, on the marker. Errors: finger_image_malformed.
[[nodiscard]] Result<void> decode_block(std::span<const std::uint8_t>& in, const HuffmanDecoder& codes, std::vector<Quantised>& out,
                                        std::size_t most);

/// How often each symbol would be written for these coefficients.
using Frequencies = std::array<int, 256>;
void count_symbols(std::span<const Quantised> coefficients, Frequencies& frequencies);
/// The best codes for these frequencies. At least one must be positive.
[[nodiscard]] HuffmanTable table_for(const Frequencies& frequencies);
/// The block's bits, filled up with ones.
void encode_block(std::span<const Quantised> coefficients, const HuffmanTable& table, Bytes& out);

}  // namespace motcua::finger::wsq
