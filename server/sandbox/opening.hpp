// The one way in for a picture from outside: header read here, decoded there, and a note on the audit chain when that failed
// in a way no honest file makes it fail.
#pragma once

#include <string>
#include <string_view>

#include "server/http/services.hpp"
#include "server/sandbox/decoder.hpp"
#include "shared/base/result.hpp"
#include "shared/picture/picture.hpp"

namespace motcua::sandbox {

/// For the audit chain: "applicant:<id>" or "officer:<id>", and what the picture was for.
struct Sender {
    std::string actor, subject;
};

/// An opened picture, upright and without metadata, and the turn that bounds how many there are.
struct Opened {
    Decoder::Turn turn;
    picture::Picture picture;
};
/// Errors: those of picture::inspect (finger::inspect_file for fingers) and Decoder::decode, request_busy, store_unavailable.
[[nodiscard]] Result<Opened> open(const http::Services& services, const Sender& sender, std::string_view bytes, const Wish& wish);

}  // namespace motcua::sandbox
