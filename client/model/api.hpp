// The server's HTTP API as the client sees it: JSON in and out, RFC 9457 problems, the CSRF token, retries with backoff.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "client/model/host.hpp"
#include "client/model/json.hpp"

namespace motcua::client {

/// What went wrong, in both languages; `code` is stable ("otp.wrong"). status 0: no answer came back.
struct Problem {
    int status = 0;
    std::string code{};
    std::string field{};
    Json message{};
    Json body{};  ///< the whole problem document, for codes that carry more
    [[nodiscard]] bool offline() const { return status == 0; }
    /// No fault of what was sent: no link, no session, too many or a server in trouble. The same may be sent again.
    [[nodiscard]] bool passing() const { return offline() || status == 401 || status == 429 || status >= 500; }
};

struct Answer {
    int status = 0;
    Json body{};
    Problem problem{};
    [[nodiscard]] bool ok() const { return status >= 200 && status < 300; }
};

/// Whether a call may be sent again by itself: only when repeating it cannot do the thing twice.
enum class Retry : std::uint8_t { never, transient };

struct Call {
    std::string method{"GET"};
    std::string path{};  ///< below /api/v1, begins with '/'
    Json body{};         ///< null: no body
    std::string bytes{}; ///< picture to send instead of JSON
    std::string media_type{};
    Retry retry = Retry::transient;
    bool quiet = false;  ///< asked by the page, not by its user: does not lengthen the session
};

class Api {
public:
    explicit Api(Host& host) : host_(host) {}

    void send(Call call, std::function<void(Answer)> done);
    void set_csrf(std::string token) { csrf_ = std::move(token); }
    /// Called whenever an answer says the session is over (401).
    void on_signed_out(std::function<void()> action) { signed_out_ = std::move(action); }
    /// Called when the token of the session was renewed elsewhere (another tab showed a second factor): learns the new one, then
    /// goes on with the call.
    void on_stale_token(std::function<void(std::function<void()> then)> action) { stale_token_ = std::move(action); }
    /// Called whenever a call is answered, or is not: the page shows that the link is down.
    void on_link(std::function<void(bool up, bool quiet)> action) { link_ = std::move(action); }

private:
    void attempt(Call call, int round, std::function<void(Answer)> done);
    [[nodiscard]] HttpRequest to_request(const Call& call) const;

    Host& host_;
    std::string csrf_;
    std::function<void()> signed_out_;
    std::function<void(std::function<void()>)> stale_token_;
    std::function<void(bool up, bool quiet)> link_;
};

/// How long to wait before attempt number `round` (1, 2, …), in milliseconds: 1 s, 2 s, 4 s, as the server asks if it does.
[[nodiscard]] int backoff(int round, const HttpResponse& response);
[[nodiscard]] Answer read_answer(const HttpResponse& response);
/// Escapes one segment of a path.
[[nodiscard]] std::string path_segment(std::string_view text);

}  // namespace motcua::client
