#include "shared/portrait/policy.hpp"

#include <algorithm>

namespace motcua::portrait {

std::optional<Policy> find_policy(std::string_view id, Date on) {
    for (Policy& policy : all_policies())
        if (policy.id == id && policy.from <= on && (!policy.to || on <= *policy.to)) return std::move(policy);
    return std::nullopt;
}

Policy policy_vn(std::optional<Date> on) {
    if (on)
        if (auto policy = find_policy("vn", *on)) return *std::move(policy);
    Policy newest;
    for (Policy& policy : all_policies())
        if (policy.id == "vn" && (newest.id.empty() || newest.from < policy.from)) newest = std::move(policy);
    return newest;
}

Policy for_smaller(Policy policy, double times) {
    for (Rule& rule : policy.rules)
        if (rule.measure == MeasureId::eye_distance && rule.limit != Limit::score_below) rule.at /= times;
    return policy;
}

}  // namespace motcua::portrait
