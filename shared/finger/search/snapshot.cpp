// A gallery as bytes, and back. What is read may be damaged or hostile: every length is checked before it is believed.
#include <algorithm>

#include "shared/finger/extractor.hpp"
#include "shared/finger/search/gallery.hpp"
#include "shared/finger/search/packed.hpp"

namespace motcua::finger {
namespace {

constexpr std::array<std::uint8_t, 4> magic{'M', 'F', 'G', '1'};
constexpr std::uint32_t version = 1;  // changes with the digest: an old snapshot is made anew from its templates
constexpr std::size_t head = magic.size() + 4 + 8, checksum_length = 8;

template <class Number>
void write(Bytes& out, Number value) {
    for (std::size_t i = 0; i < sizeof(Number); ++i) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

template <class Number, std::size_t N>
void write(Bytes& out, const std::array<Number, N>& values) {
    for (const Number& value : values) write(out, value);
}

/// Numbers are little-endian here: what is written by the thousand lies as it does in memory.
class LittleReader {
public:
    explicit LittleReader(std::span<const std::uint8_t> data) : data_(data) {}
    [[nodiscard]] std::span<const std::uint8_t> take(std::size_t n) {
        if (n > data_.size()) {
            failed_ = true, data_ = {};
            return {};
        }
        const auto out = data_.first(n);
        data_ = data_.subspan(n);
        return out;
    }
    template <class Number>
    void read(Number& value) {
        value = 0;
        const auto bytes = take(sizeof(Number));
        for (std::size_t i = 0; i < bytes.size(); ++i) value = static_cast<Number>(value | static_cast<Number>(Number{bytes[i]} << (8 * i)));
    }
    template <class Number, std::size_t N>
    void read(std::array<Number, N>& values) {
        for (Number& value : values) read(value);
    }
    [[nodiscard]] bool failed() const { return failed_; }
    [[nodiscard]] std::size_t left() const { return data_.size(); }

private:
    std::span<const std::uint8_t> data_;
    bool failed_ = false;
};

/// Every field of a digest, in the order of the form.
template <class Stream, class AnyDigest>
void each_field(AnyDigest& digest, Stream&& stream) {
    stream(digest.count), stream(digest.bits), stream(digest.flow), stream(digest.flow_valid);
    stream(digest.x), stream(digest.y), stream(digest.angle);
}

/// FNV-1a over words of eight bytes, then over the rest: finds damage, and is no defence against forgery.
std::uint64_t checksum_of(std::span<const std::uint8_t> data) {
    std::uint64_t hash = 14695981039346656037ULL;
    std::size_t i = 0;
    for (; i + 8 <= data.size(); i += 8) {
        std::uint64_t word = 0;
        for (std::size_t k = 0; k < 8; ++k) word |= std::uint64_t{data[i + k]} << (8 * k);
        hash = (hash ^ word) * 1099511628211ULL;
        hash ^= hash >> 32;
    }
    for (; i < data.size(); ++i) hash = (hash ^ data[i]) * 1099511628211ULL;
    return hash;
}

Result<std::uint64_t> count_of(std::span<const std::uint8_t> snapshot) {
    if (snapshot.size() < head + checksum_length) return ErrorCode::finger_gallery_malformed;
    LittleReader tail(snapshot.last(checksum_length));
    std::uint64_t checksum = 0;
    tail.read(checksum);
    if (checksum != checksum_of(snapshot.first(snapshot.size() - checksum_length))) return ErrorCode::finger_gallery_malformed;
    LittleReader in(snapshot.subspan(magic.size()));
    std::uint32_t is = 0;
    std::uint64_t count = 0;
    in.read(is), in.read(count);
    if (!std::equal(magic.begin(), magic.end(), snapshot.begin()) || is != version) return ErrorCode::finger_gallery_malformed;
    return count;
}

}  // namespace

Bytes Gallery::snapshot() const {
    Bytes out(magic.begin(), magic.end());
    write(out, version), write(out, std::uint64_t{size()});
    for (const std::uint32_t at : order_) {
        write(out, ids_[at]), write(out, static_cast<std::uint16_t>(packed_[at].size()));
        out.insert(out.end(), packed_[at].begin(), packed_[at].end());
        each_field(digest(at), [&](const auto& field) { write(out, field); });
    }
    write(out, checksum_of(out));
    return out;
}

void seal_snapshot(Bytes& bytes) {
    write(bytes, checksum_of(bytes));
}

Result<Gallery> Gallery::restore(std::span<const std::uint8_t> snapshot) {
    MOTCUA_TRY(count, count_of(snapshot));
    LittleReader in(snapshot.subspan(head, snapshot.size() - head - checksum_length));
    Gallery out;
    for (std::uint64_t i = 0, last = 0; i < count; ++i) {
        std::uint64_t id = 0;
        std::uint16_t length = 0;
        in.read(id), in.read(length);
        const auto packed = in.take(length);
        Digest digest;
        each_field(digest, [&](auto& field) { in.read(field); });
        if (in.failed() || (i > 0 && id <= last) || digest.count > Digest::minutiae) return ErrorCode::finger_gallery_malformed;
        const auto finger = unpack(packed);
        if (!finger.ok() || !comparable(*finger)) return ErrorCode::finger_gallery_malformed;
        out.append(id, Bytes(packed.begin(), packed.end()), digest);
        last = id;
    }
    if (in.left() != 0) return ErrorCode::finger_gallery_malformed;
    return out;
}

}  // namespace motcua::finger
