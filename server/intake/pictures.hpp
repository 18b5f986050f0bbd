// What portraits and attached pictures share: how a picture from outside is opened, and who may look at it.
#pragma once

#include <string>
#include <string_view>

#include "server/intake/session.hpp"
#include "server/store/database.hpp"
#include "shared/base/result.hpp"
#include "shared/picture/picture.hpp"

namespace motcua::intake {

/// A 24-megapixel picture takes 72 MB while it is open: two at a time, the others wait.
class Turn {
public:
    Turn();
    ~Turn();
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
};

/// Checked from the header inwards, upright, without metadata, no larger than is of use. Hold a Turn. Errors: picture::decode's.
[[nodiscard]] Result<picture::Picture> open_picture(std::string_view bytes);
/// The owner; officers of the office the application is booked at (or of no office yet).
[[nodiscard]] bool may_see(const store::Transaction& tx, const Caller& caller, std::string_view owner,
                           std::string_view reference);

}  // namespace motcua::intake
