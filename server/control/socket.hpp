// How an administrator's command reaches the server that has the data folder: DATA/control.sock, a UNIX socket (0600) that only
// the server's account and root may use. One JSON line asks, one answers, then the line is closed:
//   {"command":"keys.rotate","arguments":{…}}      at most 4 KiB, within 5 s
//   {"ok":true,"result":{…}}  or  {"ok":false,"code":"keys.rotating","detail":"…"}      at most 256 KiB
// A command is a name and a function; nothing here knows what any of them does.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/json.hpp"
#include "shared/base/result.hpp"

namespace motcua::control {

/// Asked by long work between two steps: the server is about to stop.
using Stopping = std::function<bool()>;
using Command = std::function<Result<Json>(const Json& arguments, const Stopping& stopping)>;
using Commands = std::map<std::string, Command, std::less<>>;

/// That nobody else changes this data folder: held by the server, and by a command that works without one.
class FolderLock {
public:
    /// Errors: store_in_use, cli_data_dir (there is no such folder).
    [[nodiscard]] static Result<FolderLock> take(const std::string& data_dir);
    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&&) = delete;
    ~FolderLock();

private:
    explicit FolderLock(int folder) : folder_(folder) {}
    int folder_ = -1;
};

/// Takes commands until it is destroyed; those that run then are told to stop and waited for.
class Listener {
public:
    /// The folder must be locked by the caller: a socket that lies there is of a server that died. `idle` is called about once
    /// a second. Error: file_unusable (the socket cannot be made).
    [[nodiscard]] static Result<std::unique_ptr<Listener>> start(const std::string& data_dir, Commands commands,
                                                                 std::function<void()> idle = [] {});
    ~Listener();

private:
    Listener();
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Has a command done by the server of this data folder. Nothing: no server listens there. Errors: those of the command;
/// control_forbidden, control_request (it does not know the command), control_silent (no answer within `patience_ms`).
[[nodiscard]] std::optional<Result<Json>> ask(const std::string& data_dir, std::string_view command, const Json& arguments,
                                              int patience_ms = 30 * 60 * 1000);

}  // namespace motcua::control
