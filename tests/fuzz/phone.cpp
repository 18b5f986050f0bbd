// Telephone numbers: what is accepted is E.164 and is read again as itself.
#include "shared/identity/phone.hpp"

#include "tests/fuzz/target.hpp"

using namespace motcua;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    const auto phone = identity::parse_phone(text, fuzz::book().phone);
    (void)identity::parse_own_phone(text, fuzz::book().phone);
    (void)identity::masked_phone(text);
    if (!phone) return 0;
    fuzz::require(phone->e164.size() >= 8 && phone->e164.size() <= 16 && phone->e164[0] == '+', "E.164 has at most 15 digits");
    const auto again = identity::parse_phone(phone->e164, fuzz::book().phone);
    fuzz::require(again.ok() && again->e164 == phone->e164 && again->national == phone->national, "E.164 is read as itself");
    const auto national = identity::parse_phone(phone->national, fuzz::book().phone);
    fuzz::require(national.ok() && national->e164 == phone->e164, "the national form is the same number");
    return 0;
}
