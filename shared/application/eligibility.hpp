// May this person have a level-2 account, and who has to come? Decided by the rule set of the day.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/date.hpp"
#include "shared/base/result.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::eligibility {

enum class Card { none, temporary, permanent };
[[nodiscard]] std::string_view code(Card card);  ///< "none", "TRC", "PRC"
[[nodiscard]] Result<Card> parse_card(std::string_view text);

struct Question {
    Date birth{};
    Card card = Card::none;
    std::optional<Date> card_expiry{};
    std::optional<Date> passport_expiry{};
    bool dependent = false;                ///< ward or represented person of any age
    std::optional<Date> stay_until{};      ///< lawful stay without a card; matters only to rule sets that ask it
    bool without_passport = false;         ///< says expressly that there is none (stateless)
    Date on{};
    std::string rule_set{};                ///< judged by this set, in force or not; empty: by the day
};

enum class Decision { eligible, guardian_required, level_1_only, not_eligible };
[[nodiscard]] std::string_view code(Decision decision);

enum class Reason {
    conditions_met,
    under_level_2_age,       ///< younger than 6
    under_self_age,          ///< 6 to 13
    dependent,
    no_card,
    card_expired,
    card_expiry_missing,
    passport_expired,
    stay_too_short,
    stay_accepted,           ///< stays long enough under a rule set that takes this instead of a card
    not_born_yet,
    no_rule_set,
    rule_set_uncertain,
    turns_6_soon,            ///< within 60 days: come then
    turns_14_soon,
    card_ends_soon,          ///< within 30 days: renew first, the account locks when the stay ends
    passport_ends_soon,
    no_passport,
};
[[nodiscard]] std::string_view code(Reason reason);
/// What it means, and what to do instead.
[[nodiscard]] std::string_view describe(Reason reason, std::string_view language);

struct Answer {
    Decision decision = Decision::not_eligible;
    std::vector<Reason> reasons{};   ///< the deciding ones first, then advice
    std::string rule_set{};          ///< id
    bool certain = true;             ///< of the rule set
    int age = 0;
};
[[nodiscard]] Answer decide(const Question& question, const rules::Rulebook& book);

}  // namespace motcua::eligibility
