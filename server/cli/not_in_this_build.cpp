// Stands in for commands and routes whose rooms are still being built; each definition gives way to the real one (weak).
// To be removed when all rooms are there.
#include "server/cli/commands.hpp"
#include "server/cli/options.hpp"
#include "server/http/router.hpp"

namespace motcua::cli {
namespace { int absent() { return usage("motcua: this command is not in this build"); } }
[[gnu::weak]] int run_registry(Arguments) { return absent(); }
[[gnu::weak]] int run_authority(Arguments) { return absent(); }
[[gnu::weak]] int run_check(Arguments) { return absent(); }
[[gnu::weak]] int run_admin_demo(Arguments) { return absent(); }
[[gnu::weak]] int run_admin_staff(Arguments) { return absent(); }
[[gnu::weak]] int run_admin_totp(Arguments) { return absent(); }
}  // namespace motcua::cli
namespace motcua::http {
[[gnu::weak]] std::vector<Route> session_routes() { return {}; }
[[gnu::weak]] std::vector<Route> draft_routes() { return {}; }
[[gnu::weak]] std::vector<Route> application_routes() { return {}; }
[[gnu::weak]] std::vector<Route> booking_routes() { return {}; }
[[gnu::weak]] std::vector<Route> counter_routes() { return {}; }
[[gnu::weak]] std::vector<Route> provisioning_routes() { return {}; }
}  // namespace motcua::http
