// Phone numbers: Vietnamese mobile plan, E.164.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::identity {

struct Phone {
    std::string e164;      ///< "+84912345678"
    std::string national;  ///< "0912345678"; same as e164 for foreign numbers
    std::string network{};  ///< who was given the prefix; portability exists, so this proves nothing
    bool vietnamese = false;
    bool mobile = false;
    std::vector<ErrorCode> warnings{};  ///< phone.unknown_prefix
};

/// Reads a number in any usual writing: blanks, dots, hyphens, brackets; 0…, +84…, 84…, 0084…, full-width digits no.
/// Errors: phone.missing, phone.character, phone.format.
[[nodiscard]] Result<Phone> parse_phone(std::string_view text, const rules::PhonePlan& plan);
/// What the form asks: a Vietnamese mobile number (phone.not_vietnamese unless the plan allows, phone.not_mobile).
[[nodiscard]] Result<Phone> parse_own_phone(std::string_view text, const rules::PhonePlan& plan);
/// "+84 912 *** 678": for screens and answers.
[[nodiscard]] std::string masked_phone(std::string_view e164);

}  // namespace motcua::identity
