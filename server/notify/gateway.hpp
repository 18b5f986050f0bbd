// What a delivery came to, whichever the channel.
#pragma once

#include <cstdint>
#include <string>

namespace motcua::notify {

struct Delivered {
    enum class Kind : std::uint8_t { delivered, temporary, permanent };
    Kind kind{};
    std::string error{};  ///< stable code: "notify.refused", "peer.unreachable", "smtp.550"
};

}  // namespace motcua::notify
