// Messages to applicants: one-time codes, steps of the application, the visit. A message is an outbox row of kind "notify",
// put there in the caller's transaction; provisioning's worker delivers it by SMTP or the SMS gateway (or, when neither is
// configured, into the developer mailbox) and keeps table `notifications` up to date for applicant and officer.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/store.hpp"
#include "shared/base/json.hpp"
#include "shared/base/result.hpp"

namespace motcua::keys { class Keyring; }

namespace motcua::notify {

enum class Channel : std::uint8_t { sms, email };
[[nodiscard]] std::string_view text(Channel channel);

/// What the message is about; each has a text in every language of the form in assets/messages.json under the name given here.
enum class Topic : std::uint8_t {
    code,              ///< one-time code of the phone check; values: code, minutes
    submitted,         ///< values: reference
    booked,            ///< values: reference, office, address, date, time
    booking_moved,     ///< the office is closed; values: reference, office, address, date, time, old_date, reason
    booking_cancelled, ///< values: reference
    visit_reminder,    ///< values: reference, office, address, date, time
    returned,          ///< values: reference, reason
    withdrawn,         ///< values: reference
    sent,              ///< request is with the identity authority; values: reference, due
    account_created,   ///< values: reference, account, activate_by
    activation_reminder, ///< values: reference, activate_by
    account_rejected,  ///< values: reference, reason
};
[[nodiscard]] std::string_view text(Topic topic);

/// Where a person is reached. Phone in E.164 ("+84912345678"); either may be empty, not both.
struct Recipient {
    std::string phone{};
    std::string email{};
    std::string language{"vi"};   ///< one of i18n::languages; anything else is served in English
};

/// Who is told about a filing: the applicant, or who files for them, who was verified by phone.
[[nodiscard]] Recipient recipient_of(const Json& filing, std::string_view filed_for, std::string_view language);

struct Message {
    Topic topic{};
    Recipient to{};
    std::string reference{};                     ///< application ("MC-…" as stored); empty for codes
    std::map<std::string, std::string> values{}; ///< for the {name} places of the text; `reference` is filled in when absent
    Millis until = 0;                            ///< of no use afterwards: given up; 0: tried for days
};

/// A row of `notifications` as applicant and officer see it.
struct Delivery {
    Channel channel{};
    Topic topic{};
    std::string state;   ///< queued | delivered | failed
    Millis at = 0;       ///< last change
};

class Catalogue;

class Notifier {
public:
    struct Options {
        std::string messages_json;             ///< content of assets/messages.json
        std::shared_ptr<keys::Keyring> keys;   ///< seals address and text in the outbox
        std::string public_url{};              ///< printed in e-mails
    };
    /// Errors: messages_malformed (a topic, language or placeholder is missing).
    [[nodiscard]] static Result<std::shared_ptr<Notifier>> create(Options options);
    ~Notifier();

    /// Queues the SMS that carries a one-time code, in the caller's transaction. After the commit call
    /// Services::wake_outbox, so that it leaves at once. The code is given up after `minutes` (it has expired by then).
    /// Errors: address_refused (not E.164, control characters).
    [[nodiscard]] Result<void> send_code(store::Transaction& tx, std::string_view phone, std::string_view code, int minutes,
                                         std::string_view language) const;

    /// Queues a message: by e-mail when there is an address (falling back to SMS when the mail fails for good), else by SMS.
    /// account_created and account_rejected go by both channels. What is of no use after an instant is tried by e-mail for half
    /// of the time, so that the SMS is in time. In the caller's transaction; then Services::wake_outbox.
    /// Errors: address_refused, messages_malformed (a value the text needs is missing).
    [[nodiscard]] Result<void> enqueue(store::Transaction& tx, const Message& message) const;

    /// The authority's reason code ("DUPLICATE_ACCOUNT") in a person's words.
    [[nodiscard]] std::string reason_text(std::string_view code, std::string_view language) const;

private:
    explicit Notifier(Options options, std::unique_ptr<Catalogue> catalogue);
    Options options_;
    std::unique_ptr<Catalogue> catalogue_;
};

/// Takes back the messages about an application and topic that are still on their way and that nobody is sending right now.
void take_back(const store::Transaction& tx, std::string_view reference, Topic topic);
/// The deliveries of an application, oldest first.
[[nodiscard]] std::vector<Delivery> deliveries(store::Transaction& tx, std::string_view reference);

}  // namespace motcua::notify
