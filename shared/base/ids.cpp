#include "shared/base/ids.hpp"

#include <array>

#include "shared/base/text.hpp"

namespace motcua {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t letters = 8;

/// Multiplies by x in GF(32) = GF(2)[x]/(x^5 + x^2 + 1).
constexpr unsigned times_x(unsigned value) { return (value << 1 ^ (value & 16 ? 0b100101 : 0)) & 31; }

/// Sum of value_i * x^(i+1). The weights are different powers of a generator, so every single wrong character and every
/// exchange of two changes the sum.
unsigned check_value(const std::array<unsigned, letters>& values) {
    unsigned sum = 0;
    for (std::size_t i = letters; i-- > 0;) sum = times_x(sum ^ values[i]);
    return sum;
}

std::string written(const std::array<unsigned, letters>& values) {
    std::string out = "MC-";
    for (std::size_t i = 0; i < letters; ++i) {
        if (i == 4) out += '-';
        out += base32_digit(values[i]);
    }
    return out + '-' + base32_digit(check_value(values));
}

/// The nine characters that count: no hyphens, no blanks, no leading MC.
std::string essence(std::string_view typed) {
    std::string out;
    for (char c : typed)
        if (c != '-' && c != ' ') out += text::upper(c);
    const bool says_so = typed.starts_with("MC-") || typed.starts_with("mc-");
    if (out.starts_with("MC") && (says_so || out.size() == letters + 3)) out.erase(0, 2);
    return out;
}

}  // namespace

char base32_digit(unsigned value) { return alphabet[value]; }

unsigned base32_value(char typed) {
    char c = text::upper(typed);
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    return static_cast<unsigned>(alphabet.find(c));
}

std::string make_reference(std::span<const std::uint8_t, 5> random) {
    std::uint64_t bits = 0;
    for (std::uint8_t byte : random) bits = bits << 8 | byte;
    std::array<unsigned, letters> values{};
    for (std::size_t i = letters; i-- > 0; bits >>= 5) values[i] = bits & 31;
    return written(values);
}

Result<std::string> parse_reference(std::string_view typed) {
    const std::string text = typed.size() > 64 ? std::string() : essence(typed);
    if (text.size() != letters + 1) return ErrorCode::reference_format;
    std::array<unsigned, letters> values{};
    for (std::size_t i = 0; i < letters; ++i)
        if ((values[i] = base32_value(text[i])) > 31) return ErrorCode::reference_format;
    if (base32_value(text[letters]) != check_value(values)) return ErrorCode::reference_check;
    return written(values);
}

}  // namespace motcua
