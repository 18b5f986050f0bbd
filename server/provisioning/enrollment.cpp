#include "server/provisioning/enrollment.hpp"

#include <chrono>
#include <string_view>

#include <fmt/format.h>

#include "server/net/base64.hpp"
#include "server/registry/protocol.hpp"
#include "shared/base/date.hpp"
#include "shared/base/text.hpp"
#include "shared/form/filing.hpp"

namespace motcua::provisioning {
namespace {

// RFC 3339, in UTC, whole seconds.
std::string instant(Millis at) {
    using namespace std::chrono;
    const sys_time<milliseconds> time{milliseconds{at}};
    const auto day = floor<days>(time);
    const hh_mm_ss clock{floor<seconds>(time - day)};
    return fmt::format("{}T{:02}:{:02}:{:02}Z", format_date(Date{day}), clock.hours().count(), clock.minutes().count(),
                       clock.seconds().count());
}

void put(Json& out, const char* name, std::string_view value) {
    if (!value.empty()) out[name] = value;
}

void copy(Json& out, const char* name, const Json& from, std::string_view key) { put(out, name, text_at(from, key)); }

Json biographic(const Json& applicant) {
    Json out = Json::object();
    copy(out, "lastName", applicant, "familyName");
    copy(out, "firstName", applicant, "givenNames");
    copy(out, "dateOfBirth", applicant, "birthDate");
    copy(out, "gender", applicant, "sex");
    copy(out, "nationality", applicant, "nationality");
    copy(out, "foreignerNumber", applicant, "foreignerNumber");
    copy(out, "documentType", applicant, "documentType");
    copy(out, "passportNumber", applicant, "documentNumber");
    copy(out, "passportIssueDate", applicant, "documentIssueDate");
    copy(out, "passportIssuePlace", applicant, "documentIssuePlace");
    copy(out, "passportExpiry", applicant, "documentExpiry");
    copy(out, "residenceCardType", applicant, "cardType");
    copy(out, "residenceCardNumber", applicant, "cardNumber");
    copy(out, "residenceCardSymbol", applicant, "cardSymbol");
    copy(out, "residenceCardExpiry", applicant, "cardExpiry");
    copy(out, "addressProvince", applicant, "province");
    copy(out, "addressCommune", applicant, "commune");
    copy(out, "addressLine", applicant, "addressLine");
    copy(out, "phone", applicant, "phone");
    copy(out, "email", applicant, "email");
    return out;
}

/// A table's rows without what only this service can look up: its pictures.
Json rows_of(const Json& filing, const form::SectionText& table) {
    Json rows = member(filing, table.name);
    for (Json& row : rows)
        for (const auto& field : form::fields())
            if (field.section == table.section && field.format == form::Format::attachment) row.erase(std::string(field.name));
    return rows;
}

Json request_data(const EnrollmentFile& file, const Json& filing) {
    Json out = {{"requestType", "FIRST_ISSUANCE"}, {"accountLevel", 2}, {"due", file.due}};
    copy(out, "formVersion", filing, "formVersion");
    copy(out, "filedFor", filing, "filedFor");
    copy(out, "language", filing, "language");
    if (text_at(filing, "filedFor") != "self") out["representative"] = member(filing, "representative");
    for (const auto& section : form::sections())
        if (section.is_table() && form::row_count(filing, section.section) > 0)
            out[std::string(section.name)] = rows_of(filing, section);
    return out;
}

Json contextual(const EnrollmentFile& file) {
    Json out = {{"enrollmentDate", file.visit_date},
                {"office", file.office},
                {"officer", file.officer},
                {"registryDecision", file.decision}};
    put(out, "registryPersonId", file.person_id);
    return out;
}

Json picture(const Capture& capture) {
    return {{"image", net::encode_base64(capture.image)},
            {"mimeType", capture.media_type},
            {"quality", capture.quality},
            {"qualityFormat", "MOTCUA_1"},
            {"captureDate", instant(capture.at)}};
}

Json face(const Capture& capture) {
    Json out = picture(capture);
    out.update({{"biometricType", "FACE"}, {"biometricSubType", "PORTRAIT"}, {"compression", "JPEG"}});
    return out;
}

Json finger(const Capture& capture) {
    Json out = picture(capture);
    out.update({{"biometricType", "FINGER"},
                {"biometricSubType", registry::osia_position(capture.position)},
                {"compression", "PNG"},
                {"impressionType", "LIVE_SCAN_PLAIN"},
                {"resolution", 500}});
    return out;
}

// The standard does not say which finger `missing` belongs to (osia#78): one entry a finger, its position inside.
Json missing(const Capture& capture) {
    const Json item = {{"biometricSubType", registry::osia_position(capture.position)},
                       {"presence", text::upper_ascii(capture.missing)}};
    return {{"biometricType", "FINGER"}, {"biometricSubType", "UNKNOWN"}, {"missing", Json::array({item})}};
}

Json biometric(const std::vector<Capture>& captures) {
    Json out = Json::array();
    for (const auto& capture : captures) {
        if (!capture.missing.empty())
            out.push_back(missing(capture));
        else
            out.push_back(capture.position == "face" ? face(capture) : finger(capture));
    }
    return out;
}

Json document(const char* kind, const Json& content) {
    const Json part = {{"pages", {1}}, {"data", net::encode_base64(dump_json(content))}, {"mimeType", "application/json"}};
    Json out = {{"documentType", kind}, {"parts", Json::array({part})}};
    return out;
}

Json documents(const EnrollmentFile& file, const Json& filing) {
    Json consent = document("OTHER", {{"language", file.consent.language},
                                      {"textVersion", file.consent.text_version},
                                      {"at", instant(file.consent.at)},
                                      {"applicantSignature", file.consent.applicant_signature},
                                      {"representativeSignature", file.consent.representative_signature}});
    consent["documentTypeOther"] = "CONSENT";
    Json form = document("FORM", filing);
    form["instance"] = "TK01";
    return Json::array({std::move(form), std::move(consent)});
}

}  // namespace

Json build_enrollment(const EnrollmentFile& file, const Json& filing, const std::vector<Capture>& captures) {
    return {{"enrollmentType", "foreign-resident"},
            {"enrollmentFlags", {{"accountLevel", 2}}},
            {"requestData", request_data(file, filing)},
            {"contextualData", contextual(file)},
            {"biographicData", biographic(member(filing, "applicant"))},
            {"biometricData", biometric(captures)},
            {"documentData", documents(file, filing)}};
}

}  // namespace motcua::provisioning
