// One-time codes are drawn without bias: chi-square over a seeded generator (the same result every time) and over the real one,
// with bounds that an unbiased generator passes but once in a milliard runs.
#include <sodium.h>

#include <array>
#include <boost/test/unit_test.hpp>
#include <numeric>
#include <set>

#include "server/intake/otp.hpp"
#include "server/keys/keyring.hpp"

using motcua::intake::draw_code;
using Bytes = std::function<std::string(std::size_t)>;

namespace {

constexpr int draws = 200'000;
constexpr double bound_of_ten = 62;           // 9 degrees of freedom, p < 1e-9
constexpr double bound_of_a_thousand = 1300;  // 999 degrees of freedom, p < 1e-9

/// The same bytes for the same seed.
Bytes seeded(unsigned char seed) {
    return [seed, turn = std::uint32_t{0}](std::size_t count) mutable {
        std::array<unsigned char, randombytes_SEEDBYTES> key{seed};
        std::memcpy(key.data() + 1, &turn, sizeof turn);
        ++turn;
        std::string out(count, '\0');
        randombytes_buf_deterministic(out.data(), out.size(), key.data());
        return out;
    };
}

double chi_square(const std::vector<int>& counts) {
    const double expected = double{draws} / static_cast<double>(counts.size());
    return std::accumulate(counts.begin(), counts.end(), 0.0, [&](double sum, int count) { return sum + (count - expected) * (count - expected) / expected; });
}

struct Spread {
    double worst_digit = 0, first_half = 0, second_half = 0;
    [[nodiscard]] bool even() const { return worst_digit < bound_of_ten && first_half < bound_of_a_thousand && second_half < bound_of_a_thousand; }
};
Spread spread(const Bytes& random_bytes) {
    std::vector<std::vector<int>> digits(6, std::vector<int>(10));
    std::vector<int> first(1000), second(1000);
    for (int i = 0; i < draws; ++i) {
        const auto code = draw_code(random_bytes);
        BOOST_REQUIRE(code.size() == 6u);
        for (std::size_t at = 0; at < 6; ++at) ++digits[at][static_cast<std::size_t>(code[at] - '0')];
        ++first[static_cast<std::size_t>(std::stoi(code.substr(0, 3)))];
        ++second[static_cast<std::size_t>(std::stoi(code.substr(3)))];
    }
    Spread out{.first_half = chi_square(first), .second_half = chi_square(second)};
    for (const auto& counts : digits) out.worst_digit = std::max(out.worst_digit, chi_square(counts));
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(codes_suite)

BOOST_AUTO_TEST_CASE(codes_are_spread_evenly_with_a_seeded_generator) {
    BOOST_REQUIRE(motcua::keys::start());
    for (unsigned char seed : {1, 2, 3}) BOOST_TEST(spread(seeded(seed)).even());
}

BOOST_AUTO_TEST_CASE(codes_are_spread_evenly_with_the_generator_that_serves) {
    BOOST_REQUIRE(motcua::keys::start());
    BOOST_TEST(spread(motcua::keys::random_bytes).even());
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) seen.insert(motcua::keys::random_bytes(16));
    BOOST_TEST(seen.size() == 1000u);
}

BOOST_AUTO_TEST_CASE(a_biased_generator_is_seen_by_the_same_bounds) {
    BOOST_REQUIRE(motcua::keys::start());
    const auto never_high = [honest = seeded(1)](std::size_t count) mutable {
        auto out = honest(count);
        if (static_cast<unsigned char>(out[3]) > 250) out[3] = 0;  // two in a hundred of the last bytes
        return out;
    };
    const auto few_bits = [honest = seeded(1)](std::size_t count) mutable {
        auto out = honest(count);
        out[0] = out[1] = 0;  // 65,536 values over a million codes
        return out;
    };
    BOOST_TEST(!spread(never_high).even());
    BOOST_TEST(!spread(few_bits).even());
}

BOOST_AUTO_TEST_CASE(what_would_make_some_codes_likelier_is_drawn_again) {
    int turn = 0;
    const auto code = draw_code([&](std::size_t count) { return std::string(count, ++turn == 1 ? '\xff' : '\x00'); });  // 4,294,967,295 first
    BOOST_TEST(code == "000000");
    BOOST_TEST(turn == 2);
}

BOOST_AUTO_TEST_SUITE_END()
