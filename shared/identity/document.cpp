#include "shared/identity/document.hpp"

#include <algorithm>

#include "shared/base/text.hpp"

namespace motcua::identity {
namespace {

struct Length {
    std::size_t min, max;
};

/// Capitals without the blanks and hyphens that people add; nothing when another character stands there.
std::optional<std::string> letters_and_digits(std::string_view text) {
    std::string out;
    for (char typed : text) {
        const char c = text::upper(typed);
        if (text::is_digit(c) || text::is_upper(c)) out += c;
        else if (c != ' ' && c != '-') return std::nullopt;
    }
    return out;
}

Result<std::string> parse_number(std::string_view text, Length length, ErrorCode missing, ErrorCode wrong) {
    const std::string tidy = text::tidy(text);
    if (tidy.empty()) return missing;
    const auto number = letters_and_digits(tidy);
    if (!number || number->size() < length.min || number->size() > length.max) return wrong;
    return *number;
}

}  // namespace

Result<std::string> parse_document_number(std::string_view text) {
    return parse_number(text, {.min = 5, .max = 20}, ErrorCode::document_number_missing, ErrorCode::document_number_format);
}

Result<std::string> parse_card_number(std::string_view text, const rules::CardRules& rules) {
    const Length length{.min = static_cast<std::size_t>(rules.number_min), .max = static_cast<std::size_t>(rules.number_max)};
    return parse_number(text, length, ErrorCode::card_number_missing, ErrorCode::card_number_format);
}

Result<std::string> parse_card_symbol(std::string_view text, const rules::Rulebook& book) {
    std::string wanted = text::folded(text);
    std::erase(wanted, ' ');
    wanted = text::upper_ascii(wanted);
    if (const auto* row = rules::find_card_symbol(book, wanted)) return row->symbol;
    const auto& none = book.cards.without_card;
    const bool shaped = wanted.size() >= 2 && wanted.size() <= 4 && text::is_upper(wanted[0]) && text::is_upper(wanted[1]);
    const bool sound = std::all_of(wanted.begin(), wanted.end(), [](char c) { return text::is_upper(c) || text::is_digit(c); });
    if (!shaped || !sound || std::find(none.begin(), none.end(), wanted) != none.end()) return ErrorCode::card_symbol;
    return wanted;
}

std::vector<ErrorCode> card_doubts(const CardDates& dates, Date on, const rules::Rulebook& book) {
    std::vector<ErrorCode> doubts;
    const bool temporary = !dates.symbol.empty();
    const auto margin = std::chrono::days{book.cards.days_before_passport};
    if (temporary && dates.passport_expiry && Days{dates.card_expiry} + margin > Days{*dates.passport_expiry})
        doubts.push_back(ErrorCode::card_outlives_passport);
    const auto* symbol = rules::find_card_symbol(book, dates.symbol);
    if (symbol != nullptr && symbol->max_years > 0 && Days{dates.card_expiry} > Days{on} + std::chrono::days{symbol->max_years * 366})
        doubts.push_back(ErrorCode::card_too_long_for_symbol);
    return doubts;
}

}  // namespace motcua::identity
