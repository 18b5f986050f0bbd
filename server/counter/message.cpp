#include "server/counter/message.hpp"

namespace motcua::counter {

Result<void> tell(store::Transaction& tx, const http::Services& services, const File& file, notify::Topic topic,
                  std::map<std::string, std::string> values) {
    if (!services.notifier) return {};
    const Json& person = member(file.filing, file.filed_for == "self" ? "applicant" : "representative");
    const notify::Recipient to{.phone = std::string(text_at(person, "phone")),
                               .email = std::string(text_at(person, "email")),
                               .language = file.language};
    return services.notifier->enqueue(tx, {.topic = topic, .to = to, .reference = file.reference, .values = std::move(values)});
}

}  // namespace motcua::counter
