// The objects of the interface, one row each. The form's own members come from its field table.
#include "server/http/openapi.hpp"
#include "shared/form/fields.hpp"

namespace motcua::http {
namespace {

constexpr std::string_view or_null = "|null";

Json reference(std::string_view name) { return {{"$ref", "#/components/schemas/" + std::string(name)}}; }

bool is_component(std::string_view type) { return !type.empty() && type[0] >= 'A' && type[0] <= 'Z'; }

Json nullable(std::string_view type) {
    if (is_component(type)) return {{"anyOf", {reference(type), {{"type", "null"}}}}};
    return {{"type", {type, "null"}}};
}

Member optional(std::string name, std::string type, std::string description = {}) {
    return {.name = std::move(name), .type = std::move(type), .required = false, .description = std::move(description)};
}

struct Shape {
    std::string name;
    std::vector<Member> members;
};

std::vector<Shape> common_shapes() {
    return {
        {"Text", {{"vi", "string"}, {"en", "string"}}},
        {"Finding",
         {{"code", "string"},
          {"message", "Text"},
          optional("field", "string"),
          optional("detail", "string"),
          optional("filing", "integer", "which of the filings sent, from 0")}},
        {"Problem",
         {{"code", "string", true, "stable, for programs"},
          {"status", "integer"},
          {"message", "Text"},
          {"requestId", "string"},
          optional("field", "string", "path of the member that is wrong"),
          optional("detail", "string"),
          optional("errors", "array:Finding", "every finding, where there may be several"),
          optional("revision", "integer", "draft.conflict: of the newer draft"),
          optional("draft", "object", "draft.conflict: the newer draft"),
          optional("who", "string", "file.claimed: who holds the file"),
          optional("since", "integer", "file.claimed: since when, ms since 1970"),
          optional("office", "OfficeName", "slip.other_office: where to send the person")}},
        {"Liveness", {{"status", "string"}}},
        {"Readiness",
         {{"status", "string", true, "ready, or not ready: the others say why"},
          {"store", "string"},
          {"key", "string"},
          {"front", "string"}}},
        {"Session",
         {{"role", "string", true, "anyone, applicant, officer or supervisor"},
          {"csrf", "string", true, "for the header X-CSRF of every change"},
          {"phone", "string", true, "masked"},
          {"name", "string"},
          {"office", "string"},
          {"language", "string"},
          {"expiresIn", "integer", true, "seconds"}}},
        {"AuthenticatorSecret",
         {{"uri", "string", true, "otpauth://…, what the QR says"},
          {"secret", "string", true, "base32, for an app that cannot scan"},
          {"qr", "array:string", true, "rows of 0 and 1"}}},
        {"KeyQuestion",
         {{"challenge", "string", true, "base64url, good once"},
          {"expiresIn", "integer", true, "seconds the challenge is good for"},
          {"relyingParty", "string", true, "host the keys belong to"},
          {"credentials", "array:string", true, "base64url; of a new key: those that must not be added again"},
          optional("user", "KeyUser", "for a new key"),
          optional("algorithms", "array:integer", "for a new key: COSE names, the wanted one first")}},
        {"KeyUser", {{"id", "string", true, "base64url"}, {"name", "string"}, {"displayName", "string"}}},
        {"SecurityKey",
         {{"id", "string"}, {"name", "string"}, {"addedAt", "integer", true, "ms since 1970"}, {"usedAt", "integer|null"}}},
        {"SecurityKeys", {{"keys", "array:SecurityKey"}}},
        {"Config",
         {{"version", "string"},
          {"formVersion", "string"},
          {"languages", "array:string"},
          {"ruleSet", "string"},
          {"demo", "boolean"},
          {"today", "string", true, "in Vietnam"},
          {"maxUpload", "integer", true, "bytes"},
          {"hotline", "string"},
          optional("notice", "Text", "what the operator wants everybody to read, such as works at night")}},
        {"CodeRequest",
         {{"requestId", "string"}, {"expiresIn", "integer", true, "seconds"}, {"resendIn", "integer", true, "seconds"}}},
    };
}

std::vector<Shape> intake_shapes() {
    return {
        {"Draft", {{"revision", "integer"}, {"draft", "object", true, "as the client saved it"}}},
        {"Revision", {{"revision", "integer"}}},
        {"PortraitMeasure",
         {{"value", "number"},
          {"score", "integer", true, "0 to 100"},
          {"method", "string", true, "iso: the standard's; substitute: ours, for one of its; own: ours"}}},
        {"PortraitPose", {{"yaw", "number"}, {"pitch", "number"}, {"roll", "number"}}},
        {"PortraitEyes", {{"left", "number"}, {"right", "number"}}},
        {"Box", {{"x", "integer"}, {"y", "integer"}, {"width", "integer"}, {"height", "integer"}}},
        {"PortraitVerdict",
         {{"valid", "boolean"},
          {"faces", "integer"},
          {"box", "Box|null", true, "of the face, in pixels"},
          {"quality", "integer"},
          {"pose", "PortraitPose|null", true, "degrees"},
          {"eyes", "PortraitEyes|null", true, "how far each is open, over the distance from eyes to chin"},
          {"mouth", "number|null", true, "likewise"},
          {"measures", "map:PortraitMeasure|null"},
          {"causes", "array:string"},
          {"hints", "array:string", true, "said, but not held against the picture"},
          {"advice", "string|null"},
          optional("tries", "integer")}},
        {"Portrait", {{"portraitId", "string"}, {"verdict", "PortraitVerdict"}}},
        {"Attachment", {{"attachmentId", "string"}}},
        {"FilingAnswer", {{"filing", "Filing"}}},
        {"Seat", {{"reference", "string"}, {"time", "string"}}},
        {"MovedVisit", {{"from", "string", true, "the day on which the office is closed"}, {"reason", "Text"}}},
        {"Booking",
         {{"office", "string"},
          {"date", "string"},
          {"time", "string"},
          {"moved", "MovedVisit|null", true, "by the office, for as long as this visit stands"}}},
        {"Booked", {{"office", "string"}, {"date", "string"}, {"time", "string"}, {"seats", "array:Seat"}}},
        {"BookingAnswer", {{"booking", "Booked"}}},
        {"OfficeName", {{"id", "string"}, {"name", "Text"}}},
        {"Deadline", {{"due", "string"}, {"latest", "string"}, {"days", "integer"}, {"certain", "boolean"}}},
        {"Account", {{"number", "string"}, {"createdAt", "integer"}, {"activateBy", "string"}}},
        {"Event", {{"at", "integer", true, "ms since 1970"}, {"event", "string"}}},
        {"Notification", {{"channel", "string"}, {"kind", "string"}, {"state", "string"}, {"at", "integer"}}},
        {"Slip", {{"token", "string"}, {"qr", "array:string", true, "rows of 0 and 1"}}},
        {"Return", {{"reason", "string"}}},
        {"Application",
         {{"reference", "string"},
          {"state", "string"},
          {"filedFor", "string"},
          {"name", "string"},
          {"submittedAt", "integer", true, "ms since 1970"},
          {"language", "string"},
          {"office", "OfficeName|null"},
          {"booking", "Booking|null"},
          {"history", "array:Event"},
          {"notifications", "array:Notification"},
          {"slip", "Slip"},
          {"deadline", "Deadline|null"},
          {"account", "Account|null"},
          {"return", "Return|null"}}},
        {"Applications", {{"applications", "array:Application"}}},
    };
}

std::vector<Shape> office_shapes() {
    return {
        {"Hours",
         {{"from", "integer", true, "weekday, 1 is Monday"}, {"to", "integer"}, {"opens", "string"}, {"closes", "string"}}},
        {"Office",
         {{"id", "string"},
          {"name", "Text"},
          {"province", "string"},
          {"address", "string"},
          {"hours", "array:Hours"},
          {"hotline", "string"},
          {"lat", "number|null"},
          {"lon", "number|null"}}},
        {"Offices", {{"offices", "array:Office"}}},
        {"Slot", {{"time", "string"}, {"free", "integer"}}},
        {"Day", {{"date", "string"}, {"closed", "Text|null", true, "why, where nobody is received"}, {"slots", "array:Slot"}}},
        {"Days", {{"days", "array:Day"}}},
    };
}

std::vector<Shape> counter_shapes() {
    return {
        {"CounterReference", {{"reference", "string"}}},
        {"CounterEntry",
         {{"reference", "string"},
          {"time", "string|null"},
          {"name", "string"},
          {"filedFor", "string"},
          {"state", "string"},
          {"claimedBy", "string|null"},
          {"due", "string|null"},
          {"breach", "boolean", true, "the deadline has passed"},
          {"awaitsSupervisor", "boolean", true, "a proposal to go on in spite of a doubt waits for a second person"},
          {"outbox", "string|null"}}},
        {"CounterDay",
         {{"date", "string"},
          {"office", "string"},
          {"closed", "Text|null", true, "why, where the operator closed the office on this day"},
          {"files", "array:CounterEntry"}}},
        {"ComparisonRow",
         {{"field", "string"},
          {"typed", "string"},
          {"passport", "string"},
          {"registry", "string"},
          {"verdict", "string"},
          {"reasons", "array:string"},
          {"accepted", "string|null"},
          {"reason", "string|null"}}},
        {"FaceCapture",
         {{"image", "string", true, "address of the picture"}, {"quality", "PortraitVerdict"}, {"serves", "boolean"}}},
        {"FingerDistribution",
         {{"classes", "array:integer", true, "how many blocks of 32 px fall into each of the ten classes of NFIQ 2"},
          {"mean", "integer", true, "thousandths"},
          {"deviation", "integer", true, "thousandths"}}},
        {"FingerComponents",
         {{"frequencyDomain", "FingerDistribution"},
          {"localClarity", "FingerDistribution"},
          {"orientationCertainty", "FingerDistribution"},
          {"orientationFlow", "FingerDistribution"},
          {"ridgeValleyUniformity", "FingerDistribution"},
          {"mean", "integer", true, "thousandths of a grey level, as the next two"},
          {"meanOfBlocks", "integer"},
          {"roiMean", "integer"},
          {"roiArea", "integer", true, "square millimetres"},
          {"roiCoherenceSum", "integer", true, "thousandths, as the next"},
          {"roiCoherenceMean", "integer"},
          {"minutiae", "integer"},
          {"minutiaeCentral", "integer"},
          {"minutiaeWellInked", "integer", true, "share in thousandths, as the next"},
          {"minutiaeWellDirected", "integer"}}},
        {"FingerVerdict",
         {{"valid", "boolean"},
          {"quality", "integer|null"},
          {"minutiae", "integer|null"},
          {"width", "integer|null"},
          {"height", "integer|null"},
          {"ppi", "integer|null"},
          {"measures", "map:integer|null"},
          optional("components", "FingerComponents|null", "of ISO/IEC 29794-4; not in captures of earlier versions"),
          {"causes", "array:string"},
          optional("tries", "integer")}},
        {"FingerCapture",
         {{"position", "string"},
          {"image", "string|null"},
          {"quality", "FingerVerdict|null"},
          {"serves", "boolean"},
          {"missing", "string|null"}}},
        {"FaceMatch", {{"score", "number"}, {"match", "boolean"}, {"threshold", "number|null"}}},
        {"FingerMatch",
         {{"position", "string"},
          {"score", "number"},
          {"match", "boolean"},
          {"paired", "integer", true, "minutiae that the registry found again on record; 0 where it does not say"},
          {"agreement", "string|null", true, "address of the print with them; none once the finger was taken anew"}}},
        {"ExpectedDeadline", {{"due", "string"}, {"days", "integer"}, {"certain", "boolean"}}},
        {"SwappedFinger", {{"position", "string", true, "as it was captured"}, {"recordedAs", "string", true, "as what this person has it on record"}}},
        {"FingerSearch",
         {{"searched", "array:string", true, "positions searched among everybody on record"},
          {"notSearched", "array:string", true, "the registry offers no search, or could not read the picture"},
          {"otherPeople", "integer", true, "how many others have one of these fingers on record"},
          {"otherPeoplesFingers", "array:string", true, "captured fingers that are on record under others"},
          {"swapped", "array:SwappedFinger"},
          {"handsSwapped", "boolean", true, "all of them are the same finger of the other hand"}}},
        {"Verification",
         {{"found", "boolean"},
          {"personId", "string|null"},
          {"face", "FaceMatch|null"},
          {"fingers", "array:FingerMatch"},
          {"onRecord", "boolean"},
          {"decision", "string"},
          optional("reasons", "array:string", "of a mismatch: duplicate, swapped, face, fingers; not in results of earlier versions"),
          optional("search", "FingerSearch", "1:N; not in results of earlier versions"),
          optional("elsewhere", "array:string", "fingers that the officer also took for another person's file in the last 12 hours: a warning"),
          {"deadline", "ExpectedDeadline"},
          {"at", "integer", true, "ms since 1970"}}},
        {"OverrideProposal",
         {{"id", "integer"},
          {"by", "string|null"},
          {"mine", "boolean"},
          {"at", "integer", true, "ms since 1970"},
          {"reason", "string"},
          {"sameData", "boolean", true, "the file still holds what it was made over"},
          {"decision", "string|null", true, "approved or declined"},
          {"decidedBy", "string|null"},
          {"decidedAt", "integer|null"},
          {"decisionReason", "string|null"}}},
        {"Override",
         {{"state", "string", true, "none, open, waiting, lapsed, declined or approved"},
          {"mismatch", "boolean", true, "face or fingers do not agree with the registry"},
          {"contradicted", "array:string", true, "fields whose accepted value contradicts the passport or the registry"},
          {"registryAnswered", "boolean", true, "about just the present data"},
          {"proposal", "OverrideProposal|null", true, "the newest"}}},
        {"ConsentRecord",
         {{"language", "string"}, {"textVersion", "string"}, {"at", "integer"}, {"representativeSigned", "boolean"}}},
        {"OutboxState",
         {{"state", "string"}, {"attempts", "integer"}, {"nextTry", "integer|null"}, {"lastError", "string|null"}}},
        {"Reason", {{"code", "string"}, {"text", "Text"}}},
        {"Eligibility",
         {{"decision", "string"},
          {"eligible", "boolean"},
          {"reasons", "array:Reason"},
          {"ruleSet", "string"},
          {"certain", "boolean"},
          {"age", "integer"},
          {"childAssentDue", "boolean"}}},
        {"CounterFile",
         {{"application", "Application"},
          {"filing", "Filing", true, "with the values accepted"},
          {"portrait", "string|null", true, "its address"},
          {"portraitVerdict", "PortraitVerdict|null", true, "as it was kept, with its flags"},
          {"comparison", "array:ComparisonRow"},
          {"mrz", "string|null"},
          {"registryAsked", "boolean"},
          {"face", "FaceCapture|null"},
          {"fingers", "array:FingerCapture"},
          {"verification", "Verification|null"},
          {"override", "Override|null", true, "what does not agree, and what two people make of it"},
          {"consent", "ConsentRecord|null"},
          {"consentVersion", "string"},
          {"outbox", "OutboxState|null"},
          {"claimedBy", "string|null"},
          {"claimedSince", "integer|null"},
          {"mine", "boolean"},
          {"allowed", "array:string", true, "what the officer may do now"},
          {"eligibilityToday", "Eligibility"}}},
    };
}

/// Members of a section as they are sent: texts and ticks. Formats and rules: `motcua check schema`, `motcua check form`.
Json section_object(form::Section section) {
    std::vector<Member> members;
    for (const auto& field : form::fields())
        if (field.section == section)
            members.push_back(optional(std::string(field.name), field.format == form::Format::consent ? "boolean" : "string",
                                       std::string(field.label_en)));
    return closed_object(members);
}

Json filing_object() {
    Json out = section_object(form::Section::filing);
    for (const auto& section : form::sections()) {
        if (section.name.empty()) continue;
        Json rows = section_object(section.section);
        if (section.is_table()) rows = {{"type", "array"}, {"maxItems", section.most_rows}, {"items", std::move(rows)}};
        out["properties"][std::string(section.name)] = std::move(rows);
    }
    return out;
}

}  // namespace

Json schema_of(std::string_view type) {
    if (type.starts_with("array:")) return {{"type", "array"}, {"items", schema_of(type.substr(6))}};
    if (type.starts_with("map:")) return {{"type", "object"}, {"additionalProperties", schema_of(type.substr(4))}};
    if (type.starts_with("object:")) return reference(type.substr(7));
    if (type.ends_with(or_null)) return nullable(type.substr(0, type.size() - or_null.size()));
    if (is_component(type)) return reference(type);
    if (type == "array") return {{"type", "array"}, {"items", Json::object()}};
    return {{"type", type}};
}

Json closed_object(const std::vector<Member>& members) {
    Json out{{"type", "object"}, {"properties", Json::object()}, {"additionalProperties", false}};
    Json required = Json::array();
    for (const auto& member : members) {
        auto schema = schema_of(member.type);
        if (!member.description.empty()) schema["description"] = member.description;
        out["properties"][member.name] = std::move(schema);
        if (member.required) required.push_back(member.name);
    }
    if (!required.empty()) out["required"] = std::move(required);
    return out;
}

Json schema_components() {
    Json out{{"Filing", filing_object()}};
    for (const auto& shapes : {common_shapes(), intake_shapes(), office_shapes(), counter_shapes()})
        for (const auto& shape : shapes) out[shape.name] = closed_object(shape.members);
    return out;
}

}  // namespace motcua::http
