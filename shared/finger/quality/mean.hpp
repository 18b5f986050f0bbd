// Means in thousandths, with failure to assess when nothing was counted.
#pragma once

#include <optional>

#include "shared/finger/arithmetic.hpp"

namespace motcua::finger::quality {

class Mean {
public:
    void add(float value) { sum_ += value, ++count_; }
    [[nodiscard]] std::optional<int> thousandths(int least = 1) const {
        if (count_ < least) return std::nullopt;
        return nearest(sum_ / static_cast<float>(count_) * 1000.0F);
    }

private:
    float sum_ = 0;
    int count_ = 0;
};

}  // namespace motcua::finger::quality
