// The way to a virus scanner on this machine: clamd's INSTREAM over a UNIX socket (man clamd: length-prefixed chunks, a zero
// length at the end, one line as answer). What the scanner says is untrusted: size and time are bounded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "shared/base/date.hpp"
#include "shared/base/result.hpp"

namespace motcua::scan {

struct Found {
    bool infected = false;
    std::string name{};  ///< of what was found: letters, digits and "._-" of the scanner's words, at most 100
};

class Scanner {
public:
    struct Options {
        std::string path;          ///< of the socket: "/run/clamav/clamd.ctl"
        Millis deadline = 15'000;  ///< for the whole exchange
    };
    explicit Scanner(Options options) : options_(std::move(options)) {}

    /// Errors: scanner_unavailable (detail: what failed): no scanner, no answer in time, no answer that can be read.
    [[nodiscard]] Result<Found> scan(std::string_view bytes) const;
    /// Whether it answers. Errors: scanner_unavailable.
    [[nodiscard]] Result<void> greet() const;

private:
    Options options_;
};

/// The socket's path in what --virus-scanner was given: "unix:/run/clamav/clamd.ctl". Error: cli_usage.
[[nodiscard]] Result<std::string> socket_path(std::string_view wanted);

/// "stream: OK", "stream: Eicar-Test-Signature FOUND"; anything else is an error, "ERROR" lines too.
[[nodiscard]] Result<Found> read_answer(std::string_view line);

}  // namespace motcua::scan
