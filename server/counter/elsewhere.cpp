#include "server/counter/elsewhere.hpp"

#include <algorithm>

#include "server/store/captures.hpp"
#include "shared/finger/compare.hpp"
#include "shared/finger/input/read.hpp"
#include "shared/finger/template.hpp"

namespace motcua::counter {
namespace {

constexpr Millis one_shift = 12 * 3'600'000LL;
// of a shift: forty people with ten fingers each
constexpr int most_compared = 400;

std::vector<finger::Prepared> others(const store::Transaction& tx, const keys::Keyring& keys, const std::vector<store::TakenFinger>& taken) {
    std::vector<finger::Prepared> out;
    for (const auto& each : taken) {
        const auto minutiae = open_minutiae(tx, keys, each);
        if (!minutiae.ok()) continue;
        auto known = finger::read_compact(finger::bytes_of(*minutiae));
        if (known.ok()) out.push_back(finger::prepare(*std::move(known)));
    }
    return out;
}

}  // namespace

std::vector<std::string> taken_elsewhere(const store::Transaction& tx, const keys::Keyring& keys, const Officer& officer, std::string_view reference,
                                         const std::vector<Captured>& captures, Millis now) {
    const auto known = others(tx, keys, tx.captures().taken_by(officer.id, now - one_shift, reference, most_compared));
    const int least = finger::search_threshold(known.size() * captures.size());
    std::vector<std::string> out;
    for (const auto& capture : captures) {
        auto own = finger::read_compact(finger::bytes_of(capture.minutiae));
        if (!own.ok()) continue;
        const auto probe = finger::prepare(*std::move(own));
        if (std::any_of(known.begin(), known.end(), [&](const auto& other) { return finger::score(probe, other) >= least; })) out.push_back(capture.position);
    }
    return out;
}

}  // namespace motcua::counter
