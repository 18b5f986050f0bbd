#include "shared/finger/search/packed.hpp"

#include "shared/finger/arithmetic.hpp"

namespace motcua::finger {
namespace {

constexpr std::size_t count_at = 10, head_length = 13, minutia_length = 6;  // of the compact record
constexpr std::size_t most_columns = 64;

Template without_flow(const Template& finger) {
    return {.position = finger.position, .quality = finger.quality, .width = finger.width, .height = finger.height, .minutiae = finger.minutiae};
}

class HalfBytes {
public:
    void put(unsigned v) {
        if (half_) out_.back() = static_cast<std::uint8_t>(out_.back() | v << 4);
        else out_.push_back(static_cast<std::uint8_t>(v));
        half_ = !half_;
    }
    [[nodiscard]] const Bytes& data() const { return out_; }

private:
    Bytes out_{};
    bool half_ = false;
};

constexpr int step = 7;           // directions differ little from cell to cell
constexpr unsigned escape = 15;

Bytes write_directions(const std::vector<std::uint8_t>& angles) {
    HalfBytes out;
    int before = 0;
    for (const std::uint8_t angle : angles) {
        if (angle == FlowMap::none) continue;
        const int by = direction_difference(angle, before) + step;
        if (by >= 0 && by <= 2 * step) out.put(static_cast<unsigned>(by));
        else out.put(escape), out.put(angle & 15U), out.put(angle >> 4U);
        before = angle;
    }
    return out.data();
}

/// The next direction; none where the bytes end or say what write_directions would not have.
class Directions {
public:
    explicit Directions(std::span<const std::uint8_t> data) : data_(data) {}
    [[nodiscard]] std::uint8_t next() {
        const unsigned by = half();
        if (by > escape) return FlowMap::none;
        const unsigned angle = by == escape ? raw() : static_cast<unsigned>(before_ + static_cast<int>(by) - step) & 127U;
        if (angle > 127) return FlowMap::none;
        before_ = static_cast<int>(angle);
        return static_cast<std::uint8_t>(angle);
    }
    [[nodiscard]] bool used_up() const { return (at_ + 1) / 2 == data_.size() && (at_ % 2 == 0 || data_.back() >> 4 == 0); }

private:
    [[nodiscard]] unsigned half() {
        if (at_ / 2 >= data_.size()) return 255;
        const unsigned byte = data_[at_ / 2];
        return at_++ % 2 == 0 ? byte & 15U : byte >> 4U;
    }
    /// 128 and more: not there, or near enough to have been written as a difference.
    [[nodiscard]] unsigned raw() {
        const unsigned low = half(), angle = low | half() << 4U, by = static_cast<unsigned>(direction_difference(static_cast<int>(angle), before_) + step);
        return angle < 128 && by > 2 * step ? angle : 255;
    }
    std::span<const std::uint8_t> data_;
    std::size_t at_ = 0;
    int before_ = 0;
};

bool read_flow(std::span<const std::uint8_t> packed, FlowMap& out) {
    if (packed.size() < 2 || packed[0] > most_columns || packed[1] > most_columns) return false;
    out.columns = packed[0], out.rows = packed[1];
    const std::size_t cells = std::size_t{packed[0]} * packed[1], mask = (cells + 7) / 8;
    if (packed.size() < 2 + mask) return false;
    const auto bits = packed.subspan(2, mask);
    Directions directions(packed.subspan(2 + mask));
    out.angles.assign(cells, FlowMap::none);
    for (std::size_t i = 0; i < cells; ++i)
        if ((bits[i / 8] >> (i % 8) & 1) != 0 && (out.angles[i] = directions.next()) == FlowMap::none) return false;
    const bool padded = cells % 8 == 0 || bits[mask - 1] >> (cells % 8) == 0;
    return padded && directions.used_up();
}

}  // namespace

Bytes pack(const Template& finger) {
    Bytes out = write_compact(without_flow(finger));
    const auto& angles = finger.flow.angles;
    out.push_back(static_cast<std::uint8_t>(finger.flow.columns));
    out.push_back(static_cast<std::uint8_t>(finger.flow.rows));
    const std::size_t mask = out.size();
    out.resize(mask + (angles.size() + 7) / 8);
    for (std::size_t i = 0; i < angles.size(); ++i)
        if (angles[i] != FlowMap::none) out[mask + i / 8] = static_cast<std::uint8_t>(out[mask + i / 8] | 1U << (i % 8));
    const Bytes directions = write_directions(angles);
    out.insert(out.end(), directions.begin(), directions.end());
    out.shrink_to_fit();
    return out;
}

Result<Template> unpack(std::span<const std::uint8_t> packed) {
    if (packed.size() < head_length) return ErrorCode::finger_record_malformed;
    const std::size_t length = head_length + minutia_length * packed[count_at];
    if (packed.size() < length) return ErrorCode::finger_record_malformed;
    MOTCUA_TRY(out, read_compact(packed.first(length)));
    if (!out.flow.angles.empty() || !read_flow(packed.subspan(length), out.flow)) return ErrorCode::finger_record_malformed;
    return out;
}

}  // namespace motcua::finger
