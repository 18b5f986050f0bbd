#include "shared/finger/input/wsq_huffman.hpp"

#include <algorithm>

namespace motcua::finger::wsq {

std::optional<HuffmanDecoder> HuffmanDecoder::of(const HuffmanTable& table) {
    HuffmanDecoder out;
    int code = 0, symbol = 0;
    for (int bits = 1; bits <= longest_code; ++bits) {
        const int count = table.counts[static_cast<std::size_t>(bits - 1)];
        code <<= 1;
        if (code + count > 1 << bits) return std::nullopt;
        out.lengths_[static_cast<std::size_t>(bits)] = {.first_code = code, .first_symbol = symbol, .count = count};
        code += count;
        symbol += count;
    }
    if (static_cast<std::size_t>(symbol) != table.symbols.size()) return std::nullopt;
    out.symbols_ = table.symbols;
    return out;
}

namespace {

enum class Read : std::uint8_t { bit, end, broken };

/// Bits of one block, the highest of a byte first. FF 00 stands for the byte FF; FF and anything else ends the block.
class BitReader {
public:
    explicit BitReader(std::span<const std::uint8_t> in) : in_(in) {}

    [[nodiscard]] Read next(int& bit) {
        if (left_ == 0) {
            if (const Read state = fill(); state != Read::bit) return state;
        }
        bit = byte_ >> --left_ & 1;
        return Read::bit;
    }
    /// A number of so many bits; nothing where the block ends before.
    [[nodiscard]] std::optional<int> number(int bits) {
        int value = 0;
        for (int i = 0; i < bits; ++i) {
            int bit = 0;
            if (next(bit) != Read::bit) return std::nullopt;
            value = value << 1 | bit;
        }
        return value;
    }
    [[nodiscard]] std::size_t position() const { return at_; }

private:
    Read fill() {
        if (at_ >= in_.size()) return Read::broken;
        byte_ = in_[at_];
        if (byte_ == 0xFF) {
            if (at_ + 1 >= in_.size()) return Read::broken;
            if (in_[at_ + 1] != 0) return Read::end;
            ++at_;
        }
        ++at_;
        left_ = 8;
        return Read::bit;
    }
    std::span<const std::uint8_t> in_;
    std::size_t at_ = 0;
    int byte_ = 0, left_ = 0;
};

/// The next symbol; `end` when the block ends, also within a code: its last byte is filled with ones.
Read next_symbol(BitReader& bits, const HuffmanDecoder& codes, int& symbol) {
    int code = 0;
    for (int size = 1; size <= longest_code; ++size) {
        int bit = 0;
        if (const Read state = bits.next(bit); state != Read::bit) return state;
        code = code << 1 | bit;
        const auto& length = codes.length(size);
        if (code - length.first_code >= length.count) continue;
        symbol = codes.symbol(length.first_symbol + code - length.first_code);
        return Read::bit;
    }
    return Read::broken;
}

/// A symbol with the number behind it: so many zeros, or one coefficient.
struct Token {
    int zeros = 0;
    int value = 0;
};

std::optional<Token> complete(int symbol, BitReader& bits) {
    if (symbol >= 1 && symbol <= longest_run) return Token{.zeros = symbol};
    if (symbol >= smallest && symbol <= largest) return Token{.value = symbol - zero};
    if (symbol < positive_8 || symbol > zeros_16) return std::nullopt;
    const bool wide = symbol == positive_16 || symbol == negative_16 || symbol == zeros_16;
    const auto number = bits.number(wide ? 16 : 8);
    if (!number || *number > 32767 + (symbol == zeros_16 ? 32768 : 0)) return std::nullopt;
    if (symbol == zeros_8 || symbol == zeros_16) return Token{.zeros = *number};
    return Token{.value = symbol == negative_8 || symbol == negative_16 ? -*number : *number};
}

bool put(const Token& token, int symbol, std::vector<Quantised>& out, std::size_t most) {
    const bool run = symbol <= longest_run || symbol == zeros_8 || symbol == zeros_16;
    const std::size_t count = run ? static_cast<std::size_t>(token.zeros) : 1;
    if (count > most - out.size()) return false;
    out.insert(out.end(), count, static_cast<Quantised>(token.value));
    return true;
}

}  // namespace

Result<void> decode_block(std::span<const std::uint8_t>& in, const HuffmanDecoder& codes, std::vector<Quantised>& out, std::size_t most) {
    BitReader bits(in);
    for (int symbol = 0;;) {
        const Read state = next_symbol(bits, codes, symbol);
        if (state == Read::end) break;
        if (state == Read::broken) return Error{.code = ErrorCode::finger_image_malformed, .detail = "bits"};
        const auto token = complete(symbol, bits);
        if (!token || !put(*token, symbol, out, most)) return Error{.code = ErrorCode::finger_image_malformed, .detail = "coefficients"};
    }
    in = in.subspan(bits.position());
    return {};
}

namespace {

/// Symbol and the number behind it, for each coefficient or run of zeros.
template <class Sink>
void tokenise(std::span<const Quantised> coefficients, Sink&& sink) {
    constexpr std::size_t longest = 0xFFFF;
    for (std::size_t i = 0; i < coefficients.size();) {
        const int v = coefficients[i];
        if (v == 0) {
            std::size_t run = 1;
            while (i + run < coefficients.size() && run < longest && coefficients[i + run] == 0) ++run;
            const int n = static_cast<int>(run);
            if (n <= longest_run) sink(n, 0, 0);
            else if (n <= 0xFF) sink(zeros_8, n, 8);
            else sink(zeros_16, n, 16);
            i += run;
            continue;
        }
        ++i;
        if (v > largest - zero) v > 255 ? sink(positive_16, v, 16) : sink(positive_8, v, 8);
        else if (v < smallest - zero) v < -255 ? sink(negative_16, -v, 16) : sink(negative_8, -v, 8);
        else sink(zero + v, 0, 0);
    }
}

/// ISO/IEC 10918-1, K.2, figure K.1: code lengths by merging the two least frequent trees; of equals the one with the larger
/// symbol. Entry 256 reserves the code of ones, which would look like the filling.
std::array<int, 257> code_sizes(const Frequencies& frequencies) {
    std::array<long, 257> weight{};
    std::array<int, 257> size{}, next{};
    std::copy(frequencies.begin(), frequencies.end(), weight.begin());
    weight[256] = 1;
    next.fill(-1);
    const auto least = [&](int except) {
        int best = -1;
        for (int i = 0; i < 257; ++i)
            if (i != except && weight[i] > 0 && (best < 0 || weight[i] <= weight[best])) best = i;
        return best;
    };
    const auto deepen = [&](int at) {
        for (++size[at]; next[at] >= 0; ++size[at]) at = next[at];
        return at;
    };
    for (;;) {
        const int a = least(-1), b = least(a);
        if (b < 0) return size;
        weight[a] += weight[b];
        weight[b] = 0;
        next[deepen(a)] = b;
        deepen(b);
    }
}

/// Figures K.2 and K.3: how many codes of each length, none longer than 16, less the reserved one.
std::array<std::uint8_t, longest_code> count_sizes(const std::array<int, 257>& sizes) {
    std::array<int, 258> bits{};
    for (const int size : sizes)
        if (size > 0) ++bits[static_cast<std::size_t>(size)];
    for (int i = 257; i > longest_code; --i)
        while (bits[i] > 0) {
            int j = i - 2;
            while (bits[j] == 0) --j;
            bits[i] -= 2;
            ++bits[i - 1];
            bits[j + 1] += 2;
            --bits[j];
        }
    int last = longest_code;
    while (bits[last] == 0) --last;
    --bits[last];
    std::array<std::uint8_t, longest_code> out{};
    for (int i = 0; i < longest_code; ++i) out[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(bits[i + 1]);
    return out;
}

struct Code {
    int bits = 0, size = 0;
};

std::array<Code, 256> codes_of(const HuffmanTable& table) {
    std::array<Code, 256> out{};
    int code = 0;
    std::size_t at = 0;
    for (int size = 1; size <= longest_code; ++size, code <<= 1)
        for (int i = 0; i < table.counts[static_cast<std::size_t>(size - 1)]; ++i) out[table.symbols[at++]] = {code++, size};
    return out;
}

class BitWriter {
public:
    explicit BitWriter(Bytes& out) : out_(out) {}
    void put(int value, int size) {
        for (int i = size - 1; i >= 0; --i) {
            byte_ = byte_ << 1 | (value >> i & 1);
            if (++count_ == 8) flush();
        }
    }
    void finish() {
        while (count_ > 0) put(1, 1);
    }

private:
    void flush() {
        out_.push_back(static_cast<std::uint8_t>(byte_));
        if (out_.back() == 0xFF) out_.push_back(0);
        byte_ = count_ = 0;
    }
    Bytes& out_;
    int byte_ = 0, count_ = 0;
};

}  // namespace

void count_symbols(std::span<const Quantised> coefficients, Frequencies& frequencies) {
    tokenise(coefficients, [&](int symbol, int, int) { ++frequencies[static_cast<std::size_t>(symbol)]; });
}

HuffmanTable table_for(const Frequencies& frequencies) {
    const auto sizes = code_sizes(frequencies);
    HuffmanTable out{.counts = count_sizes(sizes)};
    for (int size = 1; size <= 256; ++size)
        for (int symbol = 0; symbol < 256; ++symbol)
            if (sizes[static_cast<std::size_t>(symbol)] == size) out.symbols.push_back(static_cast<std::uint8_t>(symbol));
    return out;
}

void encode_block(std::span<const Quantised> coefficients, const HuffmanTable& table, Bytes& out) {
    const auto codes = codes_of(table);
    BitWriter bits(out);
    tokenise(coefficients, [&](int symbol, int number, int size) {
        const Code code = codes[static_cast<std::size_t>(symbol)];
        bits.put(code.bits, code.size);
        bits.put(number, size);
    });
    bits.finish();
}

}  // namespace motcua::finger::wsq
