// MRZ: no input may break the reader; what it accepts can be written and read again; a suggestion makes all digits agree.
#include "shared/identity/mrz.hpp"

#include "tests/fuzz/target.hpp"

using namespace motcua;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    const auto mrz = identity::parse_mrz(text, fuzz::today());
    if (!mrz) return 0;
    std::string again;
    for (const auto& line : mrz->lines) again += line + "\n";
    const auto second = identity::parse_mrz(again, fuzz::today());
    fuzz::require(second.ok() && second->valid() == mrz->valid() && second->document_number == mrz->document_number, "the lines are read as the text was");
    if (const auto better = identity::suggest_mrz(text, fuzz::today(), fuzz::book())) {
        const auto corrected = identity::parse_mrz(*better, fuzz::today());
        fuzz::require(corrected.ok() && corrected->valid(), "a suggestion is a valid MRZ");
        for (const auto& check : corrected->checks) fuzz::require(check.ok(), "a suggestion's check digits agree");
    }
    return 0;
}
