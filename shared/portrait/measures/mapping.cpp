#include <algorithm>
#include <cmath>

#include "shared/portrait/measures/measures.hpp"

namespace motcua::portrait::measures {

double sigmoid(double x, double x0, double w) { return 1 / (1 + std::exp((x0 - x) / w)); }

int to_score(double value) {
    if (!(value > 0)) return 0;
    return static_cast<int>(std::min(value, 100.0) + 0.5);
}

}  // namespace motcua::portrait::measures
