#include "server/retention/policy.hpp"

#include <algorithm>
#include <limits>

#include "shared/base/json.hpp"

namespace motcua::retention {
namespace {

constexpr Millis day = 24LL * 3600 * 1000;
constexpr int a_century = 36525;  ///< in days; more is a typing error

constexpr std::array names{std::string_view{"draft"},    std::string_view{"picture"}, std::string_view{"withdrawn"}, std::string_view{"expired"},
                           std::string_view{"finished"}, std::string_view{"session"}, std::string_view{"code"},      std::string_view{"outbox"},
                           std::string_view{"request"},  std::string_view{"audit"}};

Error malformed(std::string detail) { return {.code = ErrorCode::rules_malformed, .detail = "retention.json: " + std::move(detail)}; }

Result<Rule> parse_rule(const Json& json) {
    const std::string name(text_at(json, "kind"));
    const auto kind = parse_kind(name);
    if (!kind) return malformed("kind " + name);
    const Json& days = member(json, "days");
    if (!days.is_number_integer() || days.get<std::int64_t>() < 0 || days.get<std::int64_t>() > a_century) return malformed("days of " + name);
    const Json& since = member(json, "since");
    Rule out{.kind = *kind,
             .days = static_cast<int>(days.get<std::int64_t>()),
             .since = {.vi = std::string(text_at(since, "vi")), .en = std::string(text_at(since, "en"))},
             .origin = {.source = std::string(text_at(json, "source")), .certain = is_true(json, "certain")}};
    const bool told = !out.since.vi.empty() && !out.since.en.empty() && !out.origin.source.empty() && member(json, "certain").is_boolean();
    return told ? Result<Rule>(std::move(out)) : Result<Rule>(malformed("words, source or certain of " + name));
}

Result<Policy> parse_policy(const Json& json) {
    Policy out{.id = std::string(text_at(json, "id"))};
    const auto from = parse_date(text_at(json, "validFrom"));
    if (out.id.empty() || !from.ok()) return malformed("id or validFrom");
    out.from = *from;
    for (const Json& each : member(json, "rules")) {
        MOTCUA_TRY(rule, parse_rule(each));
        out.rules.push_back(std::move(rule));
    }
    std::ranges::sort(out.rules, {}, &Rule::kind);
    if (!std::ranges::equal(out.rules, all_kinds, {}, &Rule::kind)) return malformed("one rule of each kind in " + out.id);
    return Policy(std::move(out));
}

bool never_came(application::State state) {
    using application::State;
    return state == State::submitted || state == State::booked || state == State::no_show || state == State::returned;
}

}  // namespace

std::string_view text(Kind kind) { return names[static_cast<std::size_t>(kind)]; }

std::optional<Kind> parse_kind(std::string_view text) {
    for (const Kind kind : all_kinds)
        if (retention::text(kind) == text) return kind;
    return std::nullopt;
}

Result<std::vector<Policy>> parse_policies(std::string_view json) {
    MOTCUA_TRY(root, parse_json(json));
    std::vector<Policy> out;
    for (const Json& each : member(root, "policies")) {
        MOTCUA_TRY(policy, parse_policy(each));
        out.push_back(std::move(policy));
    }
    if (out.empty()) return malformed("policies");
    std::ranges::sort(out, {}, &Policy::from);
    return std::vector<Policy>(std::move(out));
}

const Policy& policy_on(const std::vector<Policy>& policies, Date day) {
    const auto later = std::ranges::find_if(policies, [&](const Policy& each) { return each.from > day; });
    return later == policies.begin() ? *later : *std::prev(later);
}

const Rule& rule_of(const Policy& policy, Kind kind) { return policy.rules[static_cast<std::size_t>(kind)]; }

Millis due_before(const Policy& policy, Kind kind, Millis now) { return now - rule_of(policy, kind).days * day; }

std::optional<Kind> kind_of(const FileAge& file, Millis now) {
    using application::State;
    if (file.state == State::withdrawn) return Kind::withdrawn;
    if (file.state == State::account_created || file.state == State::rejected) return Kind::finished;
    const bool comes = file.visit && *file.visit >= date_in_vietnam(now);
    if (!never_came(file.state) || file.held || comes) return std::nullopt;
    return Kind::expired;
}

bool is_due(const Policy& policy, const FileAge& file, Millis now) {
    const auto kind = kind_of(file, now);
    if (!kind) return false;
    const Millis cut = due_before(policy, *kind, now);
    // who has a seat waits for that day, however long ago it was taken
    const bool visited_lately = *kind == Kind::expired && file.visit && *file.visit >= date_in_vietnam(cut);
    return file.changed_at < cut && !visited_lately;
}

}  // namespace motcua::retention
