#include "shared/base/decimal.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace motcua {
namespace {

/// A natural number of any size, lowest 32 bits first, without leading zeros.
class Natural {
public:
    explicit Natural(std::uint32_t value) : words_{value} {}

    void multiply(std::uint32_t factor, std::uint32_t more = 0) {
        std::uint64_t carry = more;
        for (std::uint32_t& word : words_) {
            carry += std::uint64_t{word} * factor;
            word = static_cast<std::uint32_t>(carry);
            carry >>= 32U;
        }
        if (carry != 0) words_.push_back(static_cast<std::uint32_t>(carry));
    }
    void shift_left(int bits) {
        words_.insert(words_.begin(), static_cast<std::size_t>(bits / 32), 0);
        multiply(1U << (bits % 32));
    }
    void halve() {
        for (std::size_t i = 0; i < words_.size(); ++i) words_[i] = words_[i] >> 1U | (i + 1 < words_.size() ? words_[i + 1] << 31U : 0);
        trim();
    }
    void subtract(const Natural& less) {
        std::int64_t borrow = 0;
        for (std::size_t i = 0; i < words_.size(); ++i) {
            borrow += std::int64_t{words_[i]} - (i < less.words_.size() ? less.words_[i] : 0);
            words_[i] = static_cast<std::uint32_t>(borrow);
            borrow >>= 32;
        }
        trim();
    }
    [[nodiscard]] bool is_less_than(const Natural& other) const {
        if (words_.size() != other.words_.size()) return words_.size() < other.words_.size();
        return std::lexicographical_compare(words_.rbegin(), words_.rend(), other.words_.rbegin(), other.words_.rend());
    }
    [[nodiscard]] bool is_zero() const { return words_.size() == 1 && words_[0] == 0; }
    [[nodiscard]] int bits() const { return static_cast<int>(words_.size() * 32) - std::countl_zero(words_.back()); }

private:
    void trim() {
        while (words_.size() > 1 && words_.back() == 0) words_.pop_back();
    }
    std::vector<std::uint32_t> words_;
};

/// digits × 10^exponent; the first digit is not 0.
struct Decimal {
    std::string digits{};
    int exponent = 0;
};

int read_exponent(std::string_view written) {
    const bool negative = written.starts_with('-');
    int value = 0;
    for (const char c : written)
        if (c >= '0' && c <= '9') value = std::min(value * 10 + (c - '0'), 100'000'000);
    return negative ? -value : value;
}

Decimal read(std::string_view written) {
    constexpr std::size_t enough = 800;  // no tie has as many digits: of what follows counts only whether it is nothing
    const auto e = written.find_first_of("eE");
    Decimal out{.exponent = e == std::string_view::npos ? 0 : read_exponent(written.substr(e + 1))};
    bool fraction = false, more = false;
    for (const char c : written.substr(0, e)) {
        if (c == '.') fraction = true;
        if (c < '0' || c > '9') continue;
        const bool kept = out.digits.size() < enough && (c != '0' || !out.digits.empty());
        const bool dropped = !kept && !out.digits.empty();
        if (kept) out.digits += c;
        if (dropped) more = more || c != '0';
        out.exponent += (dropped ? 1 : 0) - (fraction ? 1 : 0);
    }
    if (more) {
        out.digits += '1';
        --out.exponent;
    }
    return out;
}

Natural natural(const Decimal& decimal) {
    Natural out(0);
    for (const char digit : decimal.digits) out.multiply(10, static_cast<std::uint32_t>(digit - '0'));
    for (int i = 0; i < decimal.exponent; ++i) out.multiply(10);
    return out;
}

/// Divides to 54 bits or more and rounds to 53, or to the fewer that a double near zero has.
double quotient(Natural over, Natural under) {
    const int shift = std::min(54 - (over.bits() - under.bits()), 1076);
    if (shift > 0) over.shift_left(shift);
    else under.shift_left(-shift);
    under.shift_left(55);
    std::uint64_t result = 0;
    for (int i = 0; i < 56; ++i) {
        const bool fits = !over.is_less_than(under);
        result = result * 2 + (fits ? 1 : 0);
        if (fits) over.subtract(under);
        under.halve();
    }
    const int dropped = std::max(static_cast<int>(std::bit_width(result)) - 53, shift - 1074);
    const std::uint64_t half = std::uint64_t{1} << (dropped - 1), rest = result & (half * 2 - 1);
    result >>= dropped;
    const bool above = rest > half || (rest == half && !over.is_zero());
    if (above || (rest == half && result % 2 == 1)) ++result;
    return std::ldexp(static_cast<double>(result), dropped - shift);
}

double magnitude(const Decimal& decimal) {
    const long long point = static_cast<long long>(decimal.digits.size()) + decimal.exponent;
    if (decimal.digits.empty() || point < -330) return 0;
    if (point > 310) return std::numeric_limits<double>::infinity();
    Natural under(1);
    for (int i = decimal.exponent; i < 0; ++i) under.multiply(10);
    return quotient(natural(decimal), std::move(under));
}

}  // namespace

double read_decimal(std::string_view written) {
    const double value = magnitude(read(written));
    return written.starts_with('-') ? -value : value;
}

}  // namespace motcua
