#include "shared/finger/input/wsq_wavelet.hpp"

namespace motcua::finger::wsq {
namespace {

/// A place mirrored into 0..last: the first and the last sample are not repeated.
int mirrored(int at, int last) {
    if (last == 0) return 0;
    const int period = 2 * last;
    at %= period;
    if (at < 0) at += period;
    return at <= last ? at : period - at;
}

/// One line of a split: where its low and its high samples are kept.
struct Halves {
    int length, low_at, high_at;
    Halves(int n, bool high_first) : length(n), low_at(high_first ? n / 2 : 0), high_at(high_first ? 0 : (n + 1) / 2) {}
};

float filtered(const float* line, int length, const Taps& taps, int from) {
    const int last = length - 1, count = static_cast<int>(taps.size());
    float sum = 0;
    if (from >= 0 && from + count <= length) {
        sum = line[from] * taps[0];
        for (int i = 1; i < count; ++i) sum += line[from + i] * taps[static_cast<std::size_t>(i)];
        return sum;
    }
    sum = line[mirrored(from, last)] * taps[0];
    for (int i = 1; i < count; ++i) sum += line[mirrored(from + i, last)] * taps[static_cast<std::size_t>(i)];
    return sum;
}

void split_line(const float* in, float* out, const Halves& halves, const Filters& filters) {
    const int low_reach = static_cast<int>(filters.low.size()) / 2, high_reach = static_cast<int>(filters.high.size()) / 2;
    for (int m = 0; m < halves.length; m += 2) out[halves.low_at + m / 2] = filtered(in, halves.length, filters.low, m - low_reach);
    for (int m = 1; m < halves.length; m += 2) out[halves.high_at + m / 2] = filtered(in, halves.length, filters.high, m - high_reach);
}

/// Sum over the samples of one kind (even places low, odd places high) under the taps around place m.
float joined(const float* samples, int parity, int length, const Taps& taps, int m, float sum, bool fresh) {
    const int count = static_cast<int>(taps.size()), last = length - 1;
    int at = m - count / 2, i = (at - parity) & 1;
    for (at += i; i < count; i += 2, at += 2) {
        const int place = at >= 0 && at <= last ? at : mirrored(at, last);
        const float product = samples[place / 2] * taps[static_cast<std::size_t>(i)];
        sum = fresh ? product : sum + product;
        fresh = false;
    }
    return sum;
}

void join_line(const float* in, float* out, const Halves& halves, const Filters& filters) {
    for (int m = 0; m < halves.length; ++m) {
        const float low = joined(in + halves.low_at, 0, halves.length, filters.low, m, 0, true);
        out[m] = halves.length == 1 ? low : joined(in + halves.high_at, 1, halves.length, filters.high, m, low, false);
    }
}

enum class Way { split, join };

/// One pass along the rows or the columns of an area.
class Pass {
public:
    Pass(Plane& plane, const Filters& filters, Way way) : plane_(plane), filters_(filters), way_(way) {}

    void rows(const Area& a, bool high_first) { lines(a.height, a.width, high_first, index(a), plane_.width, 1); }
    void columns(const Area& a, bool high_first) { lines(a.width, a.height, high_first, index(a), 1, plane_.width); }

private:
    [[nodiscard]] std::size_t index(const Area& a) const { return static_cast<std::size_t>(a.y) * static_cast<std::size_t>(plane_.width) + static_cast<std::size_t>(a.x); }

    void lines(int count, int length, bool high_first, std::size_t first, int pitch, int stride) {
        if (length == 0) return;
        const Halves halves(length, high_first);
        in_.resize(static_cast<std::size_t>(length));
        out_.resize(static_cast<std::size_t>(length));
        for (int line = 0; line < count; ++line) {
            float* at = plane_.values.data() + first + static_cast<std::size_t>(line) * static_cast<std::size_t>(pitch);
            for (int i = 0; i < length; ++i) in_[static_cast<std::size_t>(i)] = at[static_cast<std::size_t>(i) * static_cast<std::size_t>(stride)];
            if (way_ == Way::split) split_line(in_.data(), out_.data(), halves, filters_);
            else join_line(in_.data(), out_.data(), halves, filters_);
            for (int i = 0; i < length; ++i) at[static_cast<std::size_t>(i) * static_cast<std::size_t>(stride)] = out_[static_cast<std::size_t>(i)];
        }
    }

    Plane& plane_;
    const Filters& filters_;
    Way way_;
    std::vector<float> in_{}, out_{};
};

Taps alternating(const Taps& taps) {
    Taps out = taps;
    const int middle = static_cast<int>(taps.size()) / 2;
    for (int i = 0; i < static_cast<int>(taps.size()); ++i)
        if (((i - middle) & 1) != 0) out[static_cast<std::size_t>(i)] = -out[static_cast<std::size_t>(i)];
    return out;
}

}  // namespace

Filters analysis_filters() {
    return {.low = {0.03782845550699546F, -0.02384946501938000F, -0.11062440441842342F, 0.37740285561265380F, 0.85269867900940344F,
                    0.37740285561265380F, -0.11062440441842342F, -0.02384946501938000F, 0.03782845550699546F},
            .high = {0.06453888262893845F, -0.04068941760955844F, -0.41809227322221221F, 0.78848561640566439F, -0.41809227322221221F,
                     -0.04068941760955844F, 0.06453888262893845F}};
}

Filters synthesis_of(const Filters& analysis) { return {.low = alternating(analysis.high), .high = alternating(analysis.low)}; }

void analyse(Plane& plane, const Layout& layout, const Filters& analysis) {
    Pass pass(plane, analysis, Way::split);
    for (const Split& split : layout.splits) {
        pass.rows(split.area, split.high_left);
        pass.columns(split.area, split.high_top);
    }
}

void synthesise(Plane& plane, const Layout& layout, const Filters& synthesis) {
    Pass pass(plane, synthesis, Way::join);
    for (auto split = layout.splits.rbegin(); split != layout.splits.rend(); ++split) {
        pass.columns(split->area, split->high_top);
        pass.rows(split->area, split->high_left);
    }
}

}  // namespace motcua::finger::wsq
