// Messages to the applicant about a file: to the representative's phone when somebody else files for the person.
#pragma once

#include <map>
#include <string>

#include "server/counter/file.hpp"
#include "server/notify/notifier.hpp"

namespace motcua::counter {

/// Queues a message in the caller's transaction; does nothing when the server runs without a notifier.
[[nodiscard]] Result<void> tell(store::Transaction& tx, const http::Services& services, const File& file, notify::Topic topic,
                                std::map<std::string, std::string> values);

}  // namespace motcua::counter
