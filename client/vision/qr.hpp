// QR symbols in a camera frame, by zbar's reader.
#pragma once

#include <optional>
#include <string>

#include "shared/picture/picture.hpp"

namespace motcua::vision {

/// The text of the first QR symbol found, nothing when there is none. The picture must be grey.
[[nodiscard]] std::optional<std::string> read_qr(const picture::Picture& grey);

}  // namespace motcua::vision
