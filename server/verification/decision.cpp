#include "server/verification/decision.hpp"

#include <algorithm>

namespace motcua::verification {

std::string_view text(Decision decision) {
    switch (decision) {
        case Decision::match:
            return "match";
        case Decision::no_record:
            return "no_record";
        case Decision::mismatch:
            break;
    }
    return "mismatch";
}

Decision parse_decision(std::string_view text) {
    for (const auto each : {Decision::match, Decision::no_record})
        if (verification::text(each) == text) return each;
    return Decision::mismatch;
}

Decision decide(const Evidence& evidence) {
    if (!evidence.found) return Decision::no_record;
    if (evidence.face && !evidence.face->match) return Decision::mismatch;
    const auto matching = std::count_if(evidence.fingers.begin(), evidence.fingers.end(), [](const auto& f) { return f.match; });
    const auto compared = static_cast<std::ptrdiff_t>(evidence.fingers.size());
    if (compared > 0 && 2 * matching <= compared) return Decision::mismatch;
    return evidence.face && compared > 0 ? Decision::match : Decision::no_record;
}

int working_days(Decision decision) { return decision == Decision::match ? 3 : 7; }

}  // namespace motcua::verification
