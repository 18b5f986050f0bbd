// The developer mailbox: what would have been sent.
#pragma once

#include <string>
#include <vector>

#include "shared/base/date.hpp"

namespace motcua::store {

struct MailboxEntry {
    std::string channel;   ///< "sms" or "email"
    std::string to;
    std::string subject{};
    std::string text;
    Millis at = 0;         ///< filled in when read
};

class Mailbox {
public:
    virtual ~Mailbox() = default;
    /// Keeps the newest 500.
    virtual void drop(const MailboxEntry& entry) = 0;
    /// Newest first.
    [[nodiscard]] virtual std::vector<MailboxEntry> newest(int limit) const = 0;
};

}  // namespace motcua::store
