#include "server/cli/parts.hpp"

#include "shared/rules/rulebook.hpp"

namespace motcua::cli {

Result<std::shared_ptr<void>> start_parts(http::Services& services) {
    MOTCUA_TRY(book, rules::parse_rulebook(rules::embedded_bundle()));
    services.rules = std::make_shared<const rules::Rulebook>(std::move(book));
    services.wake_outbox = [] {};
    return std::shared_ptr<void>();
}

}  // namespace motcua::cli
