// What the rules of the form share: reading one case's answers. Only shared/form includes this.
#pragma once

#include "shared/base/text.hpp"
#include "shared/form/filing.hpp"
#include "shared/form/place.hpp"
#include "shared/form/rules.hpp"

namespace motcua::form {

inline std::string answer(const Json& filing, std::string_view path) { return text::tidy(answer_at(filing, path)); }
inline std::string answer(const Case& filing, std::string_view path) { return answer(filing.json, path); }

inline std::optional<Date> date_at(const Case& filing, std::string_view path) {
    const auto date = parse_date(answer(filing, path));
    return date ? std::optional(*date) : std::nullopt;
}

inline bool for_self(const Case& filing) { return answer(filing, "filedFor") == "self"; }
inline bool is_permanent(const Case& filing) { return answer(filing, "applicant.cardType") == "PRC"; }
inline bool has_no_document(const Case& filing) { return answer(filing, "applicant.documentType") == "none"; }
inline bool is_applicant(const Field& field, std::string_view name) { return field.section == Section::applicant && field.name == name; }

}  // namespace motcua::form
