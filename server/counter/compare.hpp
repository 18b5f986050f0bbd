// Three-way comparison: what was typed at home, what the passport's machine-readable zone says, what the registry holds.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/verification/registry_client.hpp"
#include "shared/base/json.hpp"
#include "shared/identity/mrz.hpp"

namespace motcua::counter {

enum class Verdict : std::uint8_t {
    same,
    compatible,  ///< the same thing written another way (diacritics, a truncated name, an unknown day of birth)
    missing,     ///< not given in one of the sources
    different,   ///< must be settled by the officer
};
[[nodiscard]] std::string_view text(Verdict verdict);

struct Row {
    std::string field;  ///< path in the filing: "applicant.familyName"
    std::string typed, passport, registry;
    Verdict verdict = Verdict::same;
    std::vector<std::string> reasons{};  ///< identity::code(NameReason), "partial_date"
    friend bool operator==(const Row&, const Row&) = default;
};

/// Where a value may be taken from.
enum class Source : std::uint8_t { typed, passport, registry };
[[nodiscard]] std::string_view text(Source source);
[[nodiscard]] std::optional<Source> parse_source(std::string_view text);
[[nodiscard]] const std::string& value_of(const Row& row, Source source);

/// The rows in the order of the form. Fields that only the registry knows have a row when there is a record.
[[nodiscard]] std::vector<Row> compare(const Json& filing, const identity::Mrz* mrz, const verification::Record* record);

/// Choices made by the officer, by field.
using Accepted = std::map<std::string, Source>;
/// Whether no row is left that differs and has not been settled.
[[nodiscard]] bool settled(const std::vector<Row>& rows, const Accepted& accepted);
/// The filing with the accepted values put in: what is judged, verified and sent.
[[nodiscard]] Json accepted_filing(const Json& filing, const std::vector<Row>& rows, const Accepted& accepted);

[[nodiscard]] Json to_json(const Row& row);
[[nodiscard]] Row row_from_json(const Json& json);

}  // namespace motcua::counter
