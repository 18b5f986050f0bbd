// The comparison of a file in the store: one sealed JSON value for rows and registry record, one row a choice.
#include "server/counter/file.hpp"
#include "server/keys/keyring.hpp"
#include "server/store/comparisons.hpp"

namespace motcua::counter {
namespace {

Json record_json(const verification::Record& r) {
    return {{"personId", r.person_id},
            {"familyName", r.family_name},
            {"givenNames", r.given_names},
            {"birthDate", r.birth_date},
            {"sex", r.sex},
            {"nationality", r.nationality},
            {"passportNumber", r.passport_number},
            {"passportExpiry", r.passport_expiry},
            {"cardType", r.card_type},
            {"cardNumber", r.card_number},
            {"cardSymbol", r.card_symbol},
            {"cardExpiry", r.card_expiry},
            {"foreignerNumber", r.foreigner_number},
            {"face", r.face_on_record},
            {"fingers", r.fingers_on_record}};
}

verification::Record record_from(const Json& json) {
    const auto text = [&](const char* name) { return std::string(text_at(json, name)); };
    verification::Record out{.person_id = text("personId"),
                             .family_name = text("familyName"),
                             .given_names = text("givenNames"),
                             .birth_date = text("birthDate"),
                             .sex = text("sex"),
                             .nationality = text("nationality"),
                             .passport_number = text("passportNumber"),
                             .passport_expiry = text("passportExpiry"),
                             .card_type = text("cardType"),
                             .card_number = text("cardNumber"),
                             .card_symbol = text("cardSymbol"),
                             .card_expiry = text("cardExpiry"),
                             .foreigner_number = text("foreignerNumber"),
                             .face_on_record = is_true(json, "face")};
    for (const auto& finger : member(json, "fingers"))
        if (finger.is_string()) out.fingers_on_record.push_back(finger.get<std::string>());
    return out;
}

Json result_json(const Compared& compared) {
    Json rows = Json::array();
    for (const auto& row : compared.rows) rows.push_back(to_json(row));
    return {{"rows", std::move(rows)},
            {"asked", compared.asked},
            {"record", compared.record ? record_json(*compared.record) : Json{}}};
}

Result<void> load_choices(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference, Compared& out) {
    for (const auto& choice : tx.comparisons().choices(reference)) {
        MOTCUA_TRY(reason, unseal(tx, keys, reference, "differences", "reason", choice.field, choice.reason));
        out.accepted[choice.field] = parse_source(choice.source).value_or(Source::typed);
        out.reasons[choice.field] = reason;
    }
    return {};
}

// A choice was made for what the row said then; when the row says something else the officer is asked again.
void forget_stale_choices(const store::Transaction& tx, std::string_view reference, const std::vector<Row>& before,
                          const std::vector<Row>& now) {
    for (const auto& old : before) {
        bool unchanged = false;
        for (const auto& row : now) unchanged = unchanged || row == old;
        if (!unchanged) tx.comparisons().forget_choice(reference, old.field);
    }
}

}  // namespace

Result<std::optional<Compared>> load_comparison(const store::Transaction& tx, const keys::Keyring& keys,
                                                std::string_view reference) {
    const auto found = tx.comparisons().find(reference);
    if (!found) return std::optional<Compared>{};
    Compared out;
    MOTCUA_TRY(mrz, unseal(tx, keys, reference, "comparisons", "mrz", reference, found->mrz));
    MOTCUA_TRY(plain, unseal(tx, keys, reference, "comparisons", "result", reference, found->result));
    MOTCUA_TRY(result, parse_json(plain));
    out.mrz = mrz;
    out.asked = is_true(result, "asked");
    if (member(result, "record").is_object()) out.record = record_from(member(result, "record"));
    for (const auto& each : member(result, "rows")) out.rows.push_back(row_from_json(each));
    MOTCUA_CHECK(load_choices(tx, keys, reference, out));
    return std::optional<Compared>{std::move(out)};
}

Result<void> save_comparison(const store::Transaction& tx, const keys::Keyring& keys, const Officer& officer,
                             std::string_view reference, const Compared& compared) {
    MOTCUA_TRY(before, load_comparison(tx, keys, reference));
    if (before) forget_stale_choices(tx, reference, before->rows, compared.rows);
    tx.comparisons().save(
        reference, officer.id,
        {.mrz = seal(tx, keys, reference, "comparisons", "mrz", reference, compared.mrz),
         .result = seal(tx, keys, reference, "comparisons", "result", reference, dump_json(result_json(compared)))});
    return {};
}

}  // namespace motcua::counter
