#include "server/counter/file.hpp"
#include "server/counter/verified.hpp"
#include "server/keys/keyring.hpp"
#include "server/provisioning/enrollment.hpp"
#include "server/store/applications.hpp"
#include "server/store/consents.hpp"

namespace motcua::provisioning {
namespace {

// Signatures may hold 5000 points.
constexpr JsonLimits signature_limits{.bytes = 512 * 1024};

Result<Json> open_signature(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference,
                            std::string_view column, const std::string& sealed) {
    if (sealed.empty()) return Json::array();
    MOTCUA_TRY(plain, counter::unseal(tx, keys, reference, "consents", column, reference, sealed));
    return parse_json(plain, signature_limits);
}

Result<ConsentRecord> load_consent(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference,
                                   std::string& officer) {
    const auto found = tx.consents().find(reference);
    if (!found) return ErrorCode::file_act;
    officer = found->officer;
    MOTCUA_TRY(applicant, open_signature(tx, keys, reference, "applicant_signature", found->applicant_signature));
    MOTCUA_TRY(representative, open_signature(tx, keys, reference, "representative_signature", found->representative_signature));
    return ConsentRecord{.language = found->language,
                         .text_version = found->text_version,
                         .applicant_signature = std::move(applicant),
                         .representative_signature = std::move(representative),
                         .at = found->at};
}

Result<void> load_verification(const store::Transaction& tx, const keys::Keyring& keys, EnrollmentFile& file) {
    MOTCUA_TRY(verified, counter::load_verified(tx, keys, file.reference));
    if (!verified) return ErrorCode::file_act;
    file.decision = verified->decision;
    file.person_id = text_at(verified->result, "personId");
    return {};
}

Result<EnrollmentFile> load_visit(const store::Transaction& tx, const keys::Keyring& keys, const counter::File& from) {
    const auto received_at = tx.applications().received_at(from.reference);
    if (!received_at) return ErrorCode::file_act;
    EnrollmentFile file{.reference = from.reference,
                        .office = from.office,
                        .visit_date = format_date(date_in_vietnam(*received_at)),
                        .due = from.due};
    MOTCUA_TRY(consent, load_consent(tx, keys, from.reference, file.officer));
    file.consent = std::move(consent);
    MOTCUA_CHECK(load_verification(tx, keys, file));
    return file;
}

Result<std::vector<Capture>> load_captures(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference) {
    MOTCUA_TRY(stored, counter::load_captures(tx, keys, reference));
    std::vector<Capture> out;
    for (auto& each : stored) {
        const Json& quality = member(each.quality, "quality");
        out.push_back({.position = each.position,
                       .image = std::move(each.image),
                       .media_type = each.position == "face" ? "image/jpeg" : "image/png",
                       .quality = quality.is_number_integer() ? quality.get<int>() : 0,
                       .missing = std::move(each.missing),
                       .at = each.at});
    }
    return out;
}

}  // namespace

Result<Json> load_enrollment(const store::Transaction& tx, const keys::Keyring& keys, std::string_view reference) {
    MOTCUA_TRY(stored, counter::load_file(tx, keys, reference));
    if (stored.state != application::State::sent) return ErrorCode::file_act;
    MOTCUA_TRY(file, load_visit(tx, keys, stored));
    MOTCUA_TRY(filing, counter::filing_in_force(tx, keys, stored));
    MOTCUA_TRY(captures, load_captures(tx, keys, reference));
    return build_enrollment(file, filing, captures);
}

}  // namespace motcua::provisioning
