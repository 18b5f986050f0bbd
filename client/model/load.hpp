// Something that is fetched: nothing yet, on its way, here, or failed with a reason.
#pragma once

#include "client/model/api.hpp"

namespace motcua::client {

enum class LoadState : std::uint8_t { idle, loading, ready, failed };

template <class T>
struct Loaded {
    LoadState state = LoadState::idle;
    T value{};
    Problem problem{};
    [[nodiscard]] bool ready() const { return state == LoadState::ready; }
    [[nodiscard]] bool loading() const { return state == LoadState::loading; }
    [[nodiscard]] bool failed() const { return state == LoadState::failed; }
    void begin() { state = LoadState::loading; }
    void arrive(T answer) {
        value = std::move(answer);
        state = LoadState::ready;
    }
    void fail(Problem why) {
        problem = std::move(why);
        state = LoadState::failed;
    }
};

}  // namespace motcua::client
