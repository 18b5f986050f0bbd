// A filing as the API takes it: shape, normal form, verdict. The normal form is a fixed point and is judged like the original.
#include "shared/form/filing.hpp"
#include "shared/form/validate.hpp"
#include "tests/fuzz/target.hpp"

using namespace motcua;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto filing = form::parse_filing(fuzz::text_of(data, size));
    if (!filing) return 0;
    const Json normal = form::normalise(*filing, fuzz::book());
    fuzz::require(form::normalise(normal, fuzz::book()) == normal, "the normal form is a fixed point");
    const auto report = form::validate(*filing, fuzz::today(), fuzz::book());
    fuzz::require(report.valid() == form::validate(normal, fuzz::today(), fuzz::book()).valid(), "the normal form has the same verdict");
    for (const Error& error : report.errors) fuzz::require(!error.field.empty(), "every error names its field");
    return 0;
}
