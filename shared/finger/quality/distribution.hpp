// How the values of one local measure are spread over a picture, as ISO/IEC 29794-4 and NFIQ 2 describe it: ten classes,
// mean and standard deviation.
#pragma once

#include <array>
#include <vector>

namespace motcua::finger::quality {

/// Upper ends (open) of the first nine classes; the tenth is all the rest.
using Limits = std::array<float, 9>;

struct Distribution {
    std::array<int, 10> classes{};  ///< how many local values fall into each
    int mean = 0;                   ///< thousandths; 0 without values
    int deviation = 0;              ///< thousandths, of all values (divided by n)
};

[[nodiscard]] Distribution distribution_of(const std::vector<float>& values, const Limits& limits);

}  // namespace motcua::finger::quality
