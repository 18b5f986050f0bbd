// Messages to people: address and text sealed, and what became of them. Each has the id of its outbox row.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/date.hpp"

namespace motcua::store {

struct Notice {
    std::string reference;        ///< application, or "otp:<id>"
    std::string channel, topic, language;
    std::string address, body;    ///< sealed
};
struct NoticeState {
    std::string channel, topic;
    std::string state;            ///< queued | delivered | failed
    Millis at = 0;                ///< last change
};

class Notices {
public:
    virtual ~Notices() = default;
    /// Queued now. Throws when the id is taken.
    virtual void add(std::string_view id, const Notice& notice) = 0;
    /// None when its text is erased.
    [[nodiscard]] virtual std::optional<Notice> find(std::string_view id) const = 0;
    [[nodiscard]] virtual std::optional<std::string> reference_of(std::string_view id) const = 0;
    /// It has arrived; its text is erased.
    virtual void delivered(std::string_view id) = 0;
    /// An attempt failed; the message is "queued" again or has "failed".
    virtual void attempted(std::string_view id, std::string_view state, std::string_view error) = 0;
    /// Failed without another attempt.
    virtual void failed(std::string_view id, std::string_view error) = 0;
    virtual void erase(std::string_view id) = 0;
    /// Every message about a reference.
    virtual void erase_of(std::string_view reference) = 0;
    /// Ids of the messages about a reference and topic that are on their way, sorted.
    [[nodiscard]] virtual std::vector<std::string> queued(std::string_view reference, std::string_view topic) const = 0;
    /// Oldest first.
    [[nodiscard]] virtual std::vector<NoticeState> of(std::string_view reference) const = 0;
};

}  // namespace motcua::store
