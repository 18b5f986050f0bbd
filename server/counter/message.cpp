#include "server/counter/message.hpp"

namespace motcua::counter {

Result<void> tell(store::Transaction& tx, const http::Services& services, const File& file, notify::Topic topic,
                  std::map<std::string, std::string> values) {
    if (!services.notifier) return {};
    return services.notifier->enqueue(tx, {.topic = topic, .to = notify::recipient_of(file.filing, file.filed_for, file.language),
                                           .reference = file.reference, .values = std::move(values)});
}

}  // namespace motcua::counter
