// Which of the kinds of things that somebody should look through a request is (OWASP ASVS 5.0, 16.3): the "about" of its line.
#pragma once

#include <optional>
#include <string_view>

#include "server/http/log_value.hpp"
#include "server/intake/session.hpp"

namespace motcua::http {

/// What a request came to.
struct Outcome {
    std::string_view method, pattern;
    intake::Role role = intake::Role::anyone;
    int status = 200;
};

/// "authentication" (whether it succeeded or not), "authorisation" (refused), "throttle", "input" (refused by a check of form
/// or state), "failure" (ours, or of a system behind us); nullopt: nothing of these.
[[nodiscard]] std::optional<Word> about(const Outcome& outcome);
/// The same for what never became a request.
[[nodiscard]] Word about_refusal(int status);

}  // namespace motcua::http
