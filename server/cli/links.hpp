// The systems around us as the command line names them: for serve, which uses them, and for the doctor, who looks at them.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "server/cli/options.hpp"
#include "server/net/trust.hpp"

namespace motcua::cli {

struct Link {
    std::string url;  ///< empty: not configured
    net::Trust trust{};
};
struct Links {
    Link registry, authority, smtp, sms;
    std::string virus_scanner{};  ///< "unix:/run/clamav/clamd.ctl"
};

inline constexpr std::array<std::string_view, 13> link_options{
    "registry", "registry-ca", "registry-certificate", "registry-key", "authority", "authority-ca", "authority-certificate", "authority-key",
    "smtp",     "smtp-ca",     "sms-gateway",          "sms-ca",       "virus-scanner"};
inline constexpr std::string_view link_help =
    "[--registry U] [--authority U] [--smtp U] [--sms-gateway U]: https:// and smtp(s)://, http:// to this machine only\n"
    "  [--authority-ca FILE] [--authority-certificate FILE --authority-key FILE]: PEM; the same for --registry-…\n"
    "  [--smtp-ca FILE] [--sms-ca FILE] [--virus-scanner unix:/run/clamav/clamd.ctl]";

[[nodiscard]] Links links_of(const Options& options);
/// Errors: peer_address, peer_certificate (field: the option, detail: the option or the file).
[[nodiscard]] Result<void> check_links(const Links& links);

}  // namespace motcua::cli
