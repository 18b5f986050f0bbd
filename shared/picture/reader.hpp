// Bytes of a header with bounds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace motcua::picture {

/// Reading past the end gives 0 instead of touching foreign memory.
class Reader {
public:
    explicit Reader(std::string_view bytes) : bytes_(bytes) {}
    [[nodiscard]] bool has(std::size_t at, std::size_t count) const { return at <= bytes_.size() && count <= bytes_.size() - at; }
    [[nodiscard]] std::uint32_t u8(std::size_t at) const { return has(at, 1) ? static_cast<std::uint8_t>(bytes_[at]) : 0; }
    [[nodiscard]] std::uint32_t be16(std::size_t at) const { return u8(at) << 8 | u8(at + 1); }
    [[nodiscard]] std::uint32_t be32(std::size_t at) const { return be16(at) << 16 | be16(at + 2); }
    [[nodiscard]] std::uint32_t le16(std::size_t at) const { return u8(at) | u8(at + 1) << 8; }
    [[nodiscard]] std::uint32_t le32(std::size_t at) const { return le16(at) | le16(at + 2) << 16; }
    [[nodiscard]] std::string_view text(std::size_t at, std::size_t count) const {
        return has(at, count) ? bytes_.substr(at, count) : std::string_view{};
    }
    [[nodiscard]] std::size_t size() const { return bytes_.size(); }

private:
    std::string_view bytes_;
};

}  // namespace motcua::picture
