#include "shared/finger/input/wsq_layout.hpp"

namespace motcua::finger::wsq {
namespace {

using Quarters = std::array<Area, 4>;  // top left, top right, bottom left, bottom right

/// The low half has the odd pixel.
int first_part(int length, bool high_first) { return high_first ? length / 2 : (length + 1) / 2; }

class Builder {
public:
    explicit Builder(Layout& out) : out_(out) {}

    /// Splits a quarter by its place among the four: those on the right have their high half left, those below above.
    Quarters split(const Area& a, int place) {
        const Split split{.area = a, .high_left = (place & 1) != 0, .high_top = (place & 2) != 0};
        out_.splits.push_back(split);
        const int w = first_part(a.width, split.high_left), h = first_part(a.height, split.high_top);
        return {Area{a.x, a.y, w, h}, Area{a.x + w, a.y, a.width - w, h}, Area{a.x, a.y + h, w, a.height - h},
                Area{a.x + w, a.y + h, a.width - w, a.height - h}};
    }
    void bands(const Area& a, int place, int first) {
        const Quarters q = split(a, place);
        for (int i = 0; i < 4; ++i) out_.bands[static_cast<std::size_t>(first + i)] = q[static_cast<std::size_t>(i)];
    }
    /// Two splits: sixteen bands.
    void sixteen(const Area& a, int place, int first) {
        const Quarters q = split(a, place);
        for (int i = 0; i < 4; ++i) bands(q[static_cast<std::size_t>(i)], i, first + 4 * i);
    }
    void lowest(const Area& a) {
        const Quarters q = split(a, 0);
        const Quarters low = split(q[0], 0);
        bands(low[0], 0, 0);
        for (int i = 1; i < 4; ++i) out_.bands[static_cast<std::size_t>(3 + i)] = low[static_cast<std::size_t>(i)];
        for (int i = 1; i < 4; ++i) bands(q[static_cast<std::size_t>(i)], i, 3 + 4 * i);
    }

private:
    Layout& out_;
};

}  // namespace

Layout layout_of(int width, int height) {
    Layout out;
    Builder build(out);
    const Quarters whole = build.split({0, 0, width, height}, 0);
    const Quarters low = build.split(whole[0], 0);
    build.lowest(low[0]);
    build.sixteen(low[1], 1, 19);
    build.sixteen(low[2], 2, 35);
    out.bands[51] = low[3];
    build.bands(whole[1], 1, 52);
    build.bands(whole[2], 2, 56);
    // 60..63 lie in the last quarter of the whole; they are never sent, so it needs no split
    return out;
}

}  // namespace motcua::finger::wsq
