#include "server/counter/tries.hpp"

namespace motcua::counter {
namespace {

int whole(const Json& quality, const char* name, int otherwise) {
    const Json& value = member(quality, name);
    return value.is_number_integer() ? value.get<int>() : otherwise;
}

bool takes_its_place(const Json& now, const Json& before) {
    if (is_true(now, "valid")) return true;  // the last good one counts: the first may have been of somebody else
    if (is_true(before, "valid")) return false;
    return whole(now, "quality", -1) >= whole(before, "quality", -1);
}

}  // namespace

Captured better_of(const std::optional<Captured>& before, Captured now) {
    if (!before || !before->missing.empty()) {
        now.quality["tries"] = 1;
        return now;
    }
    const int tries = whole(before->quality, "tries", 1) + 1;
    Captured kept = takes_its_place(now.quality, before->quality) ? std::move(now) : *before;
    kept.quality["tries"] = tries;
    return kept;
}

}  // namespace motcua::counter
