// What a document that was read offers to the answers of a form. It decides nothing: what was typed gives way to the person only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/json.hpp"
#include "shared/form/fields.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::form {

/// How a value that was read stands to the answer that is there.
enum class Standing : std::uint8_t {
    fresh,    ///< nothing was answered
    agrees,   ///< the same, perhaps written in another way: marks that a zone cannot hold, a name that was cut
    differs,  ///< the person must say which is right
};

struct Offer {
    std::string path;   ///< "applicant.birthDate"
    std::string read;   ///< in the normal writing of the form
    std::string typed;  ///< the same, empty when fresh
    Standing standing = Standing::fresh;
};

/// The offers of a reading (JSON of shared/document/reader.hpp, valid) to a section of the form, in the form's order. Passports give
/// the person's data, the document's number and expiry; Vietnamese residence cards the card's. Others (visas, foreign identity cards)
/// give nothing: the form does not ask for them. Dates with unknown parts and unknown states are left out.
[[nodiscard]] std::vector<Offer> offers(const Json& filing, Section section, const Json& reading, const rules::Rulebook& book);

}  // namespace motcua::form
