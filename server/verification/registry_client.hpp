// Client of the national immigration registry, by its published interface: OSIA v7.1 population registry 1.5.0 (look-up)
// and ABIS 1.6.0 (1:1 comparison, 1:N search). What it answers is untrusted input: size, time, type and range are checked.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/net/call.hpp"
#include "server/verification/decision.hpp"
#include "shared/base/json.hpp"
#include "shared/base/result.hpp"

namespace motcua::verification {

/// How a call leaves the house; net::perform outside of tests.
using Transport = std::function<Result<net::Answer>(const net::Call&)>;

/// What the registry holds about a person. Strings are cut to 200 bytes; dates are "YYYY-MM-DD" or empty.
struct Record {
    std::string person_id;
    std::string family_name, given_names, birth_date, sex, nationality;
    std::string passport_number, passport_expiry, card_type, card_number, card_symbol, card_expiry, foreigner_number;
    bool face_on_record = false;
    std::vector<std::string> fingers_on_record{};  ///< "right_index"
};

struct Query {
    std::string passport_number, nationality, birth_date;
};

/// One captured picture to be compared.
struct Probe {
    std::string position;  ///< "face" or a finger position
    std::string image;     ///< encoded bytes
    std::string media_type;
    int quality = 0;
};

class RegistryClient {
public:
    struct Options {
        std::string url;    ///< "http://127.0.0.1:8081"
        std::string token;  ///< bearer token, see registry::shared_token
        net::Trust trust{};
    };
    explicit RegistryClient(Options options, Transport transport = net::perform);

    /// The person, none when the registry knows none.
    /// Errors: registry_unavailable, registry_answer, registry_ambiguous.
    [[nodiscard]] Result<std::optional<Record>> find(const Query& query, std::string_view transaction) const;

    /// Compares the captures with what is on record: one call for each picture, because only then is the registry's
    /// decision one about that picture. Pictures of positions not on record are not sent.
    [[nodiscard]] Result<Evidence> compare(const Record& record, const std::vector<Probe>& probes,
                                           std::string_view transaction) const;

    /// Searches the captured fingers among everybody on record: one call for each, because only then is a candidate one of that
    /// finger. A registry that offers no search (404, 405, 501), not to us (403) or not at once (202) has searched nothing; one that
    /// cannot read a picture (400, 413, 415, 422) has not searched that one. Errors: registry_unavailable, registry_answer.
    [[nodiscard]] Result<Search> identify(const std::vector<Probe>& probes, std::string_view transaction) const;

private:
    [[nodiscard]] Result<net::Answer> send(std::string_view method, const std::string& path, const Json& body) const;
    [[nodiscard]] Result<Json> call(std::string_view method, const std::string& path, const Json& body) const;
    [[nodiscard]] Result<std::optional<std::string>> find_person(const Query& query, std::string_view transaction) const;

    Options options_;
    Transport transport_;
};

/// Reads the answer of GET /v1/persons/{id}/identities: the VALID identity, else the newest CLAIMED one.
/// Errors: registry_answer.
[[nodiscard]] Result<Record> parse_identities(const Json& answer, std::string_view person_id);

/// Reads the answer of POST /v1/identify. A score that says that it is no match counts as none; a candidate without scores is on
/// record as "unknown". Errors: registry_answer.
[[nodiscard]] Result<std::vector<FingerHit>> parse_candidates(const Json& answer, std::string_view position);

/// "RIGHT_INDEX" for "right_index"; "PORTRAIT" for "face".
[[nodiscard]] std::string osia_sub_type(std::string_view position);

}  // namespace motcua::verification
