// Whether bytes hold a given number of CBOR items, found out without reserving memory.
#pragma once

#include <cstddef>
#include <string_view>

namespace motcua::staff {

/// True if `bytes` hold exactly `items` whole data items, each of a stated length (CTAP2 canonical CBOR, section 8: no indefinite
/// lengths, no tags). What is true here can be given to a reader that reserves memory for every count it is told: no count is
/// larger than the bytes that follow it. Never allocates, never throws.
[[nodiscard]] bool is_cbor_sequence(std::string_view bytes, std::size_t items);

}  // namespace motcua::staff
