// motcua registry: the reference population registry as a process of its own.
#include <array>

#include "server/cli/commands.hpp"
#include "server/cli/options.hpp"
#include "server/registry/protocol.hpp"
#include "server/registry/service.hpp"

namespace motcua::cli {
namespace {

constexpr std::array<std::string_view, 4> valued{"data", "port", "bind", "share"};
constexpr std::string_view help = "motcua registry --data DIR --port 8081 [--bind A] [--share DIR]";

struct Settings {
    registry::PeerServerOptions server;
    std::string data_dir, share_dir;
};

Result<Settings> read_settings(Arguments args) {
    MOTCUA_TRY(options, read_options(args, valued, {}));
    const auto port = options.number("port", 8081);
    if (!port || *port > 65535 || !options.rest.empty()) return ErrorCode::cli_usage;
    MOTCUA_TRY(folder, data_dir(options));
    return Settings{.server = {.name = "registry", .bind = options.text("bind", "127.0.0.1"), .port = static_cast<int>(*port)},
                    .data_dir = folder, .share_dir = share_dir(options)};
}

}  // namespace

int run_registry(Arguments args) {
    auto settings = read_settings(args);
    if (!settings.ok()) return settings.error().code == ErrorCode::cli_usage ? usage(help) : complain(settings.error());
    auto records = registry::Records::open(settings->data_dir + "/registry.db");
    if (!records.ok()) return complain(records.error());
    const auto token = registry::shared_token(settings->data_dir);
    if (!token.ok()) return complain(token.error());
    const auto models = registry::load_models(settings->share_dir);
    if (!models.ok()) return complain(models.error());
    registry::Service service(**records, *models, *token);
    settings->server.answer = [&service](const registry::PeerRequest& request) { return service.answer(request); };
    return registry::serve_until_signal(settings->server);
}

}  // namespace motcua::cli
