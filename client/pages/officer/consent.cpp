// Step 5: the screen is turned to the applicant: the text in their language, read, and signed by whoever must.
#include "client/pages/officer/room.hpp"
#include "shared/i18n/language.hpp"

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

void pad(Room& room, std::string_view key, std::string_view label, std::vector<ui::Stroke>& strokes) {
    room.view.signature(key, label, strokes);
    if (!strokes.empty() && room.view.button(std::string(key) + "-clear", room.t("officer.consent.clear"), ui::ButtonKind::quiet))
        strokes.clear();
}

/// What is signed is read in its language: until that has come there is nothing to sign.
bool words_are_here(Room& room) {
    const LoadState state = room.consent_words(false);
    if (state == LoadState::failed) {
        room.view.notification("desk/consent-words", room.t("officer.error.title"), room.t("officer.error.offline"), ui::Tone::error);
        if (room.view.button("desk/consent-again", room.t("action.try_again"), ui::ButtonKind::secondary)) static_cast<void>(room.consent_words(true));
    } else if (state != LoadState::ready) {
        room.view.progress("desk/consent-loading", room.t("officer.busy"), -1);
    }
    return state == LoadState::ready;
}

void form(Room& room) {
    ui::View& v = room.view;
    Desk& desk = room.desk;
    std::vector<ui::Option> languages;
    for (const auto& [tag, name] : i18n::languages) languages.push_back({.value = std::string(tag), .text = std::string(name)});
    v.select({.key = "desk/consent-language", .label = room.t("officer.consent.language"), .label_style = ui::LabelStyle::compact}, languages,
             desk.consent_language);
    if (!words_are_here(room)) return;
    const rules::ConsentWords& words = room.rules.consent_words;
    v.card([&](ui::View& view) {
        view.paragraph(room.consent_text);
        view.paragraph(fill(room.t("officer.consent.version"), {{"version", room.consent_version}}), ui::Tone::muted);
    });
    v.checkbox("desk/consent-read", words.read.in(desk.consent_language), "", "", desk.consent_read);
    if (applicant_signs(room))
        pad(room, "desk/sign-applicant", words.sign_applicant.in(desk.consent_language), desk.applicant_signature);
    if (representative_signs(room))
        pad(room, "desk/sign-representative", words.sign_representative.in(desk.consent_language), desk.representative_signature);
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
        room.desk.consent_language = i18n::is_language(language) ? language : "en";
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
