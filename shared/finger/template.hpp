// Template records: ISO/IEC 19794-2:2011 (to exchange with other systems; that of 2005 is read, too) and our compact form (to keep).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "shared/finger/bytes.hpp"
#include "shared/finger/minutiae.hpp"

namespace motcua::finger {

/// An ISO/IEC 19794-2:2011 record ("FMR", version 030) with one representation; the flow map travels as vendor
/// extended data (type 0x0101), which other readers skip.
[[nodiscard]] Bytes write_iso(const Template& finger);

/// The first representation of an ISO/IEC 19794-2:2011 record, or the first view of one of the edition of 2005, at 500 ppi. Every
/// length is checked before it is believed. Errors: finger_record_malformed.
[[nodiscard]] Result<Template> read_iso(std::span<const std::uint8_t> record);

/// Compact form, version 1 (big-endian):
///   "MFT1" | u8 position | u8 quality | u16 width | u16 height | u8 n | u8 flow columns | u8 flow rows
///   | n x {u8 type<<6 | x>>8, u8 x, u8 y>>8, u8 y, u8 angle, u8 quality} | columns*rows x u8
[[nodiscard]] Bytes write_compact(const Template& finger);
/// Errors: finger_record_malformed.
[[nodiscard]] Result<Template> read_compact(std::span<const std::uint8_t> record);

/// Either form, by its first bytes.
[[nodiscard]] Result<Template> read_template(std::span<const std::uint8_t> record);

}  // namespace motcua::finger
