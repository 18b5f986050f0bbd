#include "shared/rules/rulebook.hpp"

#include <algorithm>

#include "shared/base/json.hpp"
#include "shared/base/text.hpp"
#include "shared/rules/translation.hpp"

namespace motcua::rules {
namespace {

/// Remembers the first part that could not be read, so that the readers below stay short.
struct Reading {
    std::string broken{};
    void fail(std::string_view part) {
        if (broken.empty()) broken = std::string(part);
    }
};

int whole_number(const Json& object, std::string_view key, int otherwise) {
    const Json& value = member(object, key);
    return value.is_number_integer() ? value.get<int>() : otherwise;
}

std::optional<double> fraction(const Json& object, std::string_view key) {
    const Json& value = member(object, key);
    if (!value.is_number()) return std::nullopt;
    return value.get<double>();
}

/// A member of this kind is "on" unless it says false.
bool unless_false(const Json& object, std::string_view key) {
    const Json& value = member(object, key);
    return !value.is_boolean() || value.get<bool>();
}

std::string copy(const Json& object, std::string_view key) { return std::string(text_at(object, key)); }

Text read_text(const Json& object, std::string_view key) {
    const Json& value = member(object, key);
    return {.vi = copy(value, "vi"), .en = copy(value, "en")};
}

Origin read_origin(const Json& object) { return {.source = copy(object, "source"), .certain = unless_false(object, "certain")}; }

Date read_date(Reading& reading, const Json& object, std::string_view key, std::string_view part) {
    const auto date = parse_date(text_at(object, key));
    if (!date) reading.fail(part);
    return date.value_or(Date{});
}

Period read_period(Reading& reading, const Json& object, std::string_view part) {
    Period period{.from = read_date(reading, object, "validFrom", part)};
    if (object.contains("validTo")) period.to = read_date(reading, object, "validTo", part);
    return period;
}

/// Reads a list member with one function for each element; a list that is missing breaks the bundle.
template <class T, class ReadOne>
std::vector<T> read_list(Reading& reading, const Json& object, std::string_view key, ReadOne read_one) {
    const Json& list = member(object, key);
    std::vector<T> out;
    if (!list.is_array()) return reading.fail(key), out;
    out.reserve(list.size());
    for (const Json& item : list) out.push_back(read_one(reading, item));
    return out;
}

std::vector<std::string> read_words(Reading& reading, const Json& object, std::string_view key) {
    return read_list<std::string>(reading, object, key, [&](Reading& r, const Json& item) {
        const auto* text = item.get_ptr<const std::string*>();
        if (text == nullptr) r.fail(key);
        return text != nullptr ? *text : std::string();
    });
}

DayKind read_day_kind(Reading& reading, std::string_view text) {
    if (text == "holiday") return DayKind::holiday;
    if (text == "swap_off") return DayKind::swap_off;
    if (text != "working") reading.fail("calendar.days.kind");
    return DayKind::working;
}

CalendarDay read_calendar_day(Reading& reading, const Json& item) {
    return {.date = read_date(reading, item, "date", "calendar.days.date"),
            .kind = read_day_kind(reading, text_at(item, "kind")),
            .reason = copy(item, "reason"),
            .name = read_text(item, "name")};
}

std::vector<Date> read_days_off(Reading& reading, const Json& option) {
    std::vector<Date> days;
    for (const Json& item : option) {
        const auto* text = item.get_ptr<const std::string*>();
        const auto day = text != nullptr ? parse_date(*text) : Result<Date>(ErrorCode::date_format);
        if (!day) reading.fail("calendar.open.options");
        days.push_back(day.value_or(Date{}));
    }
    return days;
}

OpenDays read_open_days(Reading& reading, const Json& item) {
    return {.reason = copy(item, "reason"),
            .name = read_text(item, "name"),
            .options = read_list<std::vector<Date>>(reading, item, "options", read_days_off),
            .origin = {.source = copy(item, "source"), .certain = false}};
}

Calendar read_calendar(Reading& reading, const Json& part) {
    Calendar calendar{
        .days = read_list<CalendarDay>(reading, part, "days", read_calendar_day),
        .open = read_list<OpenDays>(reading, part, "open", read_open_days),
        .known_from = read_date(reading, part, "knownFrom", "calendar.knownFrom"),
        .known_to = read_date(reading, part, "knownTo", "calendar.knownTo"),
        .origins = read_list<Origin>(reading, part, "origins", [](Reading&, const Json& item) { return read_origin(item); })};
    std::sort(calendar.days.begin(), calendar.days.end(), [](const CalendarDay& a, const CalendarDay& b) { return a.date < b.date; });
    return calendar;
}

RuleSet read_rule_set(Reading& reading, const Json& item) {
    RuleSet set{.id = copy(item, "id"),
                .period = read_period(reading, item, "eligibility.period"),
                .enabled = unless_false(item, "enabled"),
                .priority = whole_number(item, "priority", 0),
                .level_2_from_age = whole_number(item, "level2FromAge", 6),
                .self_from_age = whole_number(item, "selfFromAge", 14),
                .consent_from_age = whole_number(item, "consentFromAge", 7),
                .cards = read_words(reading, item, "cards"),
                .passport_may_lack_with_prc = unless_false(item, "passportMayLackWithPrc"),
                .title = read_text(item, "title"),
                .origin = read_origin(item)};
    if (item.contains("stayDaysInstead")) set.stay_days_instead = whole_number(item, "stayDaysInstead", 0);
    return set;
}

FormVersion read_form_version(Reading& reading, const Json& item) {
    return {.id = copy(item, "id"),
            .period = read_period(reading, item, "forms.period"),
            .title = read_text(item, "title"),
            .code_line = copy(item, "codeLine"),
            .origin = read_origin(item)};
}

ConsentText read_consent(Reading& reading, const Json& item) {
    return {.kind = copy(item, "kind"),
            .version = copy(item, "version"),
            .period = read_period(reading, item, "consents.period"),
            .text = read_text(item, "text"),
            .summary = read_text(item, "summary"),
            .origin = read_origin(item)};
}

ConsentWords read_consent_words(const Json& part) {
    return {.read = read_text(part, "read"), .sign_applicant = read_text(part, "signApplicant"), .sign_representative = read_text(part, "signRepresentative")};
}

std::vector<std::string> words_if_any(Reading& reading, const Json& object, std::string_view key) {
    return object.contains(key) ? read_words(reading, object, key) : std::vector<std::string>();
}

Nationality read_nationality(Reading& reading, const Json& item) {
    return {.code = copy(item, "code"), .kind = copy(item, "kind"), .name = read_text(item, "name"), .also = words_if_any(reading, item, "also")};
}

/// What the rules say in further languages: the browser's bundle leaves it out and gets the words of its language with the pages.
void read_words_of_languages(Reading& reading, const Json& part, Rulebook& book) {
    if (!part.is_object()) return;
    for (const auto& [language, texts] : part.items()) {
        i18n::Catalogue words;
        if (words.add_texts(texts)) add_words(book, language, words);
        else reading.fail("words");
    }
}

Province read_province(Reading& reading, const Json& item) {
    Province province{.code = copy(item, "code"), .name = read_text(item, "name"), .communes = whole_number(item, "communes", 0), .also = words_if_any(reading, item, "also")};
    if (item.contains("citySince")) province.city_since = read_date(reading, item, "citySince", "provinces.citySince");
    return province;
}

FormerProvince read_former(Reading&, const Json& item) { return {.name = read_text(item, "name"), .now = copy(item, "now")}; }

CardSymbol read_symbol(Reading&, const Json& item) {
    return {.symbol = copy(item, "symbol"),
            .ascii = copy(item, "ascii"),
            .max_years = whole_number(item, "maxYears", 0),
            .who = read_text(item, "who"),
            .origin = read_origin(item)};
}

CardRules read_cards(Reading& reading, const Json& part) {
    return {.symbols = read_list<CardSymbol>(reading, part, "symbols", read_symbol),
            .without_card = read_words(reading, part, "withoutCard"),
            .number_min = whole_number(part, "numberMin", 6),
            .number_max = whole_number(part, "numberMax", 15),
            .days_before_passport = whole_number(part, "daysBeforePassport", 30),
            .origin = read_origin(part)};
}

PhonePlan read_phone(Reading& reading, const Json& part) {
    return {.country = copy(part, "country"),
            .national_digits = whole_number(part, "nationalDigits", 10),
            .mobile = read_list<PhonePrefix>(reading, part, "mobile", [](Reading&, const Json& item) {
                return PhonePrefix{.prefix = copy(item, "prefix"), .network = copy(item, "network")};
            }),
            .former = read_list<FormerPrefix>(reading, part, "former", [](Reading&, const Json& item) {
                return FormerPrefix{.prefix = copy(item, "prefix"), .now = copy(item, "now")};
            }),
            .mobile_first = copy(part, "mobileFirst"),
            .foreign_allowed = is_true(part, "foreignAllowed"),
            .origin = read_origin(part)};
}

OpeningHours read_hours(Reading&, const Json& item) {
    return {.weekday_from = whole_number(item, "from", 1),
            .weekday_to = whole_number(item, "to", 5),
            .opens = copy(item, "opens"),
            .closes = copy(item, "closes")};
}

Office read_office(Reading& reading, const Json& item) {
    return {.id = copy(item, "id"),
            .name = read_text(item, "name"),
            .province = copy(item, "province"),
            .address = copy(item, "address"),
            .hotline = copy(item, "hotline"),
            .lat = fraction(item, "lat"),
            .lon = fraction(item, "lon"),
            .hours = read_list<OpeningHours>(reading, item, "hours", read_hours),
            .desks = whole_number(item, "desks", 2),
            .minutes_per_person = whole_number(item, "minutesPerPerson", 15),
            .origin = read_origin(item)};
}

Rulebook read_rulebook(Reading& reading, const Json& bundle) {
    const Json& limits = member(bundle, "limits");
    return {.version = copy(bundle, "version"),
            .calendar = read_calendar(reading, member(bundle, "calendar")),
            .rule_sets = read_list<RuleSet>(reading, bundle, "eligibility", read_rule_set),
            .form_versions = read_list<FormVersion>(reading, bundle, "forms", read_form_version),
            .consents = read_list<ConsentText>(reading, bundle, "consents", read_consent),
            .consent_words = read_consent_words(member(bundle, "consentWords")),
            .nationalities = read_list<Nationality>(reading, bundle, "nationalities", read_nationality),
            .provinces = read_list<Province>(reading, bundle, "provinces", read_province),
            .former_provinces = read_list<FormerProvince>(reading, bundle, "formerProvinces", read_former),
            .cards = read_cards(reading, member(bundle, "cards")),
            .phone = read_phone(reading, member(bundle, "phone")),
            .offices = read_list<Office>(reading, bundle, "offices", read_office),
            .activation_days = whole_number(limits, "activationDays", 7),
            .deadline_on_record = whole_number(limits, "deadlineOnRecord", 3),
            .deadline_no_record = whole_number(limits, "deadlineNoRecord", 7),
            .activation_hotline = copy(limits, "activationHotline")};
}

bool key_before(const NationalityKey& a, const NationalityKey& b) { return a.folded != b.folded ? a.folded < b.folded : a.index < b.index; }

}  // namespace

void sort_nationality_names(Rulebook& book) {
    book.nationality_keys.clear();
    for (std::size_t i = 0; i < book.nationalities.size(); ++i) {
        const Nationality& row = book.nationalities[i];
        const auto add = [&](std::string_view name) { book.nationality_keys.push_back({.folded = text::folded(name), .index = i}); };
        add(row.name.vi);
        add(row.name.en);
        for (const std::string& name : row.also) add(name);
        for (const auto& [language, name] : row.name.others) add(name);
    }
    std::sort(book.nationality_keys.begin(), book.nationality_keys.end(), key_before);
}

namespace {

template <class List, class Test>
auto find(const List& list, Test test) -> const typename List::value_type* {
    const auto found = std::find_if(list.begin(), list.end(), test);
    return found == list.end() ? nullptr : &*found;
}

}  // namespace

std::string_view Text::in(std::string_view language) const {
    if (language == "vi") return vi;
    const auto* found = find(others, [&](const auto& other) { return other.first == language; });
    return found != nullptr ? std::string_view(found->second) : std::string_view(en);
}

Result<Rulebook> parse_rulebook(std::string_view bundle_json) {
    MOTCUA_TRY(bundle, parse_json(bundle_json, {.bytes = 4 * 1024 * 1024, .depth = 12}));
    Reading reading;
    Rulebook book = read_rulebook(reading, bundle);
    read_words_of_languages(reading, member(bundle, "words"), book);
    sort_nationality_names(book);
    if (!reading.broken.empty()) return Error{.code = ErrorCode::rules_malformed, .field = reading.broken};
    return book;
}

const FormVersion* form_version(const Rulebook& book, std::string_view id) {
    return find(book.form_versions, [&](const FormVersion& version) { return version.id == id; });
}

const RuleSet* find_rule_set(const Rulebook& book, std::string_view id) {
    return find(book.rule_sets, [&](const RuleSet& set) { return set.id == id; });
}

const RuleSet* rule_set_on(const Rulebook& book, Date day) {
    const RuleSet* chosen = find_rule_set(book, book.chosen_rule_set);
    if (chosen != nullptr && chosen->period.holds(day)) return chosen;
    const RuleSet* best = nullptr;
    for (const RuleSet& set : book.rule_sets)
        if (set.enabled && set.period.holds(day) && (best == nullptr || set.priority > best->priority)) best = &set;
    return best;
}

bool stay_counts(const Rulebook& book, Date day) {
    const RuleSet* set = rule_set_on(book, day);
    return set != nullptr && set->stay_days_instead.has_value();
}

const FormVersion* form_version_on(const Rulebook& book, Date day) {
    return find(book.form_versions, [&](const FormVersion& version) { return version.period.holds(day); });
}

const ConsentText* consent_text(const Rulebook& book, std::string_view kind, Date day) {
    return find(book.consents, [&](const ConsentText& text) { return text.kind == kind && text.period.holds(day); });
}

const Nationality* find_nationality(const Rulebook& book, std::string_view code) {
    return find(book.nationalities, [&](const Nationality& nationality) { return nationality.code == code; });
}

const Nationality* find_nationality_named(const Rulebook& book, std::string_view folded) {
    const NationalityKey wanted{.folded = std::string(folded)};
    const auto found = std::lower_bound(book.nationality_keys.begin(), book.nationality_keys.end(), wanted, key_before);
    return found != book.nationality_keys.end() && found->folded == folded ? &book.nationalities[found->index] : nullptr;
}

const Province* find_province(const Rulebook& book, std::string_view code) {
    return find(book.provinces, [&](const Province& province) { return province.code == code; });
}

const CardSymbol* find_card_symbol(const Rulebook& book, std::string_view symbol) {
    return find(book.cards.symbols, [&](const CardSymbol& row) { return row.symbol == symbol || row.ascii == symbol; });
}

const Office* find_office(const Rulebook& book, std::string_view id) {
    return find(book.offices, [&](const Office& office) { return office.id == id; });
}

}  // namespace motcua::rules
