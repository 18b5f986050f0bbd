// What the national registry (process `motcua registry`, or the real one behind the same published interface) and its
// client agree on: OSIA v7.1 population registry 1.5.0 and ABIS 1.6.0. Both sides include this file.
//
//   POST /v1/persons?transactionId=T            [{"attributeName":"passportNumber","operator":"=","value":"K01234567"},
//                                                {"attributeName":"nationality","operator":"=","value":"SWE"},
//                                                {"attributeName":"dateOfBirth","operator":"=","value":"1990-08-12"}]
//        -> 200 [{"personId":"…","identityId":"…"}]            (empty list: nobody)
//   GET  /v1/persons/{p}/identities?transactionId=T -> 200 [Identity];  …/{i} -> 200 Identity;  404
//        Identity: {"identityId","identityType":"foreign-resident","status":"VALID","galleries":["FOREIGN_RESIDENTS"],
//          "biographicData":{"lastName","firstName","dateOfBirth","gender","nationality","passportNumber","passportExpiry",
//             "residenceCardType","residenceCardNumber","residenceCardSymbol","residenceCardExpiry","foreignerNumber"},
//          "biometricData":[{"biometricType":"FACE","biometricSubType":"PORTRAIT"},{"biometricType":"FINGER",
//             "biometricSubType":"RIGHT_INDEX"},…]}            (what is on record; neither image nor template leaves)
//   POST /v1/verify/{galleryId}/{personId}?transactionId=T   {"biometricData":[
//          {"biometricType":"FACE","biometricSubType":"PORTRAIT","image":"<base64 JPEG or PNG>","mimeType":"image/jpeg"},
//          {"biometricType":"FINGER","biometricSubType":"RIGHT_INDEX","image":"<base64>","mimeType":"image/png","resolution":500},
//          {"biometricType":"FINGER","biometricSubType":"LEFT_INDEX","template":"<base64>","templateFormat":"ISO_19794_2_2011"}]}
//        -> 200 {"decision":true,"scores":[{"score":0.71,"encounterId":"…","biometricType":"FACE","biometricSubType":"PORTRAIT",
//                 "others":{"threshold":0.49,"match":true,"model":"mobilefacenet","falseMatchRate":0.003}}, …]}
//        A finger may have image and template: the image counts (PNG, JPEG or BMP; another form cannot be read, whatever stands beside
//        it). A template alone gets a score with "others":{"basis":"template",…}, here and in identify, and can speak against the
//        person, not for: whoever sends it may have made it up. A face, or fingers with images, decide.
//        model, falseMatchRate (at most this share of strangers reaches the score): faces only; others may leave them out.
//        An item that is not on record gets no score; decision is false when nothing could be compared. An item that could
//        not be read (no face found, too few minutiae) has score 0 and others.error. Where others.error is
//        portrait.other_model, the record and today's picture cannot be compared at all: it says nothing about the person.
//   POST /v1/identify/{galleryId}?transactionId=T&maxNbCand=10&threshold=300   {"filter":{…},"biometricData":[
//          {"biometricType":"FINGER","biometricSubType":"RIGHT_INDEX","image":…} as above, at most 16]}
//        -> 200 [{"personId":"…","rank":1,"score":612,"scores":[{"score":612,"encounterId":"…","biometricType":"FINGER",
//                 "biometricSubType":"LEFT_INDEX",       (what the finger is on record as, whatever the probe was called)
//                 "others":{"threshold":280,"match":true,"falseMatchPpm":1,"probeSubType":"RIGHT_INDEX"}}, …]}, …]
//        Every finger on record of a VALID identity is searched, whatever its sub-type; faces are not (400). Only fingers that
//        reach the threshold are named: search_threshold() of the number of fingers on record (280 up to 1,000), or the one asked
//        for where that is higher. Candidates by number of such fingers, then by the best; maxNbCand 10, at most 100. filter is
//        required, {} is everybody; known: dateOfBirthMin, dateOfBirthMax, gender, biometricType, biometricSubType (lists, of the
//        record); another name in it is answered 400. A probe that cannot be read is answered 400: it was not searched.
//   Errors: {"code":<int>,"message":"…"} with 400, 401, 403, 404, 413, 500.  transactionId is required everywhere.
//   Authorization: Bearer <content of DATA/registry.token>; GET /healthz needs none.
#pragma once

#include <string>
#include <string_view>

#include "shared/base/result.hpp"

namespace motcua::registry {

inline constexpr std::string_view gallery = "FOREIGN_RESIDENTS";  ///< "ALL" is accepted too
inline constexpr std::string_view token_file = "registry.token";

/// The token both sides share: reads DATA/registry.token, makes it (0600, 32 random bytes in hex) when it is not there.
/// Safe when both processes start at the same moment. Errors: file_unusable.
[[nodiscard]] Result<std::string> shared_token(const std::string& data_dir);

/// "right_index" (our positions) <-> "RIGHT_INDEX" (OSIA). Upper/lower case is the only difference.
[[nodiscard]] std::string osia_position(std::string_view ours);
[[nodiscard]] std::string our_position(std::string_view osia);

}  // namespace motcua::registry
