// Judging a filing (one person's TK01). The browser asks to help, the server asks to decide: same code, same rulebook.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "shared/application/eligibility.hpp"
#include "shared/base/date.hpp"
#include "shared/base/json.hpp"
#include "shared/base/result.hpp"
#include "shared/form/filing.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::form {

struct Report {
    std::vector<Error> errors{};    ///< in the order of the form; Error::field is the path
    std::vector<Error> warnings{};  ///< never stop a filing
    eligibility::Answer eligibility{};
    [[nodiscard]] bool valid() const { return errors.empty(); }
};

/// Judges a whole filing, normalised or not.
[[nodiscard]] Report validate(const Json& filing, Date on, const rules::Rulebook& book);
/// Only these fields ("applicant.phone", "integration[0].number"), with what hangs on other fields where those are given.
[[nodiscard]] std::vector<Error> validate_fields(const Json& filing, std::span<const std::string_view> paths, Date on,
                                                 const rules::Rulebook& book);
/// The question that a filing puts to the eligibility rules; dates that are missing or wrong are left out.
[[nodiscard]] eligibility::Question eligibility_question(const Json& filing, Date on);

/// Whether the person's own assent beside the representative's is due on this day (child from 7).
[[nodiscard]] bool child_assent_due(const Json& filing, Date on, const rules::Rulebook& book);
/// The consents due: {"truth","account","biometrics"} and "childAssent".
[[nodiscard]] std::vector<std::string_view> consents_due(const Json& filing, Date on, const rules::Rulebook& book);

}  // namespace motcua::form
