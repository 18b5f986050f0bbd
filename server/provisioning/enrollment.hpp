// What is sent to the identity authority: an OSIA v7.1 Enrollment (1.3.0) made from a file that has been sent.
//
// The same file always gives the same bytes (keys sorted, no clock): the request is idempotent by enrollmentId + Digest,
// so a retry must not differ from the first attempt in a single byte.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/store/store.hpp"
#include "shared/base/json.hpp"
#include "shared/base/result.hpp"

namespace motcua::keys {
class Keyring;
}

namespace motcua::provisioning {

/// A capture at the counter, or a finger that is not there.
struct Capture {
    std::string position;  ///< "face" or "right_thumb" …
    std::string image{};   ///< encoded bytes; empty when missing
    std::string media_type{};
    int quality = 0;        ///< 0..100, our measure
    std::string missing{};  ///< "amputated", "bandaged", "damaged"
    Millis at = 0;
};

/// The consent as it was given: the text's version and language, and the signatures as strokes.
struct ConsentRecord {
    std::string language, text_version;
    Json applicant_signature = Json::array();
    Json representative_signature = Json::array();
    Millis at = 0;
};

/// The visit around the filing.
struct EnrollmentFile {
    std::string reference;        ///< "MC-7K3M-9QTX-K"; also the enrollmentId
    std::string office, officer;  ///< ids
    std::string visit_date;       ///< "2026-11-24", of the receipt
    std::string decision;         ///< "match" | "no_record"
    std::string person_id{};      ///< of the national registry, where found
    std::string due;              ///< last lawful day
    ConsentRecord consent;
};

/// `filing` holds the values accepted at the counter.
[[nodiscard]] Json build_enrollment(const EnrollmentFile& file, const Json& filing, const std::vector<Capture>& captures);

/// The whole body from the store. For the worker that signs and delivers it. Errors: slip_unknown (no such file),
/// file_act (it has not been sent), keys_unreadable.
[[nodiscard]] Result<Json> load_enrollment(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference);

}  // namespace motcua::provisioning
