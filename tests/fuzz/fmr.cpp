// Template records: ISO/IEC 19794-2 and our compact form. What is read is plausible, comes back from its own record, and can be
// compared.
#include "shared/finger/match.hpp"
#include "shared/finger/template.hpp"
#include "tests/fuzz/target.hpp"

using namespace motcua;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto read = finger::read_template(std::span(data, size));
    if (!read.ok()) return 0;
    for (const auto& m : read->minutiae) fuzz::require(m.x >= 0 && m.y >= 0 && m.x < read->width && m.y < read->height && m.quality <= 100, "minutiae lie in the picture");
    fuzz::require(read->minutiae.size() <= finger::max_minutiae, "no more than a record holds");
    const auto compact = finger::read_compact(finger::write_compact(*read));
    fuzz::require(compact.ok() && *compact == *read, "the compact form keeps everything");
    const auto iso = finger::read_iso(finger::write_iso(*read));
    fuzz::require(iso.ok() && *iso == *read, "so does the ISO form");
    (void)finger::compare(*read, *read);
    return 0;
}
