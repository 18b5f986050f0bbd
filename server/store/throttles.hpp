// Events that limits count, by bucket. Buckets hold keyed hashes, never numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "shared/base/date.hpp"

namespace motcua::store {

/// The events of a bucket in a window.
struct Window {
    std::int64_t count = 0;
    Millis first = 0, last = 0;  ///< 0 when there are none
};

class Throttles {
public:
    virtual ~Throttles() = default;
    /// One event now.
    virtual void note(std::string_view bucket) = 0;
    /// When the `count`-th newest of the events after an instant was; nothing when there are fewer.
    [[nodiscard]] virtual std::optional<Millis> nth_newest(std::string_view bucket, Millis after, int count) const = 0;
    [[nodiscard]] virtual Window window(std::string_view bucket, Millis after) const = 0;
    /// Forgets a bucket.
    virtual void forget(std::string_view bucket) = 0;
    /// Forgets what was before an instant, in all buckets.
    virtual void forget_before(Millis instant) = 0;
};

}  // namespace motcua::store
