#include "server/registry/records.hpp"

#include <algorithm>
#include <array>

#include "server/store/sqlite/statement.hpp"

namespace motcua::registry {
namespace {

using store::Statement;

constexpr const char* schema = R"(
    CREATE TABLE IF NOT EXISTS identity(id TEXT PRIMARY KEY, person_id TEXT NOT NULL, status TEXT NOT NULL) STRICT;
    CREATE INDEX IF NOT EXISTS identity_person ON identity(person_id);
    CREATE TABLE IF NOT EXISTS attribute(identity_id TEXT NOT NULL REFERENCES identity(id) ON DELETE CASCADE, name TEXT NOT NULL,
      value TEXT NOT NULL, PRIMARY KEY(identity_id, name)) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS attribute_value ON attribute(name, value);
    CREATE TABLE IF NOT EXISTS biometric(identity_id TEXT NOT NULL REFERENCES identity(id) ON DELETE CASCADE, type TEXT NOT NULL,
      sub_type TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY(identity_id, type, sub_type)) STRICT;
    CREATE TABLE IF NOT EXISTS note(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;)";

constexpr std::array attribute_names{"lastName", "firstName", "dateOfBirth", "gender", "nationality", "passportNumber", "passportExpiry",
                                     "residenceCardType", "residenceCardNumber", "residenceCardSymbol", "residenceCardExpiry", "foreignerNumber"};

// What may be asked of an attribute, as the text of its statement: nothing that came from outside is ever part of one.
struct Operator {
    std::string_view sign, clause;
};
#define MOTCUA_OPERATOR(sign) \
    Operator { sign, " AND EXISTS (SELECT 1 FROM attribute AS a WHERE a.identity_id=i.id AND a.name=? AND a.value" sign "?)" }
constexpr std::array operators{MOTCUA_OPERATOR("="),  MOTCUA_OPERATOR("<"),  MOTCUA_OPERATOR(">"),
                               MOTCUA_OPERATOR("<="), MOTCUA_OPERATOR(">="), MOTCUA_OPERATOR("!=")};
#undef MOTCUA_OPERATOR

template <class List>
bool listed(const List& list, std::string_view text) { return std::find(list.begin(), list.end(), text) != list.end(); }

const Operator* operator_of(std::string_view sign) {
    const auto* found = std::find_if(operators.begin(), operators.end(), [&](const Operator& each) { return each.sign == sign; });
    return found == operators.end() ? nullptr : found;
}

// Clauses come from the fixed list above (unknown operators were refused before); attributes and values are bound.
std::string search_sql(const std::vector<Condition>& conditions) {
    std::string sql = "SELECT i.person_id, i.id FROM identity AS i WHERE i.status IN ('VALID','CLAIMED')";
    for (const auto& condition : conditions)
        if (const auto* asked = operator_of(condition.op)) sql += asked->clause;
    return sql + " ORDER BY i.person_id, i.id LIMIT ? OFFSET ?";
}

}  // namespace

bool known_attribute(std::string_view name) { return listed(attribute_names, name); }
bool known_operator(std::string_view op) { return operator_of(op) != nullptr; }

Result<std::unique_ptr<Records>> Records::open(const std::string& path) {
    MOTCUA_TRY(db, store::connect(path, store::Access::write));
    try {
        store::execute(db.get(), schema);
    } catch (const store::StoreFailure& failure) {
        return Error{.code = ErrorCode::store_unavailable, .detail = failure.message};
    }
    return std::unique_ptr<Records>(new Records(std::move(db)));
}

void Records::put(const Identity& identity) {
    const std::lock_guard lock(mutex_);
    Statement(db_.get(), "DELETE FROM identity WHERE id=?").bind(1, identity.identity_id).run();
    Statement(db_.get(), "INSERT INTO identity VALUES(?,?,?)").bind(1, identity.identity_id).bind(2, identity.person_id).bind(3, identity.status).run();
    for (const auto& [name, value] : identity.attributes)
        if (!value.empty())
            Statement(db_.get(), "INSERT INTO attribute VALUES(?,?,?)").bind(1, identity.identity_id).bind(2, name).bind(3, value).run();
    for (const auto& biometric : identity.biometrics)
        Statement(db_.get(), "INSERT INTO biometric VALUES(?,?,?,?)").bind(1, identity.identity_id).bind(2, biometric.type)
            .bind(3, biometric.sub_type).bind_blob(4, biometric.data).run();
    put_fingers(identity);
}

void Records::put_fingers(const Identity& identity) {
    const std::unique_lock lock(index_mutex_);
    if (!index_) return;
    index_->remove_identity(identity.identity_id);
    if (identity.status != "VALID") return;
    for (const auto& biometric : identity.biometrics)
        if (biometric.type == "FINGER")
            index_->add({.person_id = identity.person_id, .identity_id = identity.identity_id, .sub_type = biometric.sub_type}, biometric.data);
}

void Records::read_fingers() {
    Statement version(db_.get(), "PRAGMA data_version");  // another number when another connection has committed
    const std::string now = version.step() ? version.text(0) : "";
    if (index_ && index_of_ == now) return;  // both change under mutex_ only
    FingerIndex read;
    Statement rows(db_.get(), "SELECT i.person_id, i.id, b.sub_type, b.data FROM biometric AS b JOIN identity AS i ON i.id=b.identity_id"
                              " WHERE b.type='FINGER' AND i.status='VALID' ORDER BY i.person_id, i.id, b.sub_type");
    while (rows.step()) read.add({.person_id = rows.text(0), .identity_id = rows.text(1), .sub_type = rows.text(2)}, rows.text(3));
    const std::unique_lock lock(index_mutex_);
    index_ = std::move(read);
    index_of_ = now;
}

std::shared_lock<std::shared_mutex> Records::fingers_now() {
    const std::lock_guard lock(mutex_);
    read_fingers();
    return std::shared_lock(index_mutex_);
}

std::vector<FingerHit> Records::search(const finger::Template& probe, int least) {
    const auto lock = fingers_now();
    return index_->search(probe, least);
}

Result<void> Records::read_ahead() {
    try {
        const auto lock = fingers_now();
    } catch (const store::StoreFailure& failure) {
        return Error{.code = ErrorCode::store_unavailable, .detail = failure.message};
    }
    return {};
}

std::size_t Records::fingers() {
    const auto lock = fingers_now();
    return index_->size();
}

std::vector<Found> Records::find(const std::vector<Condition>& conditions, int offset, int limit) {
    const std::lock_guard lock(mutex_);
    Statement rows(db_.get(), search_sql(conditions));
    int at = 1;
    for (const auto& condition : conditions) {
        rows.bind(at++, condition.attribute);
        rows.bind(at++, condition.value);
    }
    rows.bind(at++, limit);
    rows.bind(at, offset);
    std::vector<Found> out;
    while (rows.step()) out.push_back({.person_id = rows.text(0), .identity_id = rows.text(1)});
    return out;
}

bool Records::has_person(std::string_view person_id) {
    const std::lock_guard lock(mutex_);
    Statement row(db_.get(), "SELECT 1 FROM identity WHERE person_id=? LIMIT 1");
    return row.bind(1, person_id).step();
}

std::vector<Identity> Records::identities(std::string_view person_id) {
    const std::lock_guard lock(mutex_);
    Statement rows(db_.get(), "SELECT id, person_id, status FROM identity WHERE person_id=? ORDER BY id");
    rows.bind(1, person_id);
    std::vector<Identity> out;
    while (rows.step()) {
        Identity identity{.person_id = rows.text(1), .identity_id = rows.text(0), .status = rows.text(2)};
        Statement attributes(db_.get(), "SELECT name, value FROM attribute WHERE identity_id=?");
        attributes.bind(1, identity.identity_id);
        while (attributes.step()) identity.attributes[attributes.text(0)] = attributes.text(1);
        Statement biometrics(db_.get(), "SELECT type, sub_type FROM biometric WHERE identity_id=? ORDER BY rowid");
        biometrics.bind(1, identity.identity_id);
        while (biometrics.step()) identity.biometrics.push_back({.type = biometrics.text(0), .sub_type = biometrics.text(1)});
        out.push_back(std::move(identity));
    }
    return out;
}

std::vector<Biometric> Records::biometrics(std::string_view person_id) {
    const std::lock_guard lock(mutex_);
    Statement rows(db_.get(), "SELECT b.type, b.sub_type, b.data FROM biometric AS b JOIN identity AS i ON i.id=b.identity_id"
                              " WHERE i.person_id=? AND i.status='VALID'");
    rows.bind(1, person_id);
    std::vector<Biometric> out;
    while (rows.step()) out.push_back({.type = rows.text(0), .sub_type = rows.text(1), .data = rows.text(2)});
    return out;
}

std::string Records::note(std::string_view name) {
    const std::lock_guard lock(mutex_);
    Statement row(db_.get(), "SELECT value FROM note WHERE name=?");
    return row.bind(1, name).step() ? row.text(0) : "";
}

void Records::set_note(std::string_view name, std::string_view value) {
    const std::lock_guard lock(mutex_);
    Statement(db_.get(), "INSERT INTO note VALUES(?,?) ON CONFLICT(name) DO UPDATE SET value=excluded.value").bind(1, name).bind(2, value).run();
}

void Records::begin() {
    const std::lock_guard lock(mutex_);
    store::execute(db_.get(), "BEGIN IMMEDIATE");
}
void Records::commit() {
    const std::lock_guard lock(mutex_);
    store::execute(db_.get(), "COMMIT");
}

}  // namespace motcua::registry
