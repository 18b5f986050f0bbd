// Prints dates and plural categories as the product writes them, for tests/oracle/words.mjs: one JSON line a day and language, and one
// a number and language.
#include <cstdio>
#include <string>

#include "shared/base/json.hpp"
#include "shared/i18n/language.hpp"
#include "shared/i18n/text.hpp"

int main() {
    using namespace motcua;
    const auto say = [](const Json& line) { std::printf("%s\n", dump_json(line).c_str()); };
    const Days first = Days(*parse_date("2026-01-01"));
    for (const auto& [language, name] : i18n::languages) {
        const std::string tag(language);
        for (int day = 0; day < 730; ++day) {
            const Date date(first + std::chrono::days(day));
            say({{"language", tag}, {"day", format_date(date)}, {"date", i18n::date(date, language)}, {"long", i18n::long_date(date, language)}});
        }
        for (int n = 0; n < 1000; ++n) say({{"language", tag}, {"n", n}, {"category", std::string(i18n::plural_category(n, language))}});
    }
    return 0;
}
