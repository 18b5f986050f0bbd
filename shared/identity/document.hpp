// Travel documents and residence cards: numbers, dates, symbols, and the rules between them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/date.hpp"
#include "shared/base/result.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::identity {

/// Capitals without blanks and hyphens. Errors: document.number_missing, document.number_format (5-20 letters and digits).
[[nodiscard]] Result<std::string> parse_document_number(std::string_view text);
/// The same for a residence card, with the lengths of the rulebook. Errors: card.number_missing, card.number_format.
[[nodiscard]] Result<std::string> parse_card_number(std::string_view text, const rules::CardRules& rules);
/// "ld2", "LD2", "LĐ2" -> "LĐ2". Error: card.symbol.
[[nodiscard]] Result<std::string> parse_card_symbol(std::string_view text, const rules::Rulebook& book);

struct CardDates {
    std::string symbol;               ///< empty for a permanent card
    Date card_expiry{};
    std::optional<Date> passport_expiry{};
};
/// What does not fit between card and passport: card.outlives_passport (the card must end at least 30 days earlier),
/// card.too_long_for_symbol. These are warnings: old cards exist.
[[nodiscard]] std::vector<ErrorCode> card_doubts(const CardDates& dates, Date on, const rules::Rulebook& book);

}  // namespace motcua::identity
