#include "server/notify/messages.hpp"

#include <array>

#include <fmt/format.h>

#include "shared/i18n/language.hpp"

namespace motcua::notify {
namespace {

constexpr std::array all_topics{Topic::code,      Topic::submitted, Topic::booked, Topic::booking_moved, Topic::booking_cancelled, Topic::visit_reminder,
                                Topic::returned,  Topic::withdrawn, Topic::sent,   Topic::account_created,   Topic::activation_reminder,
                                Topic::account_rejected};
constexpr std::size_t largest_catalogue = 256 * 1024;

Error malformed(std::string detail) { return {.code = ErrorCode::messages_malformed, .detail = std::move(detail)}; }

std::string_view served_in(std::string_view language) { return i18n::is_language(language) ? language : "en"; }

Result<void> check(const Json& texts, Topic topic, std::string_view language) {
    const Json& row = member(member(member(texts, "topics"), text(topic)), language);
    for (const auto* part : {"subject", "sms", "email"})
        if (text_at(row, part).empty()) return malformed(fmt::format("{}.{}.{}", text(topic), language, part));
    return {};
}

}  // namespace

std::string_view text(Channel channel) { return channel == Channel::sms ? "sms" : "email"; }

std::string_view text(Topic topic) {
    switch (topic) {
        case Topic::code: return "code";
        case Topic::submitted: return "submitted";
        case Topic::booked: return "booked";
        case Topic::booking_moved: return "booking_moved";
        case Topic::booking_cancelled: return "booking_cancelled";
        case Topic::visit_reminder: return "visit_reminder";
        case Topic::returned: return "returned";
        case Topic::withdrawn: return "withdrawn";
        case Topic::sent: return "sent";
        case Topic::account_created: return "account_created";
        case Topic::activation_reminder: return "activation_reminder";
        case Topic::account_rejected: return "account_rejected";
    }
    return "";
}

Result<std::unique_ptr<Catalogue>> Catalogue::parse(std::string_view json) {
    auto texts = parse_json(json, {.bytes = largest_catalogue});
    if (!texts.ok()) return malformed("messages.json");
    for (const auto& [language, name] : i18n::languages) {
        if (text_at(member(*texts, "signature"), language).empty()) return malformed("signature");
        if (text_at(member(member(*texts, "reasons"), "OTHER"), language).empty()) return malformed("reasons.OTHER");
        for (const Topic topic : all_topics) MOTCUA_CHECK(check(*texts, topic, language));
    }
    auto out = std::make_unique<Catalogue>();
    out->texts_ = std::move(*texts);
    return out;
}

Result<Rendered> Catalogue::render(Topic topic, Channel channel, std::string_view language, const std::map<std::string, std::string>& values) const {
    const std::string_view served = served_in(language);
    const Json& row = member(member(member(texts_, "topics"), text(topic)), served);
    MOTCUA_TRY(body, fill(text_at(row, text(channel)), values));
    if (channel == Channel::sms) return Rendered{.text = body};
    MOTCUA_TRY(subject, fill(text_at(row, "subject"), values));
    return Rendered{.subject = subject, .text = fmt::format("{}\n\n-- \n{}\n", body, text_at(member(texts_, "signature"), served))};
}

std::string Catalogue::reason(std::string_view code, std::string_view language) const {
    const Json& reasons = member(texts_, "reasons");
    const Json& known = member(reasons, code);
    return std::string(text_at(known.is_object() ? known : member(reasons, "OTHER"), served_in(language)));
}

Result<std::string> fill(std::string_view text, const std::map<std::string, std::string>& values) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto open = text.find('{', at);
        out += text.substr(at, open - at);
        if (open == std::string_view::npos) break;
        const auto close = text.find('}', open);
        if (close == std::string_view::npos) return malformed("{");
        const std::string name(text.substr(open + 1, close - open - 1));
        const auto value = values.find(name);
        if (value == values.end() || value->second.empty()) return malformed(name);
        out += value->second;
        at = close + 1;
    }
    return out;
}

}  // namespace motcua::notify
