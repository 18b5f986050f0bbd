// The rules that may change without the program: dated data with source and mark, read from one bundle (assets/ -> rules.json).
// Plain data only; each room reads its own part.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/base/date.hpp"
#include "shared/base/result.hpp"

namespace motcua::rules {

/// A text for people: in Vietnamese and English, and in further languages where they were added (rules/translation.hpp).
struct Text {
    std::string vi, en;
    std::vector<std::pair<std::string, std::string>> others{};  ///< language and text
    /// English where the language is not there.
    [[nodiscard]] std::string_view in(std::string_view language) const;
};

/// Where a rule comes from, and whether that is certain; shown to administrators.
struct Origin {
    std::string source;
    bool certain = true;
};

/// From the first to the last day, both included; no last day: until further notice.
struct Period {
    Date from{};
    std::optional<Date> to{};
    [[nodiscard]] bool holds(Date day) const { return from <= day && (!to || day <= *to); }
};

// --- calendar ---------------------------------------------------------------------------------------------------
enum class DayKind {
    holiday,    ///< by the Labour Code, or the day it is made up on
    swap_off,   ///< a weekday off, worked on a Saturday instead
    working,    ///< that Saturday
};
struct CalendarDay {
    Date date{};
    DayKind kind{};
    std::string reason;  ///< stable key: "tet", "hung_kings", "swap" …
    Text name;
};
/// Days off that are not announced: exactly one of the options will hold. What is in all of them is off in any case.
struct OpenDays {
    std::string reason;
    Text name;
    std::vector<std::vector<Date>> options;  ///< weekdays off
    Origin origin;
};
struct Calendar {
    std::vector<CalendarDay> days;  ///< sorted by date, one entry a day
    std::vector<OpenDays> open;
    Date known_from{}, known_to{};  ///< outside nothing is announced: the days of the law and weekends count, never as certain
    std::vector<Origin> origins;
};

// --- eligibility ------------------------------------------------------------------------------------------------
struct RuleSet {
    std::string id;
    Period period;
    bool enabled = true;
    int priority = 0;  ///< of the enabled sets in force the highest decides, unless one is chosen (Rulebook)
    int level_2_from_age = 6;
    int self_from_age = 14;      ///< younger: together with a representative
    int consent_from_age = 7;    ///< from here the child consents too (Law 91/2025 Art. 24)
    std::vector<std::string> cards;               ///< accepted residence cards: "TRC", "PRC"
    std::optional<int> stay_days_instead{};       ///< without a card: at least so many days of lawful stay are left
    bool passport_may_lack_with_prc = true;       ///< stateless holders of a permanent card
    Text title;
    Origin origin;
};

// --- form -------------------------------------------------------------------------------------------------------
struct FormVersion {
    std::string id;  ///< "tk01-2025"
    Period period;
    Text title;
    std::string code_line;  ///< "Mẫu TK01 ban hành kèm theo …"
    Origin origin;
};
struct ConsentText {
    std::string kind;     ///< "truth", "account", "biometrics", "childAssent"
    std::string version;  ///< "account-2026-01"
    Period period;
    Text text;
    Text summary;  ///< the label beside the check box
    Origin origin;
};

/// What stands beside a consent on the counter's screen, turned to whoever signs: in the language of the consent.
struct ConsentWords {
    Text read, sign_applicant, sign_representative;
};

// --- identity ---------------------------------------------------------------------------------------------------
struct Nationality {
    std::string code;  ///< three letters; Germany is "DEU" here, "D" in an MRZ
    std::string kind;  ///< "country", "british", "organisation", "stateless", "refugee", "unspecified", "specimen"
    Text name;
    std::vector<std::string> also{};  ///< other names people type: "Mỹ", "UK"
};
/// A name as texts are compared (text::folded), and whose it is.
struct NationalityKey {
    std::string folded;
    std::size_t index = 0;  ///< in Rulebook::nationalities
};
struct Province {
    std::string code;  ///< "79"
    Text name;         ///< without "Tỉnh" or "Thành phố"
    std::optional<Date> city_since{};
    int communes = 0;
    std::vector<std::string> also{};  ///< other writings: "HCM", "Đắc Lắc"
};
struct FormerProvince {
    Text name;
    std::string now;  ///< code of the province it is part of since 1 July 2025
};
struct CardSymbol {
    std::string symbol, ascii;  ///< "LĐ2", "LD2"
    int max_years = 0;
    Text who;
    Origin origin;
};
struct CardRules {
    std::vector<CardSymbol> symbols;
    std::vector<std::string> without_card;  ///< visa symbols (ASCII) for which the law gives no card
    int number_min = 6, number_max = 15;
    int days_before_passport = 30;
    Origin origin;
};
struct PhonePrefix {
    std::string prefix;  ///< with the leading 0: "032"
    std::string network;
};
struct FormerPrefix {
    std::string prefix;  ///< of an 11-digit number until 2018: "0168"
    std::string now;     ///< "038"
};
struct PhonePlan {
    std::string country{"84"};
    int national_digits = 10;
    std::vector<PhonePrefix> mobile;
    std::vector<FormerPrefix> former;
    std::string mobile_first{"35789"};  ///< second digits that mark a mobile number at all
    bool foreign_allowed = false;       ///< on the form, for the own-name number
    Origin origin;
};

// --- offices ----------------------------------------------------------------------------------------------------
struct OpeningHours {
    int weekday_from = 1, weekday_to = 5;  ///< ISO: 1 is Monday
    std::string opens, closes;             ///< "07:30", "11:30"
};
struct Office {
    std::string id;
    Text name;
    std::string province;
    std::string address;
    std::string hotline;
    std::optional<double> lat{}, lon{};
    std::vector<OpeningHours> hours;
    int desks = 2;
    int minutes_per_person = 15;
    Origin origin;
};

struct Rulebook {
    std::string version;
    Calendar calendar;
    std::vector<RuleSet> rule_sets;
    std::string chosen_rule_set{};  ///< id, by the administrator (serve --rule-set); empty: by date
    std::vector<FormVersion> form_versions;
    std::vector<ConsentText> consents;
    ConsentWords consent_words;
    std::vector<Nationality> nationalities;
    std::vector<NationalityKey> nationality_keys{};  ///< every name, folded and sorted: thousands, looked up for each answer
    Text province_pattern{"Tỉnh {name}", "{name} Province"}, city_pattern{"Thành phố {name}", "{name} City"};  ///< {vi}: the Vietnamese name
    std::vector<Province> provinces;
    std::vector<FormerProvince> former_provinces;
    CardRules cards;
    PhonePlan phone;
    std::vector<Office> offices;
    int activation_days = 7;
    int deadline_on_record = 3;   ///< working days when face and fingerprints are on record
    int deadline_no_record = 7;
    std::string activation_hotline;
};

/// Reads a bundle. Error: rules.malformed with the name of the part in `field`.
[[nodiscard]] Result<Rulebook> parse_rulebook(std::string_view bundle_json);
/// Makes the keys of find_nationality_named anew, after names were added.
void sort_nationality_names(Rulebook& book);
/// The bundle this build was made with: native and node only (link motcua_rules_bundle); the browser fetches the same file.
[[nodiscard]] std::string_view embedded_bundle();

[[nodiscard]] const FormVersion* form_version(const Rulebook&, std::string_view id);
/// The set that decides on a day: the administrator's choice where it is in force, else the enabled one of the highest
/// priority; null when none is in force.
[[nodiscard]] const RuleSet* rule_set_on(const Rulebook&, Date day);
/// Whether a lawful stay counts in the place of a card on this day.
[[nodiscard]] bool stay_counts(const Rulebook&, Date day);
[[nodiscard]] const RuleSet* find_rule_set(const Rulebook&, std::string_view id);
/// The version in force on a day.
[[nodiscard]] const FormVersion* form_version_on(const Rulebook&, Date day);
/// The text of a consent in force on a day.
[[nodiscard]] const ConsentText* consent_text(const Rulebook&, std::string_view kind, Date day);
[[nodiscard]] const Nationality* find_nationality(const Rulebook&, std::string_view code);
/// By a name in any of the languages, or another that people type, folded.
[[nodiscard]] const Nationality* find_nationality_named(const Rulebook&, std::string_view folded);
[[nodiscard]] const Province* find_province(const Rulebook&, std::string_view code);
[[nodiscard]] const CardSymbol* find_card_symbol(const Rulebook&, std::string_view symbol_or_ascii);
[[nodiscard]] const Office* find_office(const Rulebook&, std::string_view id);

}  // namespace motcua::rules
