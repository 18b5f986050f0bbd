// Reads the machine-readable zone (ICAO Doc 9303) in a photograph or camera frame of a passport, card or visa: finds it in any
// rotation, straightens it, reads OCR-B, and lets check digits, position classes and the list of states decide. Never guesses.
//
// No OpenCV, no libm: additions, products and square roots only, so every build gives the same answer.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/date.hpp"
#include "shared/document/ocr.hpp"
#include "shared/identity/mrz.hpp"
#include "shared/picture/picture.hpp"

namespace motcua::document {

/// What stands in the way, in the order of importance; the first is the advice. Codes in causes.def ("passport.glare"); texts
/// are i18n keys "passport.advice.glare".
enum class Cause : std::uint8_t {
#define MOTCUA_PASSPORT_CAUSE(name, text) name,
#include "shared/document/causes.def"
#undef MOTCUA_PASSPORT_CAUSE
};
[[nodiscard]] std::string_view text(Cause cause);

struct Corner {
    int x = 0, y = 0;  ///< pixels of the picture; may lie outside of it
};

/// A character that could be another one: the picture, not the document, is to be doubted.
struct Doubt {
    int line = 0, column = 0;
};

struct Reading {
    bool valid = false;                     ///< every check digit is right and every letter was read with confidence
    bool found = false;                     ///< a zone was seen, readable or not
    std::array<Corner, 4> corners{};        ///< of the zone: top left, top right, bottom right, bottom left as one reads it
    std::optional<identity::Mrz> zone{};    ///< as read; its errors say what does not agree
    std::vector<Doubt> doubts{};
    std::vector<Cause> causes{};            ///< empty exactly when valid
};

/// Never fails: a picture without a zone is a reading (not_found), too. `today` decides the century of birth dates.
[[nodiscard]] Reading read(const picture::Picture& picture, const Ocr& ocr, Date today);

/// {"valid","found","corners":[{"x","y"} x4]|null,"format":"TD3"|null,"lines":[…],"fields":{…}|null,"doubts":[{"line","column"}…],
///  "causes":[…],"advice":cause|null}, the members always in this order. fields has the names and the order of `motcua check mrz`:
///  documentCode, issuer, primaryIdentifier, secondaryIdentifier, nameTruncated, documentNumber, nationality, birthDate, sex,
///  expiryDate, optionalData, (TD1: optionalData2,) checks {name: bool}.
[[nodiscard]] std::string to_json(const Reading& reading);

}  // namespace motcua::document
