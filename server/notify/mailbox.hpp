// Developer mailbox: stands in for mail server and SMS gateway on a developer's machine (serve --demo). Plain server-rendered
// page without any script, and the same as JSON for tests. Never holds a message of a real installation.
#pragma once

#include <string>
#include <vector>

#include "server/store/mailbox.hpp"
#include "server/store/store.hpp"

namespace motcua::notify {

using store::MailboxEntry;

/// The newest `limit`, oldest first.
[[nodiscard]] std::vector<MailboxEntry> read_mailbox(store::Transaction& tx, int limit);
/// {"messages":[{"channel","to","subject","text","at"}]}
[[nodiscard]] std::string mailbox_json(const std::vector<MailboxEntry>& entries);
/// A whole page, newest first; every value escaped.
[[nodiscard]] std::string mailbox_html(const std::vector<MailboxEntry>& entries);

}  // namespace motcua::notify
