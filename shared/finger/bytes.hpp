// Big-endian records: written into a vector, read with bounds.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace motcua::finger {

using Bytes = std::vector<std::uint8_t>;

class Writer {
public:
    Writer& u8(unsigned v) { return out_.push_back(static_cast<std::uint8_t>(v)), *this; }
    Writer& u16(unsigned v) { return u8(v >> 8 & 255).u8(v & 255); }
    Writer& u32(std::uint32_t v) { return u16(v >> 16).u16(v & 0xFFFF); }
    template <class Range>
    Writer& bytes(const Range& range) { return out_.insert(out_.end(), range.begin(), range.end()), *this; }
    [[nodiscard]] Bytes& data() { return out_; }

private:
    Bytes out_{};
};

/// Reads never go past the end: a short record makes it fail, not the program.
class Reader {
public:
    explicit Reader(std::span<const std::uint8_t> data) : data_(data) {}
    [[nodiscard]] unsigned u8() { return need(1) ? data_[at_++] : 0U; }
    [[nodiscard]] unsigned u16() {
        const unsigned high = u8();
        return high << 8 | u8();
    }
    [[nodiscard]] std::uint32_t u32() {
        const std::uint32_t high = u16();
        return high << 16 | u16();
    }
    void skip(std::size_t n) {
        if (need(n)) at_ += n;
    }
    [[nodiscard]] std::span<const std::uint8_t> take(std::size_t n) {
        if (!need(n)) return {};
        at_ += n;
        return data_.subspan(at_ - n, n);
    }
    [[nodiscard]] bool failed() const { return failed_; }
    [[nodiscard]] std::size_t left() const { return failed_ ? 0 : data_.size() - at_; }

private:
    [[nodiscard]] bool need(std::size_t n) {
        if (failed_ || n > data_.size() - at_) failed_ = true;
        return !failed_;
    }
    std::span<const std::uint8_t> data_;
    std::size_t at_ = 0;
    bool failed_ = false;
};

template <std::size_t N>
[[nodiscard]] bool starts_with(std::span<const std::uint8_t> record, const std::array<std::uint8_t, N>& magic) {
    return record.size() >= N && std::equal(magic.begin(), magic.end(), record.begin());
}

}  // namespace motcua::finger
