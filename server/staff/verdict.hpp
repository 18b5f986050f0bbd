// What stands at the end of a transaction that commits either way: a refusal must be written down too.
#pragma once

#include <optional>
#include <utility>

#include "shared/base/result.hpp"

namespace motcua::staff {

template <class T>
struct Verdict {
    std::optional<T> granted{};
    Error refusal{};  ///< where nothing is granted
};

template <class T>
[[nodiscard]] Result<Verdict<T>> grant(T value) {
    return Verdict<T>{.granted = std::move(value)};
}
template <class T>
[[nodiscard]] Result<Verdict<T>> deny(Error refusal) {
    return Verdict<T>{.refusal = std::move(refusal)};
}
template <class T>
[[nodiscard]] Result<T> outcome(Result<Verdict<T>>&& verdict) {
    if (!verdict.ok()) return verdict.error();
    return verdict->granted ? Result<T>(std::move(*verdict->granted)) : Result<T>(verdict->refusal);
}

}  // namespace motcua::staff
