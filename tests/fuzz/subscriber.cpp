// The pasted reply of 1414: whatever it is, what is found is short and well-formed, and agrees with itself.
#include "shared/identity/subscriber.hpp"

#include "shared/base/text.hpp"
#include "tests/fuzz/target.hpp"

using namespace motcua;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto found = identity::read_subscriber(fuzz::text_of(data, size));
    fuzz::require(found.birth_date.empty() || parse_date(found.birth_date).ok(), "a birth date is a day");
    fuzz::require(text::length(found.name) <= identity::longest_name && text::length(found.document) <= 20, "what is shown is short");
    fuzz::require(text::valid_utf8(found.name) && text::valid_utf8(found.document), "what is shown is text");
    const auto self = identity::compare(found, {.name = {.primary = found.name}, .birth_date = found.birth_date, .document = found.document});
    using identity::Agreement;
    fuzz::require(self.name != Agreement::different && self.birth_date != Agreement::different && self.document != Agreement::different, "the same agrees");
    (void)identity::compare(found, {.name = {.primary = "ERIKSSON", .secondary = "ANNA XX"}, .birth_date = "1990-01-31", .document = "XX1234567"});
    return 0;
}
