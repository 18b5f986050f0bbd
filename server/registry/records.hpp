// registry.db: people, their identities with biographic attributes, and the biometric templates on record (no pictures).
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "server/registry/finger_index.hpp"
#include "server/store/sqlite/connection.hpp"
#include "shared/base/result.hpp"

namespace motcua::registry {

/// What is on record of one biometric.
struct Biometric {
    std::string type;      ///< "FACE" | "FINGER"
    std::string sub_type;  ///< "PORTRAIT" | "RIGHT_INDEX" …
    std::string data;      ///< face: portrait::serialise; finger: compact template
};

struct Identity {
    std::string person_id, identity_id;
    std::string status{"VALID"};                     ///< CLAIMED | VALID | INVALID | REVOKED
    std::map<std::string, std::string> attributes{}; ///< biographicData
    std::vector<Biometric> biometrics{};             ///< `data` is left empty when read for the look-up
};

/// One condition on an attribute of an identity.
struct Condition {
    std::string attribute, op, value;  ///< op: < > = >= <= !=
};

struct Found {
    std::string person_id, identity_id;
};

/// Names a query may use.
[[nodiscard]] bool known_attribute(std::string_view name);
[[nodiscard]] bool known_operator(std::string_view op);

class Records {
public:
    /// Errors: store_unavailable.
    [[nodiscard]] static Result<std::unique_ptr<Records>> open(const std::string& path);

    /// Replaces the identity of the same id.
    void put(const Identity& identity);
    [[nodiscard]] std::vector<Found> find(const std::vector<Condition>& conditions, int offset, int limit);
    [[nodiscard]] bool has_person(std::string_view person_id);
    /// Without template data.
    [[nodiscard]] std::vector<Identity> identities(std::string_view person_id);
    /// Templates of the person's VALID identities.
    [[nodiscard]] std::vector<Biometric> biometrics(std::string_view person_id);
    /// Fingers of VALID identities that reach the score, best first. They are kept in memory: read at the first call of any of
    /// these three, and anew when another process has written; put() keeps them up to date.
    [[nodiscard]] std::vector<FingerHit> search(const finger::Template& probe, int least);
    /// How many can be searched.
    [[nodiscard]] std::size_t fingers();
    /// Reads them now, so that the first search need not. Errors: store_unavailable.
    [[nodiscard]] Result<void> read_ahead();
    /// A small note of the writer ("demo": version of the demo data); empty when absent.
    [[nodiscard]] std::string note(std::string_view name);
    void set_note(std::string_view name, std::string_view value);
    /// Groups what is put between into one commit.
    void begin();
    void commit();

private:
    explicit Records(store::Connection db) : db_(std::move(db)) {}
    /// Under mutex_.
    void read_fingers();
    void put_fingers(const Identity& identity);
    /// Up to date, and locked against changes.
    [[nodiscard]] std::shared_lock<std::shared_mutex> fingers_now();

    std::mutex mutex_;
    store::Connection db_;
    std::shared_mutex index_mutex_;     ///< taken after mutex_, to change index_ or to search: a search keeps nobody from the store
    std::optional<FingerIndex> index_;  ///< none: not read yet
    std::string index_of_;              ///< the state of the store, as far as others changed it, that index_ was read from
};

}  // namespace motcua::registry
