// Search 1:N: whose fingers on record are the captured ones (OSIA ABIS, operation identify).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/registry/matcher.hpp"
#include "server/registry/records.hpp"
#include "shared/base/date.hpp"
#include "shared/base/json.hpp"
#include "shared/base/result.hpp"

namespace motcua::registry {

/// What candidates must fulfil; nothing given: everybody does.
struct Filter {
    std::optional<Date> born_from{}, born_to{};
    std::optional<std::string> gender{};
    std::vector<std::string> types{}, sub_types{};  ///< of what is on record; empty: any
};

struct Search {
    Filter filter{};
    std::vector<Probe> probes{};
    std::size_t most = 10;  ///< candidates
    int threshold = 0;      ///< a score; lower than search_threshold(): that one
};

/// Body of the operation. Errors: request_malformed (field: what is wrong; a FACE among the probes, too, as faces are not
/// searched, a picture of several fingers, and a filter that this registry does not know: ignoring it would answer another question).
[[nodiscard]] Result<Search> parse_search(std::string_view body);

/// Candidates by rank, as OSIA has them; the same for the same records and probes. Only those for whom at least one probe reaches
/// the threshold. Errors: those of read_finger, field "biometricData[0]" (what cannot be read was not searched, and "nobody"
/// would be a lie).
[[nodiscard]] Result<Json> identify(Records& records, const Search& search);

}  // namespace motcua::registry
