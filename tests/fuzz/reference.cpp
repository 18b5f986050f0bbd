// References of files as typed or scanned: what is accepted has one normal form, and no single wrong character is accepted.
#include "shared/base/ids.hpp"

#include "tests/fuzz/target.hpp"

using namespace motcua;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto reference = parse_reference(fuzz::text_of(data, size));
    if (reference) {
        const auto again = parse_reference(*reference);
        fuzz::require(again.ok() && *again == *reference, "the normal form is read as itself");
    }
    if (size < 6) return 0;
    // five bytes make a reference; the sixth spoils one character of it
    const std::string made = make_reference(std::span<const std::uint8_t, 5>(data, 5));
    fuzz::require(parse_reference(made).ok(), "what is made is accepted");
    std::string spoilt = made;
    char& one = spoilt[3 + data[5] % (made.size() - 3)];
    if (one != '-') one = one == '7' ? '8' : '7';
    if (spoilt != made) fuzz::require(!parse_reference(spoilt).ok(), "one wrong character is noticed");
    return 0;
}
