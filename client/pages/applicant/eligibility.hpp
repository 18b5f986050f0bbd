// What the eligibility pages share: reading their answers, the words that depend on whom it is for.
#pragma once

#include <optional>

#include "client/pages/shell.hpp"
#include "shared/application/eligibility.hpp"

namespace motcua::client::pages {

/// The key for the person filing for themselves, or the one for a child or ward.
[[nodiscard]] std::string for_whom(const App& app, const Screening& answers, std::string_view own, std::string_view other);
/// A date answer: the line to show when it is missing, no date, or (future only) already past the sensible.
[[nodiscard]] std::optional<ui::ErrorLine> date_fault(const App& app, std::string_view key, std::string_view value, std::string_view missing);
/// The first question without an answer, as page; empty when all are answered.
[[nodiscard]] std::string_view first_open_question(const App& app, const Screening& answers);
/// A changed birth date, card or passport may change the answer of the eligibility questions: then it goes there, and false comes back.
[[nodiscard]] bool still_eligible(App& app, std::string_view person);
[[nodiscard]] eligibility::Question question_of(const Screening& answers, Date on);

}  // namespace motcua::client::pages
