// Step 5: the screen is turned to the applicant: the text in their language, read, and signed by whoever must.
#include "client/pages/officer/room.hpp"

namespace motcua::client::pages::officer {
namespace {

/// Law 91/2025 Art. 24: below 7 the representative consents; from 7 the child too. The server has the last word.
bool applicant_signs(const Room& room) {
    const Json& due = member(member(room.desk.file, "eligibilityToday"), "childAssentDue");
    const bool self = text_of(member(room.desk.file, "filing"), "filedFor") == "self";
    return self || !due.is_boolean() || due.get<bool>();
}
bool representative_signs(const Room& room) { return member(member(room.desk.file, "filing"), "representative").is_object(); }

bool signed_enough(const Room& room) {
    return room.desk.consent_read && (!applicant_signs(room) || !room.desk.applicant_signature.empty()) &&
           (!representative_signs(room) || !room.desk.representative_signature.empty());
}

void pad(Room& room, std::string_view key, std::string label, std::vector<ui::Stroke>& strokes) {
    room.view.signature(key, label, strokes);
    if (!strokes.empty() && room.view.button(std::string(key) + "-clear", room.t("officer.consent.clear"), ui::ButtonKind::quiet))
        strokes.clear();
}

void form(Room& room) {
    ui::View& v = room.view;
    Desk& desk = room.desk;
    const std::array<ui::Option, 2> languages{{{"vi", "Tiếng Việt"}, {"en", "English"}}};
    v.radios("desk/consent-language", room.t("officer.consent.language"), "", "", languages, desk.consent_language,
             ui::LabelStyle::compact);
    v.card([&](ui::View& view) {
        view.paragraph(room.consent_text);
        view.paragraph(fill(room.t("officer.consent.version"), {{"version", room.consent_version}}), ui::Tone::muted);
    });
    v.checkbox("desk/consent-read", room.t("officer.consent.read"), "", "", desk.consent_read);
    if (applicant_signs(room))
        pad(room, "desk/sign-applicant", room.t("officer.consent.sign_applicant"), desk.applicant_signature);
    if (representative_signs(room))
        pad(room, "desk/sign-representative", room.t("officer.consent.sign_representative"), desk.representative_signature);
    if (v.button("desk/consent", room.t("officer.consent.button"), ui::ButtonKind::primary, desk.busy || !signed_enough(room)))
        desk.give_consent(room.consent_version);
}

}  // namespace

void consent_step(Room& room) {
    ui::View& v = room.view;
    v.heading(room.t("officer.step.consent"), 2);
    const Json& consent = member(room.desk.file, "consent");
    if (room.desk.consent_language.empty()) {
        const std::string language = text_of(member(room.desk.file, "filing"), "language");
        room.desk.consent_language = language == "vi" ? "vi" : "en";
    }
    if (consent.is_object()) {
        v.notification("desk/consented", room.t("officer.step.consent"),
                       fill(room.t("officer.consent.given"),
                            {{"version", text_of(consent, "textVersion")}, {"language", text_of(consent, "language")}}),
                       ui::Tone::success);
    } else if (allowed(room, "consent")) {
        form(room);
    } else {
        v.inset(room.t("officer.consent.not_yet"));
    }
}

}  // namespace motcua::client::pages::officer
