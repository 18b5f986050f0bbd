// Is a finger of this file in another person's file, too? An officer who shows a reader how it is done, or holds a finger for somebody,
// leaves the own one in the file; two people at the counter at once are mixed up. Nobody's prints are enrolled for this: what the
// same officer took lately is compared.
#pragma once

#include <string>
#include <vector>

#include "server/counter/file.hpp"

namespace motcua::counter {

/// Positions of this file's fingers that the officer also took for files of other documents in the last 12 hours. A file whose keys are
/// gone is passed over.
[[nodiscard]] std::vector<std::string> taken_elsewhere(const store::Transaction& tx, const keys::Keyring& keys, const Officer& officer,
                                                       std::string_view reference, const std::vector<Captured>& captures, Millis now);

}  // namespace motcua::counter
