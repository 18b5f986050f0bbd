// The consent given for a file, with its signatures.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/base/date.hpp"

namespace motcua::store {

struct Consent {
    std::string language, text_version;
    std::string applicant_signature;         ///< sealed
    std::string representative_signature{};  ///< sealed; empty: none
    std::string officer{};
    Millis at = 0;                           ///< filled in when read
};
struct ConsentNote {
    std::string language, text_version;
    Millis at = 0;
    bool representative_signed = false;
};

class Consents {
public:
    virtual ~Consents() = default;
    /// Takes the place of the one before. Throws when there is no such application.
    virtual void save(std::string_view reference, const Consent& consent) = 0;
    [[nodiscard]] virtual std::optional<Consent> find(std::string_view reference) const = 0;
    /// Without the signatures.
    [[nodiscard]] virtual std::optional<ConsentNote> note_of(std::string_view reference) const = 0;
    virtual void erase(std::string_view reference) = 0;
};

}  // namespace motcua::store
