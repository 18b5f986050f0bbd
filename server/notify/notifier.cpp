#include "server/notify/notifier.hpp"

#include "server/keys/keyring.hpp"
#include "server/notify/email.hpp"
#include "server/notify/envelope.hpp"
#include "server/notify/messages.hpp"
#include "server/notify/sms.hpp"
#include "server/provisioning/outbox.hpp"
#include "server/store/notices.hpp"
#include "server/store/outbox.hpp"

namespace motcua::notify {
namespace {

constexpr Millis minute = 60 * 1000;

bool by_both_channels(Topic topic) { return topic == Topic::account_created || topic == Topic::account_rejected; }

}  // namespace

Result<std::shared_ptr<Notifier>> Notifier::create(Options options) {
    MOTCUA_TRY(catalogue, Catalogue::parse(options.messages_json));
    return std::shared_ptr<Notifier>(new Notifier(std::move(options), std::move(catalogue)));
}

Notifier::Notifier(Options options, std::unique_ptr<Catalogue> catalogue) : options_(std::move(options)), catalogue_(std::move(catalogue)) {}
Notifier::~Notifier() = default;

Result<void> Notifier::send_code(store::Transaction& tx, std::string_view phone, std::string_view code, int minutes, std::string_view language) const {
    MOTCUA_CHECK(check_phone(phone));
    MOTCUA_TRY(text, catalogue_->render(Topic::code, Channel::sms, language, {{"code", std::string(code)}, {"minutes", std::to_string(minutes)}}));
    const Envelope envelope{.reference = "otp:" + keys::hex(keys::random_bytes(8)), .channel = Channel::sms, .topic = Topic::code,
                            .language = std::string(language), .to = std::string(phone), .text = text.text};
    (void)post(tx, *options_.keys, envelope, tx.now() + minutes * minute);
    return {};
}

Result<void> Notifier::enqueue(store::Transaction& tx, const Message& message) const {
    auto values = message.values;
    values.try_emplace("reference", message.reference);
    // An address that mail cannot reach is no reason to leave the person untold: the phone is verified.
    const bool mail = check_email_address(message.to.email).ok();
    const bool phone = check_phone(message.to.phone).ok();
    if (!mail && !phone) return Error{.code = ErrorCode::address_refused, .field = message.to.phone.empty() ? "email" : "phone"};
    MOTCUA_TRY(sms, catalogue_->render(message.topic, Channel::sms, message.to.language, values));
    MOTCUA_TRY(letter, catalogue_->render(message.topic, Channel::email, message.to.language, values));
    Envelope envelope{.reference = message.reference, .topic = message.topic, .language = message.to.language};
    const bool both = by_both_channels(message.topic);
    if (mail) {
        envelope.channel = Channel::email;
        envelope.to = message.to.email;
        envelope.subject = letter.subject;
        envelope.text = letter.text;
        const bool falls_back = phone && !both;
        if (falls_back) envelope.fallback = {.to = message.to.phone, .text = sms.text, .until = message.until};
        const Millis half = tx.now() + (message.until - tx.now()) / 2;
        (void)post(tx, *options_.keys, envelope, falls_back && message.until > 0 ? half : message.until);
    }
    if (phone && (both || !mail)) {
        envelope = {.reference = message.reference, .channel = Channel::sms, .topic = message.topic, .language = message.to.language,
                    .to = message.to.phone, .text = sms.text};
        (void)post(tx, *options_.keys, envelope, message.until);
    }
    return {};
}

std::string Notifier::reason_text(std::string_view code, std::string_view language) const { return catalogue_->reason(code, language); }

Recipient recipient_of(const Json& filing, std::string_view filed_for, std::string_view language) {
    const Json& person = member(filing, filed_for == "self" ? "applicant" : "representative");
    return {.phone = std::string(text_at(person, "phone")), .email = std::string(text_at(person, "email")), .language = std::string(language)};
}

void take_back(const store::Transaction& tx, std::string_view reference, Topic topic) {
    for (const auto& id : tx.notices().queued(reference, text(topic)))
        if (tx.outbox().take_back(id)) tx.notices().erase(id);
}

std::vector<Delivery> deliveries(store::Transaction& tx, std::string_view reference) {
    std::vector<Delivery> out;
    for (auto& each : tx.notices().of(reference))
        out.push_back({.channel = each.channel == "sms" ? Channel::sms : Channel::email, .topic = parse_topic(each.topic),
                       .state = std::move(each.state), .at = each.at});
    return out;
}

}  // namespace motcua::notify
