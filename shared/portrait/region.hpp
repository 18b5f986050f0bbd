// Sets of pixels as rows: what lies inside a polygon of landmarks.
#pragma once

#include <cstdint>
#include <vector>

#include "shared/portrait/detect.hpp"

namespace motcua::portrait {

/// In row top + i the pixels from rows[i].from to before rows[i].to.
struct Region {
    struct Row {
        int from = 0, to = 0;
    };
    int top = 0;
    std::vector<Row> rows{};

    [[nodiscard]] std::int64_t count() const;
    [[nodiscard]] bool holds(int x, int y) const;
    template <class F>
    void each(F use) const {
        for (std::size_t i = 0; i < rows.size(); ++i)
            for (int x = rows[i].from; x < rows[i].to; ++x) use(x, top + static_cast<int>(i));
    }
};

/// The pixels whose centres lie in the convex hull of the points, inside a picture of that size.
[[nodiscard]] Region convex_region(std::vector<Point> points, int width, int height);

}  // namespace motcua::portrait
