#include "server/cli/links.hpp"

#include "server/scan/scanner.hpp"

namespace motcua::cli {
namespace {

Link link_of(const Options& options, const std::string& name, const std::string& files) {
    return {.url = options.text(name),
            .trust = {.authorities = options.text(files + "-ca"),
                      .certificate = options.text(files + "-certificate"),
                      .key = options.text(files + "-key")}};
}

Result<void> check(const Link& link, net::Speech speech, std::string_view option) {
    if (!link.url.empty() && !net::check_target(link.url, speech).ok())
        return Error{.code = ErrorCode::peer_address, .detail = std::string(option)};
    return net::check_trust(link.trust);
}

}  // namespace

Links links_of(const Options& options) {
    return {.registry = link_of(options, "registry", "registry"),
            .authority = link_of(options, "authority", "authority"),
            .smtp = link_of(options, "smtp", "smtp"),
            .sms = link_of(options, "sms-gateway", "sms"),
            .virus_scanner = options.text("virus-scanner")};
}

Result<void> check_links(const Links& links) {
    MOTCUA_CHECK(check(links.registry, net::Speech::http, "--registry"));
    MOTCUA_CHECK(check(links.authority, net::Speech::http, "--authority"));
    MOTCUA_CHECK(check(links.smtp, net::Speech::mail, "--smtp"));
    MOTCUA_CHECK(check(links.sms, net::Speech::http, "--sms-gateway"));
    if (!links.virus_scanner.empty()) MOTCUA_CHECK(scan::socket_path(links.virus_scanner));
    return {};
}

}  // namespace motcua::cli
