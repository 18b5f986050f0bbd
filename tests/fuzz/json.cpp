// JSON: our reader agrees with nlohmann's on what is JSON and what it says (ours refuses more: depth, duplicate keys, size);
// what we write is read back as it was.
#include "shared/base/json.hpp"

#include "tests/fuzz/target.hpp"

using namespace motcua;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    const auto ours = parse_json(text);
    if (!ours) return 0;
    const Json theirs = Json::parse(text, nullptr, false);
    fuzz::require(!theirs.is_discarded(), "nothing is accepted that nlohmann refuses");
    fuzz::require(theirs == *ours, "the value is nlohmann's");
    const std::string written = dump_json(*ours);
    const auto again = parse_json(written, {.bytes = written.size() + 1});
    fuzz::require(again.ok() && *again == *ours, "what is written is read back");
    return 0;
}
