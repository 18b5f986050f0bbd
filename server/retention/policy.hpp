// How long what is kept: dated data of assets/retention.json, and what is due at a time. Pure: no clock, no store.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/application/lifecycle.hpp"
#include "shared/base/date.hpp"
#include "shared/base/result.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::retention {

enum class Kind : std::uint8_t {
    draft,      ///< not filed
    picture,    ///< portrait or paper, not filed
    withdrawn,  ///< file that its applicant took back
    expired,    ///< file whose applicant never came
    finished,   ///< file with an account, or refused
    session,
    code,
    outbox,     ///< row that was delivered or answered
    request,    ///< what makes filing the same twice harmless
    audit,      ///< counted, never erased
};
inline constexpr std::array all_kinds{Kind::draft,   Kind::picture, Kind::withdrawn, Kind::expired, Kind::finished,
                                      Kind::session, Kind::code,    Kind::outbox,    Kind::request, Kind::audit};
[[nodiscard]] std::string_view text(Kind kind);
[[nodiscard]] std::optional<Kind> parse_kind(std::string_view text);

struct Rule {
    Kind kind{};
    int days = 0;
    rules::Text since;  ///< from when on the days count
    rules::Origin origin;
};
struct Policy {
    std::string id;
    Date from{};
    std::vector<Rule> rules;  ///< one of each kind, in the order of all_kinds
};

/// Every policy, the oldest first. Errors: rules_malformed (detail: where).
[[nodiscard]] Result<std::vector<Policy>> parse_policies(std::string_view json);
/// Those of assets/retention.json.
[[nodiscard]] std::string_view policy_json();
/// The one in force; before the first, the first.
[[nodiscard]] const Policy& policy_on(const std::vector<Policy>& policies, Date day);
[[nodiscard]] const Rule& rule_of(const Policy& policy, Kind kind);

/// What came before this instant is due.
[[nodiscard]] Millis due_before(const Policy& policy, Kind kind, Millis now);

/// A file as far as retention looks at it.
struct FileAge {
    application::State state{};
    Millis changed_at = 0;       ///< last step of the life cycle
    std::optional<Date> visit{}; ///< of the seat that it holds
    bool held = false;           ///< by an officer
};
/// By which kind a file is kept; none while somebody works on it or waits for it: it is open and never due.
[[nodiscard]] std::optional<Kind> kind_of(const FileAge& file, Millis now);
[[nodiscard]] bool is_due(const Policy& policy, const FileAge& file, Millis now);

}  // namespace motcua::retention
