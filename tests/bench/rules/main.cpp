// How many filings a second the rules judge, and how many machine readable zones they read. One program, built natively and
// for node; tests/bench/run rules runs both and prints the machine. Each figure is the median of five rounds of a second.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "shared/form/filing.hpp"
#include "shared/form/validate.hpp"
#include "shared/identity/mrz.hpp"
#include "tests/unit/rules/book.hpp"

namespace motcua::bench {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int rounds = 5;

/// Times a second that `once` can be done. What it returns is summed up, so that nothing is optimised away.
template <class Once>
double per_second(Once once) {
    std::array<double, rounds> rates{};
    volatile std::size_t sum = 0;
    for (double& rate : rates) {
        const auto start = Clock::now();
        std::chrono::duration<double> spent{};
        long done = 0;
        do {
            for (int i = 0; i < 16; ++i, ++done) sum = sum + once();
            spent = Clock::now() - start;
        } while (spent.count() < 1.0);
        rate = static_cast<double>(done) / spent.count();
    }
    std::sort(rates.begin(), rates.end());
    return rates[rounds / 2];
}

void print(std::string_view what, double rate) { std::printf("%s\t%.0f\n", std::string(what).c_str(), rate); }

constexpr std::string_view passport =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10";

/// An adult's filing with twelve dependants and twelve papers with two pictures each: every field that may be given at once.
Json fullest_filing() {
    Json filing = test::good_filing();
    filing["applicant"]["foreignerNumber"] = "079190000001";
    filing["applicant"]["email"] = "anna@example.com";
    filing["dependants"] = Json::array();
    for (int i = 0; i < 12; ++i)
        filing["dependants"].push_back({{"familyName", "ERIKSSON"}, {"givenNames", "ANNA " + std::string(1, static_cast<char>('A' + i))}, {"birthDate", "2016-05-01"}, {"sex", "F"},
                                        {"nationality", "Thụy Điển"}, {"documentNumber", "L1111" + std::to_string(10 + i)}, {"relation", "child"}});
    filing["integration"] = Json::array();
    for (int i = 0; i < 12; ++i)
        filing["integration"].push_back({{"kind", "vehicle"}, {"number", "51A-" + std::to_string(10000 + i)}, {"issueDate", "2024-01-02"}, {"issuePlace", "Hà Nội"}, {"expiry", "2030-01-02"},
                                         {"front", "f" + std::to_string(i)}, {"back", "b" + std::to_string(i)}});
    return filing;
}

void run() {
    const Date on = test::day("2026-11-24");
    const std::string text = fullest_filing().dump();
    const Json plain = test::good_filing(), full = fullest_filing();
    const auto judge = [&](const Json& filing) { return form::validate(filing, on, test::book()).errors.size(); };
    if (judge(plain) + judge(full) != 0) std::fprintf(stderr, "the bench's filings are not valid\n"), std::exit(1);
    print("validate, an adult's filing", per_second([&] { return judge(plain); }));
    print("validate, the fullest filing", per_second([&] { return judge(full); }));
    print("read JSON and validate, the fullest filing", per_second([&] { return judge(*form::parse_filing(text)); }));
    print("read a TD3 zone", per_second([&] { return identity::parse_mrz(passport, on)->name.primary.size(); }));
}

}  // namespace
}  // namespace motcua::bench

int main() { motcua::bench::run(); }
