// motcua registry: the reference population registry as a process of its own.
#include <array>

#include "server/cli/commands.hpp"
#include "server/cli/options.hpp"
#include "server/models/folder.hpp"
#include "server/registry/protocol.hpp"
#include "server/registry/service.hpp"

namespace motcua::cli {
namespace {

constexpr std::array<std::string_view, 5> valued{"data", "port", "bind", "share", "face-model"};
constexpr std::string_view help = "motcua registry --data DIR --port 8081 [--bind A] [--share DIR] [--face-model mobilefacenet|faceapi]";

struct Settings {
    registry::PeerServerOptions server;
    std::string data_dir, share_dir;
    portrait::FaceModel face_model = portrait::default_face_model;
};

Result<Settings> read_settings(Arguments args) {
    MOTCUA_TRY(options, read_options(args, valued, {}));
    const auto port = options.number("port", 8081);
    const auto face_model = portrait::parse_face_model(options.text("face-model", portrait::facts(portrait::default_face_model).name));
    if (!port || *port > 65535 || !face_model || !options.rest.empty()) return ErrorCode::cli_usage;
    MOTCUA_TRY(folder, data_dir(options));
    return Settings{.server = {.name = "registry", .bind = options.text("bind", "127.0.0.1"), .port = static_cast<int>(*port)},
                    .data_dir = folder, .share_dir = share_dir(options), .face_model = *face_model};
}

}  // namespace

int run_registry(Arguments args) {
    auto settings = read_settings(args);
    if (!settings.ok()) return settings.error().code == ErrorCode::cli_usage ? usage(help) : complain(settings.error());
    auto records = registry::Records::open(settings->data_dir + "/registry.db");
    if (!records.ok()) return complain(records.error());
    if (const auto read = (*records)->read_ahead(); !read.ok()) return complain(read.error());
    const auto token = registry::shared_token(settings->data_dir);
    if (!token.ok()) return complain(token.error());
    const auto networks = models::load(settings->share_dir + "/models", settings->face_model);
    if (!networks.ok()) return complain(networks.error());
    registry::Service service(**records, *networks, *token);
    settings->server.answer = [&service](const registry::PeerRequest& request) { return service.answer(request); };
    return registry::serve_until_signal(settings->server);
}

}  // namespace motcua::cli
