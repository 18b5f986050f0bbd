// What a server does again and again beside answering: one thread an act.
#pragma once

#include <functional>
#include <stop_token>
#include <thread>

#include "shared/base/date.hpp"

namespace motcua::schedule {

/// Acts at once and after every pause until it goes; waits for an act that is under way, which is told by the token to be short.
class Periodic {
public:
    Periodic(std::function<void(const std::stop_token&)> act, Millis pause);

private:
    std::jthread thread_;
};

}  // namespace motcua::schedule
