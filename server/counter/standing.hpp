// What does not agree in a file, and whether two people have decided to go on with it: the facts for application::check_override.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/counter/file.hpp"
#include "server/store/overrides.hpp"
#include "shared/application/override.hpp"

namespace motcua::counter {

struct Standing {
    application::Doubts doubts{};
    std::vector<std::string> contradicted{};      ///< fields whose accepted value contradicts the passport or the registry
    std::string digest{};                         ///< of the data and the registry's answer; empty where there is no doubt
    std::optional<store::Override> proposal{};    ///< the newest
};
[[nodiscard]] Result<Standing> standing_of(const store::Transaction& tx, const http::Services& services, const File& file);

/// Keyed hash of what the registry was asked about: the values of all sources, the choices, every capture.
[[nodiscard]] Result<std::string> data_digest(const store::Transaction& tx, const keys::Keyring& keys, const File& file,
                                              const Compared& compared);
/// Fields whose accepted value contradicts the passport or the registry; none before every difference is settled.
[[nodiscard]] std::vector<std::string> contradictions(const Compared& compared, const Json& filing, Date today);

}  // namespace motcua::counter
