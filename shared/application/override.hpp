// Going on in spite of a doubt: what a file may be sent with although something does not agree takes two people, the officer who
// proposes it with a reason and a supervisor who is somebody else. Who may do what, and when, stands here and nowhere else.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "shared/application/lifecycle.hpp"
#include "shared/base/result.hpp"

namespace motcua::application {

/// How a proposal ended.
enum class Decision : std::uint8_t { none, approved, declined };

/// The newest proposal of a file, as far as the rule needs it.
struct Proposal {
    bool same_data = false;  ///< typed, passport and registry values, captures and verification are still those it was made over
    Decision decision = Decision::none;
};

/// What stands against the file, and how far it has come.
struct Doubts {
    State state{};
    bool registry_answered = false;
    bool mismatch = false;      ///< face or fingers do not agree with the registry
    bool contradicted = false;  ///< an accepted value contradicts the passport or the registry
    std::optional<Proposal> proposal{};
    [[nodiscard]] bool any() const { return mismatch || contradicted; }
};

/// Where a file stands between its two people.
enum class OverrideState : std::uint8_t {
    none,      ///< nothing to propose: all agrees, or the registry has not been asked
    open,      ///< somebody may propose
    waiting,   ///< a supervisor is to decide
    lapsed,    ///< the data changed before anybody decided, or after: to be proposed anew
    declined,
    approved,
};
[[nodiscard]] OverrideState override_state(const Doubts& doubts);

/// Who wants to act.
struct Person {
    bool holds_file = false;
    bool supervisor = false;
    bool proposed = false;  ///< made the newest proposal
};
enum class OverrideAct : std::uint8_t { propose, decide };

/// Whether this person may do this now. Errors: application.need_claimed_by_actor, application.actor_refused,
/// override.own, override.not_needed, override.waiting, override.none, override.lapsed.
[[nodiscard]] Result<void> check_override(OverrideAct act, const Doubts& doubts, const Person& person);

[[nodiscard]] std::string_view text(OverrideState state);  ///< "waiting"
[[nodiscard]] std::string_view text(Decision decision);    ///< "approved"; "" for none
[[nodiscard]] Decision parse_decision(std::string_view text);

}  // namespace motcua::application
