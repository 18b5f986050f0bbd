#include "server/staff/security_keys.hpp"

#include "server/keys/keyring.hpp"
#include "shared/base/text.hpp"

namespace motcua::staff {
namespace {

Error refused(std::string_view by) { return {.code = ErrorCode::staff_key_refused, .detail = std::string(by)}; }

std::string handle_of(const keys::Keyring& keys, std::string_view credential) { return keys::hex(keys.mac("security-key", credential)); }

std::string record_of(std::string_view staff) { return "staff:" + std::string(staff); }
keys::Place place(const std::string& record, std::string_view column, std::string_view id) {
    return {.record = record, .table = "security_keys", .column = column, .row = id};
}

struct Stored {
    std::string id, staff;
    Credential credential;
};

/// The key with this credential id, whoever's it is.
Result<std::optional<Stored>> find_key(const store::Transaction& tx, const keys::Keyring& keys, std::string_view credential) {
    auto row = tx.sql("SELECT id, staff, credential, algorithm, public_key, counter FROM security_keys WHERE handle=?");
    if (!row.bind(1, handle_of(keys, credential)).step()) return std::optional<Stored>{};
    Stored out{.id = row.text(0), .staff = row.text(1)};
    const std::string record = record_of(out.staff);
    MOTCUA_TRY(id, keys.unseal(tx, place(record, "credential", out.id), row.text(2)));
    MOTCUA_TRY(key, keys.unseal(tx, place(record, "public_key", out.id), row.text(4)));
    out.credential = {.id = std::move(id),
                      .key = {.algorithm = static_cast<int>(row.integer(3)), .bytes = std::move(key)},
                      .counter = static_cast<std::uint32_t>(row.integer(5))};
    return std::optional{std::move(out)};
}

Result<std::vector<std::string>> credentials_of(const store::Transaction& tx, const keys::Keyring& keys, std::string_view staff) {
    std::vector<std::string> out;
    const std::string record = record_of(staff);
    auto rows = tx.sql("SELECT id, credential FROM security_keys WHERE staff=? ORDER BY added_at");
    rows.bind(1, staff);
    while (rows.step()) {
        const std::string id = rows.text(0);
        MOTCUA_TRY(credential, keys.unseal(tx, place(record, "credential", id), rows.text(1)));
        out.push_back(std::move(credential));
    }
    return out;
}

/// The challenge inside what came back, if it was given out for this.
struct Redeemed {
    std::string bytes;
    Challenge given_out;
};
std::optional<Redeemed> redeem_for(const store::Transaction& tx, const keys::Keyring& keys, const Challenge& wanted, std::string_view client_data) {
    const auto said = read_client_data(client_data);
    if (!said) return std::nullopt;
    const auto found = redeem(tx, keys, said->challenge);
    const bool fits = found && found->purpose == wanted.purpose && found->session == wanted.session &&
                      (wanted.staff.empty() || found->staff == wanted.staff);
    return fits ? std::optional<Redeemed>{{.bytes = said->challenge, .given_out = *found}} : std::nullopt;
}

void keep_counter(const store::Transaction& tx, std::string_view id, std::uint32_t counter) {
    tx.sql("UPDATE security_keys SET counter=?, used_at=? WHERE id=?").bind(1, counter).bind(2, tx.now()).bind(3, id).run();
}

/// A counter that goes back means that there are two of the key: somebody has to look at that.
void note_copy(const store::Transaction& tx, const Stored& key) {
    tx.audit({.actor = "officer:" + key.staff, .action = "staff.key_copied", .subject = key.id});
}

void insert(const store::Transaction& tx, const keys::Keyring& keys, std::string_view staff, std::string_view name, const Credential& credential) {
    const std::string id = keys::hex(keys::random_bytes(8)), record = record_of(staff);
    tx.sql(
          "INSERT INTO security_keys(id, staff, handle, credential, algorithm, public_key, counter, name, added_at) "
          "VALUES(?,?,?,?,?,?,?,?,?)")
        .bind(1, id)
        .bind(2, staff)
        .bind(3, handle_of(keys, credential.id))
        .bind_blob(4, keys.seal(tx, place(record, "credential", id), credential.id))
        .bind(5, credential.key.algorithm)
        .bind_blob(6, keys.seal(tx, place(record, "public_key", id), credential.key.bytes))
        .bind(7, credential.counter)
        .bind_blob(8, keys.seal(tx, place(record, "name", id), name))
        .bind(9, tx.now())
        .run();
    tx.audit({.actor = "officer:" + std::string(staff), .action = "staff.key_added", .subject = id});
}

Result<void> check_room(const store::Transaction& tx, std::string_view staff) {
    auto row = tx.sql("SELECT COUNT(*) FROM security_keys WHERE staff=?");
    row.bind(1, staff).step();
    return row.integer(0) < static_cast<std::int64_t>(most_keys) ? Result<void>{} : Result<void>{ErrorCode::staff_key_limit};
}

/// What may be said only once the challenge is used up.
Result<void> judge_and_add(const store::Transaction& tx, const keys::Keyring& keys, const RelyingParty& party, const Redeemed& redeemed,
                           std::string_view name, const Registration& given) {
    MOTCUA_TRY(credential, judge_registration(party, redeemed.bytes, given));
    MOTCUA_TRY(known, find_key(tx, keys, credential.id));
    if (known) return ErrorCode::staff_key_known;
    MOTCUA_CHECK(check_room(tx, redeemed.given_out.staff));
    insert(tx, keys, redeemed.given_out.staff, name, credential);
    return {};
}

}  // namespace

Result<std::vector<SecurityKey>> list_keys(const store::Transaction& tx, const keys::Keyring& keys, std::string_view staff) {
    std::vector<SecurityKey> out;
    const std::string record = record_of(staff);
    auto rows = tx.sql("SELECT id, name, added_at, used_at FROM security_keys WHERE staff=? ORDER BY added_at");
    rows.bind(1, staff);
    while (rows.step()) {
        SecurityKey key{.id = rows.text(0), .added_at = rows.integer(2)};
        MOTCUA_TRY(name, keys.unseal(tx, place(record, "name", key.id), rows.text(1)));
        key.name = std::move(name);
        if (!rows.is_null(3)) key.used_at = rows.integer(3);
        out.push_back(std::move(key));
    }
    return out;
}

Result<KeyQuestion> ask_key(const store::Transaction& tx, const keys::Keyring& keys, const Challenge& challenge) {
    MOTCUA_TRY(credentials, credentials_of(tx, keys, challenge.staff));
    if (credentials.empty()) return ErrorCode::staff_key_none;
    return KeyQuestion{.challenge = issue(tx, keys, challenge), .credentials = std::move(credentials)};
}

Result<Proof> prove(const store::Transaction& tx, const keys::Keyring& keys, const RelyingParty& party, const Challenge& wanted,
                    const Assertion& given) {
    const auto redeemed = redeem_for(tx, keys, wanted, given.client_data);
    if (!redeemed) return Proof{.staff = wanted.staff, .refusal = refused("challenge")};
    Proof out{.staff = redeemed->given_out.staff};
    MOTCUA_TRY(key, find_key(tx, keys, given.credential));
    if (!key || key->staff != out.staff) {
        out.refusal = refused("credential");
        return out;
    }
    const auto counter = judge_assertion(party, redeemed->bytes, key->credential, given);
    if (counter.ok()) keep_counter(tx, key->id, *counter);
    else out.refusal = counter.error();
    if (out.refusal && out.refusal->detail == "counter") note_copy(tx, *key);
    return out;
}

Result<KeyQuestion> ask_new_key(const store::Transaction& tx, const keys::Keyring& keys, std::string_view staff, std::string_view session) {
    MOTCUA_CHECK(check_room(tx, staff));
    MOTCUA_TRY(credentials, credentials_of(tx, keys, staff));
    const Challenge challenge{.purpose = Purpose::add, .staff = std::string(staff), .session = std::string(session)};
    return KeyQuestion{.challenge = issue(tx, keys, challenge), .credentials = std::move(credentials)};
}

Result<void> add_key(store::Database& db, const keys::Keyring& keys, const RelyingParty& party, const Challenge& wanted,
                     std::string_view name, const Registration& given) {
    const std::string tidy = text::tidy(text::nfc(name));
    const bool readable = text::valid_utf8(tidy) && !text::has_forbidden_character(tidy);
    if (!readable || tidy.empty() || text::length(tidy) > longest_key_name) return ErrorCode::staff_key_name;
    // the challenge is used up also when the key is refused: the transaction commits and carries the refusal out
    const auto refusal = db.write<std::optional<Error>>([&](store::Transaction& tx) -> Result<std::optional<Error>> {
        const auto redeemed = redeem_for(tx, keys, wanted, given.client_data);
        if (!redeemed) return std::optional{refused("challenge")};
        const auto added = judge_and_add(tx, keys, party, *redeemed, tidy, given);
        return added.ok() ? std::optional<Error>{} : std::optional{added.error()};
    });
    if (!refusal.ok()) return refusal.error();
    return *refusal ? Result<void>{**refusal} : Result<void>{};
}

Result<void> remove_key(const store::Transaction& tx, std::string_view staff, std::string_view id) {
    tx.sql("DELETE FROM security_keys WHERE id=? AND staff=?").bind(1, id).bind(2, staff).run();
    if (tx.changes() == 0) return ErrorCode::request_not_found;
    tx.audit({.actor = "officer:" + std::string(staff), .action = "staff.key_removed", .subject = std::string(id)});
    return {};
}

}  // namespace motcua::staff
