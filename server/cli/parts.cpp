#include "server/cli/parts.hpp"

#include "server/cli/decoder_program.hpp"
#include "server/models/folder.hpp"
#include "server/provisioning/start.hpp"
#include "server/registry/protocol.hpp"
#include "server/scan/scanner.hpp"
#include "server/verification/registry_client.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::cli {
namespace {

/// It need not be there yet: until it is, uploads are answered 503, and the doctor says why.
void start_scanner(http::Services& services) {
    const auto path = scan::socket_path(services.edges.virus_scanner);
    if (path.ok()) services.edges.scanner = std::make_shared<const scan::Scanner>(scan::Scanner::Options{.path = *path});
}

Result<void> connect_registry(http::Services& services) {
    MOTCUA_TRY(token, registry::shared_token(services.settings.data_dir));
    services.registry = std::make_shared<verification::RegistryClient>(verification::RegistryClient::Options{
        .url = services.settings.registry_url, .token = token, .trust = services.edges.registry});
    return {};
}

}  // namespace

Result<std::shared_ptr<void>> start_parts(http::Services& services) {
    MOTCUA_TRY(book, rules::parse_rulebook(rules::embedded_bundle()));
    const std::string& wanted = services.settings.rule_set;
    const auto* chosen = rules::find_rule_set(book, wanted);
    const bool over = chosen != nullptr && chosen->period.to && *chosen->period.to < date_in_vietnam(services.clock());
    // a set that will never decide again must not look chosen
    if (!wanted.empty() && (chosen == nullptr || over))
        return Error{.code = ErrorCode::cli_usage, .detail = "--rule-set " + wanted};
    book.chosen_rule_set = wanted;
    services.rules = std::make_shared<const rules::Rulebook>(std::move(book));
    MOTCUA_TRY(networks, models::load(services.settings.share_dir + "/models"));  // faces are compared by the registry
    services.models = networks;
    MOTCUA_TRY(decoder, start_decoder());
    services.decoder = std::move(decoder);
    start_scanner(services);
    MOTCUA_CHECK(connect_registry(services));
    return provisioning::start(services);
}

}  // namespace motcua::cli
