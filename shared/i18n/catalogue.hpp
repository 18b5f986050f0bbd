// Messages by key in one language, with {name} places.
#pragma once

#include <functional>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "shared/base/json.hpp"
#include "shared/base/result.hpp"

namespace motcua::i18n {

using Places = std::initializer_list<std::pair<std::string_view, std::string_view>>;

class Catalogue {
public:
    /// From flat JSON {"key":"text"}. Error: i18n.malformed.
    [[nodiscard]] static Result<Catalogue> parse(std::string_view json);
    /// Adds another file's keys (later ones win).
    [[nodiscard]] Result<void> add(std::string_view json);
    /// The same from JSON that was read before.
    [[nodiscard]] Result<void> add_texts(const Json& texts);
    /// The text; the key itself when there is none, so that a gap is seen. The view lives as long as the catalogue
    /// (for a missing key: as long as `key`).
    [[nodiscard]] std::string_view text(std::string_view key) const;
    [[nodiscard]] bool has(std::string_view key) const;
    /// Text with {name} replaced; unknown places stay as they are.
    [[nodiscard]] std::string format(std::string_view key, Places places) const;
    /// "key.one", "key.few" … by the plural rule of the language, else "key.other", with {n}.
    [[nodiscard]] std::string plural(std::string_view key, int n, std::string_view language, Places more = {}) const;
    [[nodiscard]] std::size_t size() const { return texts_.size(); }

private:
    std::map<std::string, std::string, std::less<>> texts_;
};

/// Replaces {name} in any text.
[[nodiscard]] std::string fill(std::string_view text, Places places);

}  // namespace motcua::i18n
