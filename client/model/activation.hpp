// How an officer's account begins: user name and activation code, a password of one's own, an authenticator app that shows it works.
// Nothing of it is kept: another page, and it starts again.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "client/model/api.hpp"

namespace motcua::client {

class Activation {
public:
    Activation(Host& host, Api& api) : host_(host), api_(api) {}

    // --- what is typed
    std::string user, code, password, again, totp;

    /// Sends user, code and password for the app's secret, unless the two passwords differ.
    void begin();
    /// The app's secret is here: what is left is to show one of its codes.
    [[nodiscard]] bool begun() const { return !secret.empty(); }
    void confirm();
    /// True once after one half came in place of the other: the heading takes the focus.
    [[nodiscard]] bool just_turned() { return std::exchange(turned_, false); }
    /// Back to the first half; user and code stay.
    void start_over();
    /// The page was left: nothing of it stays.
    void leave();
    /// The session that the server began. Given by the front.
    std::function<void(const Json& session)> session;

    std::string secret;           ///< base32, in groups of four
    std::vector<std::string> qr;  ///< rows of '0' and '1'

    // --- state of requests
    bool busy = false;
    bool differ = false;  ///< the two passwords
    Problem problem;      ///< of the last act; code "" when it went well

private:
    void send(Call call, std::function<void(const Json& answer)> then);

    Host& host_;
    Api& api_;
    bool turned_ = false;
    int visit_ = 0;  ///< answers to a page that was left are dropped
};

}  // namespace motcua::client
