// Machine-readable zones of ICAO Doc 9303: TD1 (3x30), TD2 (2x36), TD3 (2x44), visas MRV-A (2x44) and MRV-B (2x36).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/date.hpp"
#include "shared/base/result.hpp"
#include "shared/identity/name.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::identity {

enum class MrzFormat { td1, td2, td3, mrv_a, mrv_b };
[[nodiscard]] std::string_view code(MrzFormat format);  ///< "TD1", "TD2", "TD3", "MRV-A", "MRV-B"

enum class MrzCheckName { document_number, birth_date, expiry_date, optional_data, composite };
[[nodiscard]] std::string_view code(MrzCheckName name);  ///< "documentNumber", …
struct MrzCheck {
    MrzCheckName name{};
    char given = '<';
    char computed = '0';
    bool unused = false;            ///< optional data without a character
    [[nodiscard]] bool ok() const;  ///< '<' is right where the field is unused
};

struct Mrz {
    MrzFormat format{};
    std::string document_code;    ///< "P", "I", "AC", "V" …
    std::string issuer;           ///< as printed without fillers: "D", "UTO"
    Name name;
    bool name_truncated = false;  ///< the field is full: the visual zone may hold more
    std::string document_number;
    std::string nationality;
    std::string birth_date;       ///< "1974-08-12"; unknown parts are left out: "1974-08", "1974", ""
    std::string sex;              ///< "F", "M", "X"
    std::string expiry_date;
    std::string optional_data;    ///< TD1: of line 1
    std::string optional_data_2;  ///< TD1: of line 2
    std::vector<MrzCheck> checks;
    std::vector<Error> errors;    ///< mrz.check (detail = name of the check), mrz.character, mrz.date, mrz.sex, mrz.code …
    std::vector<std::string> lines;
    [[nodiscard]] bool valid() const { return errors.empty(); }
};

/// Reads a zone: line breaks may be any, blanks and characters that show nothing are ignored, small and full-width letters are raised,
/// '«' reads as '<<'. Lines in another order are put right if that makes the zone valid. `today` decides the century of two-digit
/// years. Error only where no zone can be seen at all (mrz.format); everything else is in Mrz::errors.
[[nodiscard]] Result<Mrz> parse_mrz(std::string_view text, Date today);

/// What a reader should look at although the zone may be right: mrz.country (detail = a code that ICAO 9303-3 section 5 does not list).
[[nodiscard]] std::vector<Error> mrz_warnings(const Mrz& mrz, const rules::Rulebook& book);

/// The name for comparing, with the width of its field where that is full.
[[nodiscard]] Reading name_reading(const Mrz& mrz);

/// The one valid zone that differs from `text` only by characters that reading machines confuse (0/O, 1/I, 8/B, 5/S, 3/8 …); nothing
/// when there is none, or when more than one could be meant. Fields with a check digit: one change each, in at most two of them, and
/// each must mend its own digit. Fields without: only digits that stand for one letter alone (in states: for one known code).
[[nodiscard]] std::optional<std::string> suggest_mrz(std::string_view text, Date today, const rules::Rulebook& book);

struct MrzContent {
    std::string document_code{"P"}, issuer;
    Name name;
    std::string document_number, nationality;
    std::string birth_date;   ///< "1974-08-12", or shorter when parts are unknown
    std::string sex{"X"};
    std::string expiry_date;
    std::string optional_data{}, optional_data_2{};
};
/// Writes a zone with all its check digits, lines joined by '\n'.
[[nodiscard]] std::string write_mrz(MrzFormat format, const MrzContent& content);
/// A passport's zone.
[[nodiscard]] std::string mrz_td3(const MrzContent& content);
/// Check digit of 9303-3 section 4.9: weights 7, 3, 1.
[[nodiscard]] char mrz_check_digit(std::string_view text);

}  // namespace motcua::identity
