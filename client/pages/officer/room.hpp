// What every officer's page is given, and the small pieces they share.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "client/model/activation.hpp"
#include "client/model/desk.hpp"
#include "client/model/load.hpp"
#include "client/ui/view.hpp"
#include "shared/form/fields.hpp"
#include "shared/i18n/catalogue.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::client::pages::officer {

struct Room {
    ui::View& view;
    Desk& desk;
    Factors& factors;
    Activation& activation;
    Host& host;
    std::string language;
    std::function<std::string(std::string_view key)> t;  ///< text of the catalogue
    std::function<std::string(std::string_view path)> field_label;  ///< label of a form field, from the field table
    std::function<std::string(const form::SectionText& section)> section_title;
    std::function<std::string(std::string_view iso)> date;          ///< a date in words of the language
    std::function<std::string(std::int64_t ms)> day_of;             ///< the day of an instant, in words of the language
    /// What a form field's value means to a person: "Nữ", "Ấn Độ", "12/08/1990".
    std::function<std::string(std::string_view path, const std::string& value)> value;
    std::string consent_text, consent_version;  ///< in the language the consent is given in
    std::function<LoadState(bool again)> consent_words;  ///< whether that language is here; fetches it
    std::string officer_name;
    const rules::Rulebook& rules;
    Date today{};
    bool supervisor = false;
};

using i18n::fill;
/// The refusal of the last act as a notification, and the last success as a status line.
void outcome(Room& room);
/// What went wrong, as a notification; nothing when nothing did.
void problem_notice(Room& room, std::string_view key, const Problem& problem);
/// A state in words, as the applicant reads it, and its colour.
[[nodiscard]] std::string state_text(const Room& room, const std::string& state);
[[nodiscard]] ui::Tone state_tone(const std::string& state);
/// Whether the server allows this event on the file now.
[[nodiscard]] bool allowed(const Room& room, std::string_view event);
[[nodiscard]] std::string error_words(const Room& room, const Problem& problem);

void sign_in_page(Room& room);
void activate_page(Room& room);
void day_page(Room& room);
void scan_page(Room& room);
void file_page(Room& room);
void rules_page(Room& room);  ///< supervisors only
void help_page(Room& room);
void keys_page(Room& room);
/// Asks for the second factor in place of the page: an act waits for it (see Factors).
void confirm_page(Room& room);
/// What went wrong with a security key or a code, as a notification; and that the browser waits for the key.
void factor_outcome(Room& room);
/// Where the six digits of the authenticator app are typed.
void code_field(Room& room, std::string_view key, std::string& code);

/// What the form's tables hold, below the person.
void tables(Room& room);

/// Going on in spite of a doubt: what does not agree, and what two people make of it; nothing where nothing is in doubt.
void override_panel(Room& room);
/// Tells a supervisor, on every step, that a proposal waits.
void override_banner(Room& room);
/// Whether the accepted value of a field contradicts the passport or the registry.
[[nodiscard]] bool in_doubt(const Room& room, std::string_view field);

// The steps of a file, one file each.
void compare_step(Room& room);
void face_step(Room& room);
void fingers_step(Room& room);
void verify_step(Room& room);
void consent_step(Room& room);
void send_step(Room& room);

}  // namespace motcua::client::pages::officer
