// What officers sign in with beside the password: their security keys, and step-up: before a sensitive act the server asks for
// the second factor again. The act waits with all that it holds and is sent again once the factor was shown.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "client/model/api.hpp"

namespace motcua::client {

class Factors {
public:
    enum class Load : std::uint8_t { empty, loading, ready, failed };

    Factors(Host& host, Api& api) : host_(host), api_(api) {}

    // --- step-up
    /// Sends an act. If the server wants a fresh factor first, the act waits until it was shown (see `asked`).
    void send(Call call, std::function<void(Answer)> done);
    /// An act waits: the page asks for the factor instead of what it shows otherwise.
    [[nodiscard]] bool asked() const { return waiting_.done != nullptr; }
    /// True once after the question came up: the field of the code takes the focus.
    [[nodiscard]] bool just_asked() { return std::exchange(just_asked_, false); }
    std::string code;
    void confirm_by_code();
    void confirm_by_key();
    /// The act ends with the refusal that it met.
    void give_up();
    /// Gives up when the officer went to another page.
    void leave(std::string_view route);

    // --- sign-in: the key takes the place of the code
    void sign_in(const std::string& user, const std::string& password);
    /// A session answer came: at sign-in, or with a new token after a confirmation. Given by the front.
    std::function<void(const Json& session)> session;

    // --- the own security keys
    void load_keys();
    Json keys = Json::array();
    Load keys_state = Load::empty;
    std::string name;      ///< of the key to add
    std::string removing;  ///< id of the key about to be removed; empty: none
    void add_key();
    void remove_key();
    /// The page was left: nothing of it stays.
    void close_keys();

    // --- state of requests
    void forget_problem() { problem = {}, key_trouble.clear(); }
    bool busy = false;
    bool touch = false;       ///< the browser waits for the key
    Problem problem;          ///< of the last act of this kind; code "" when it went well
    std::string key_trouble;  ///< what the browser said: "cancelled", "known", "address", "missing"; empty: nothing
    bool added = false, removed = false;

private:
    struct Waiting {
        Call call;
        Answer refusal;
        std::function<void(Answer)> done;
        std::string route;
    };
    void begin();
    bool end(Answer& answer);
    void confirmed(const Json& answer);
    void request(Call call, std::function<void(const Json& answer)> then);
    /// Asks the server for a challenge, the browser for the key, and gives what it signed.
    void use_key(Call ask, std::function<void(Json given)> then);
    void took(const Json& answer);

    Host& host_;
    Api& api_;
    Waiting waiting_{};
    bool just_asked_ = false;
};

}  // namespace motcua::client
