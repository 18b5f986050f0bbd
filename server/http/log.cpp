#include "server/http/log.hpp"

#include <unistd.h>

#include "server/http/responses.hpp"
#include "shared/base/json.hpp"

namespace motcua::http {

void log(Level level, std::string_view event, std::initializer_list<std::pair<std::string_view, std::string>> parts, Millis at) {
    constexpr std::string_view names[]{"info", "warning", "error"};
    Json line{{"at", at}, {"level", names[static_cast<std::size_t>(level)]}, {"event", event}};
    for (const auto& [name, value] : parts) line[std::string(name)] = value;
    const auto text = dump_json(line) + '\n';
    (void)!::write(STDERR_FILENO, text.data(), text.size());  // one write: lines of several threads never mix
}

}  // namespace motcua::http
