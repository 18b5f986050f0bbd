// Where an outgoing connection may go, and when the other side is believed. Both come from the configuration alone.
#pragma once

#include <cstdint>
#include <string>

#include "shared/base/result.hpp"

namespace motcua::net {

/// PEM files of one link. Empty: the system's authorities, no certificate of our own.
struct Trust {
    std::string authorities{};  ///< nothing but what these signed is believed, the system's authorities are not
    std::string certificate{};  ///< shown to a side that asks for one (mutual TLS)
    std::string key{};          ///< of `certificate`
};

enum class Speech : std::uint8_t { http, mail };

/// "https://" to anywhere, "http://" to this machine; "smtp(s)://" for mail. Errors: peer_address (no detail: an address may
/// hold a password).
[[nodiscard]] Result<void> check_target(const std::string& url, Speech speech);
/// Whether the address names this machine itself: localhost, 127.0.0.0/8, ::1. A name that merely resolves to it does not.
[[nodiscard]] bool stays_here(const std::string& url);
/// Files that are there, certificate and key together, the key for its owner and at most its group to read. Errors: peer_certificate (detail: the file).
[[nodiscard]] Result<void> check_trust(const Trust& trust);

}  // namespace motcua::net
