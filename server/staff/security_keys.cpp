#include "server/staff/security_keys.hpp"

#include "server/keys/keyring.hpp"
#include "server/staff/accounts.hpp"
#include "server/store/security_keys.hpp"
#include "shared/base/key_name.hpp"
#include "shared/base/text.hpp"

namespace motcua::staff {
namespace {

std::string handle_of(const keys::Keyring& keys, std::string_view credential) {
    return keys::hex(keys.mac("security-key", credential));
}

keys::Place place(const std::string& record, std::string_view column, std::string_view id) {
    return {.record = record, .table = "security_keys", .column = column, .row = id};
}

struct Stored {
    std::string id, staff;
    Credential credential;
};

/// The key with this credential id, whoever's it is.
Result<std::optional<Stored>> find_key(const store::Transaction& tx, const keys::Keyring& keys, std::string_view credential) {
    const auto row = tx.security_keys().find(handle_of(keys, credential));
    if (!row) return std::optional<Stored>{};
    const std::string record = record_of(row->staff);
    MOTCUA_TRY(id, keys.unseal(tx, place(record, "credential", row->id), row->credential));
    MOTCUA_TRY(key, keys.unseal(tx, place(record, "public_key", row->id), row->public_key));
    return std::optional{
        Stored{.id = row->id,
               .staff = row->staff,
               .credential = {
                   .id = std::move(id), .key = {.algorithm = row->algorithm, .bytes = std::move(key)}, .counter = row->counter}}};
}

Result<std::vector<std::string>> credentials_of(const store::Transaction& tx, const keys::Keyring& keys, std::string_view staff) {
    std::vector<std::string> out;
    const std::string record = record_of(staff);
    for (const auto& row : tx.security_keys().of_staff(staff)) {
        MOTCUA_TRY(credential, keys.unseal(tx, place(record, "credential", row.id), row.credential));
        out.push_back(std::move(credential));
    }
    return out;
}

/// The challenge inside what came back, if it was given out for this.
struct Redeemed {
    std::string bytes;
    Challenge given_out;
};
std::optional<Redeemed> redeem_for(const store::Transaction& tx, const keys::Keyring& keys, const Challenge& wanted,
                                   std::string_view client_data) {
    const auto said = read_client_data(client_data);
    if (!said) return std::nullopt;
    const auto found = redeem(tx, keys, said->challenge);
    const bool fits = found && found->purpose == wanted.purpose && found->session == wanted.session &&
                      (wanted.staff.empty() || found->staff == wanted.staff);
    return fits ? std::optional<Redeemed>{{.bytes = said->challenge, .given_out = *found}} : std::nullopt;
}

/// A counter that goes back means that there are two of the key: somebody has to look at that.
void note_copy(const store::Transaction& tx, const Stored& key) {
    tx.audit({.actor = "officer:" + key.staff, .action = "staff.key_copied", .subject = key.id});
}

void insert(const store::Transaction& tx, const keys::Keyring& keys, std::string_view staff, std::string_view name,
            const Credential& credential) {
    const std::string id = keys::hex(keys::random_bytes(8)), record = record_of(staff);
    tx.security_keys().add({.id = id,
                            .staff = std::string(staff),
                            .handle = handle_of(keys, credential.id),
                            .credential = keys.seal(tx, place(record, "credential", id), credential.id),
                            .public_key = keys.seal(tx, place(record, "public_key", id), credential.key.bytes),
                            .name = keys.seal(tx, place(record, "name", id), name),
                            .algorithm = credential.key.algorithm,
                            .counter = credential.counter});
    tx.audit({.actor = "officer:" + std::string(staff), .action = "staff.key_added", .subject = id});
}

Result<void> check_room(const store::Transaction& tx, std::string_view staff) {
    return tx.security_keys().of_staff(staff).size() < most_keys ? Result<void>{} : Result<void>{ErrorCode::staff_key_limit};
}

/// What may be said only once the challenge is used up.
Result<void> judge_and_add(const store::Transaction& tx, const keys::Keyring& keys, const RelyingParty& party,
                           const Redeemed& redeemed, std::string_view name, const Registration& given) {
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
    for (const auto& row : tx.security_keys().of_staff(staff)) {
        MOTCUA_TRY(name, keys.unseal(tx, place(record, "name", row.id), row.name));
        out.push_back({.id = row.id, .name = std::move(name), .added_at = row.added_at, .used_at = row.used_at});
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
    if (counter.ok())
        tx.security_keys().used(key->id, *counter);
    else
        out.refusal = counter.error();
    if (out.refusal && out.refusal->detail == "counter") note_copy(tx, *key);
    return out;
}

Result<KeyQuestion> ask_new_key(const store::Transaction& tx, const keys::Keyring& keys, std::string_view staff,
                                std::string_view session) {
    MOTCUA_CHECK(check_room(tx, staff));
    MOTCUA_TRY(credentials, credentials_of(tx, keys, staff));
    const Challenge challenge{.purpose = Purpose::add, .staff = std::string(staff), .session = std::string(session)};
    return KeyQuestion{.challenge = issue(tx, keys, challenge), .credentials = std::move(credentials)};
}

Result<void> add_key(store::Store& db, const keys::Keyring& keys, const RelyingParty& party, const Challenge& wanted,
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
    if (!tx.security_keys().remove(id, staff)) return ErrorCode::request_not_found;
    tx.audit({.actor = "officer:" + std::string(staff), .action = "staff.key_removed", .subject = std::string(id)});
    return {};
}

}  // namespace motcua::staff
