#include "client/model/draft.hpp"

#include "shared/form/place.hpp"

#include <algorithm>

namespace motcua::client {

namespace {

constexpr int draft_version = 1;
constexpr std::string_view representative_prefix = "representative.";

bool is_representative(std::string_view path) { return path.substr(0, representative_prefix.size()) == representative_prefix; }

bool holds(const std::vector<std::string>& list, std::string_view item) {
    return std::find(list.begin(), list.end(), item) != list.end();
}

std::string next_id(const Draft& draft) {
    int number = 1;
    while (draft.find("p" + std::to_string(number)) != nullptr) ++number;
    return "p" + std::to_string(number);
}

void carry_address(const Person& from, Person& to) {
    static constexpr std::string_view paths[] = {"applicant.province", "applicant.commune", "applicant.addressLine"};
    for (const auto path : paths) set_at(to.filing, path, answer_at(from.filing, path));
    if (holds(from.answered, "address")) to.answered.push_back("address");
}

Json screening_json(const Screening& s) {
    return {{"filedFor", s.filed_for}, {"birthDate", s.birth_date}, {"card", s.card},
            {"cardExpiry", s.card_expiry}, {"stayUntil", s.stay_until}, {"cardUndated", s.card_undated}, {"passport", s.passport}, {"passportExpiry", s.passport_expiry}};
}

Screening read_screening(const Json& json) {
    return {.filed_for = text_of(json, "filedFor"), .birth_date = text_of(json, "birthDate"), .card = text_of(json, "card"),
            .card_expiry = text_of(json, "cardExpiry"), .stay_until = text_of(json, "stayUntil"), .card_undated = is_true(json, "cardUndated"), .passport = text_of(json, "passport"), .passport_expiry = text_of(json, "passportExpiry")};
}

Json object_in(const Json& json, std::string_view key) {
    const Json& found = member(json, key);
    return found.is_object() ? found : Json::object();
}

Person read_person(const Json& json) {
    return {.id = text_of(json, "id"), .filing = object_in(json, "filing"), .answered = texts_of(json, "answered"), .read = object_in(json, "read")};
}

}  // namespace

bool Draft::by_guardian() const {
    if (people.empty()) return screening.filed_for == "child" || screening.filed_for == "ward";
    return text_of(people.front().filing, "filedFor") != "self";
}

const Person* Draft::find(std::string_view id) const {
    const auto found = std::find_if(people.begin(), people.end(), [&](const Person& p) { return p.id == id; });
    return found == people.end() ? nullptr : &*found;
}

Person* Draft::find(std::string_view id) { return const_cast<Person*>(std::as_const(*this).find(id)); }

std::string Draft::value(std::string_view person, std::string_view path) const {
    if (is_representative(path)) return answer_at(representative, path.substr(representative_prefix.size()));
    const Person* found = find(person);
    return found == nullptr ? std::string{} : answer_at(found->filing, path);
}

void Draft::set(std::string_view person, std::string_view path, std::string value) {
    if (is_representative(path)) return set_at(representative, path.substr(representative_prefix.size()), std::move(value));
    if (Person* found = find(person)) set_at(found->filing, path, std::move(value));
}

bool Draft::is_answered(std::string_view person, std::string_view page) const {
    if (person == guardian_id) return holds(representative_answered, page);
    const Person* found = find(person);
    return found != nullptr && holds(found->answered, page);
}

void Draft::mark_answered(std::string_view person, std::string_view page) {
    if (is_answered(person, page)) return;
    if (person == guardian_id) representative_answered.emplace_back(page);
    if (Person* found = find(person)) found->answered.emplace_back(page);
}

std::string Draft::read_at(std::string_view person, std::string_view path) const {
    if (person == guardian_id) return text_of(representative_read, path);
    const Person* found = find(person);
    return found == nullptr ? std::string{} : text_of(found->read, path);
}

void Draft::note_read(std::string_view person, std::string_view path, std::string_view value) {
    Person* found = find(person);
    (found == nullptr ? representative_read : found->read)[std::string(path)] = value;
}

Json Draft::filing_of(const Person& person, std::string_view language, std::string_view form_version) const {
    Json filing = person.filing;
    filing["formVersion"] = form_version;
    filing["language"] = language;
    const bool own = text_of(filing, "filedFor") == "self";
    if (!own) filing["representative"] = representative;
    set_at(filing, own ? "applicant.phone" : "representative.phone", phone);
    // what was answered before another answer took its place is kept in the draft, and not sent
    return form::without_misplaced(std::move(filing));
}

std::string add_person(Draft& draft) {
    const Screening& s = draft.screening;
    // One sitting is for oneself, or for the people one represents: the other kind starts anew.
    if (s.filed_for == "self" || (!draft.people.empty() && text_of(draft.people.front().filing, "filedFor") == "self")) draft.people.clear();
    Person person{.id = next_id(draft)};
    person.filing["filedFor"] = s.filed_for;
    set_at(person.filing, "applicant.birthDate", s.birth_date);
    set_at(person.filing, "applicant.cardType", s.card);
    set_at(person.filing, "applicant.cardExpiry", s.card_expiry);
    set_at(person.filing, "applicant.stayUntil", s.stay_until);
    if (s.passport == "no") set_at(person.filing, "applicant.documentType", "none");
    if (s.passport == "yes") set_at(person.filing, "applicant.documentExpiry", s.passport_expiry);
    if (!draft.people.empty()) carry_address(draft.people.back(), person);
    draft.people.push_back(person);
    draft.screening = Screening{};
    return person.id;
}

Draft draft_for_correction(const Json& filing, std::string_view reference, std::string_view phone) {
    Draft draft{.phone = std::string(phone), .correcting = std::string(reference)};
    Person person{.id = "p1", .filing = filing};
    if (filing.contains("representative")) draft.representative = filing["representative"];
    person.filing.erase("representative");
    person.filing.erase("consents");  // given anew for what is changed
    draft.people.push_back(std::move(person));
    return draft;
}

void remove_person(Draft& draft, std::string_view id) {
    std::erase_if(draft.people, [&](const Person& p) { return p.id == id; });
}

Screening screening_of(const Person& person) {
    const bool none = answer_at(person.filing, "applicant.documentType") == "none";
    return {.filed_for = text_of(person.filing, "filedFor"),
            .birth_date = answer_at(person.filing, "applicant.birthDate"),
            .card = answer_at(person.filing, "applicant.cardType"),
            .card_expiry = answer_at(person.filing, "applicant.cardExpiry"),
            .stay_until = answer_at(person.filing, "applicant.stayUntil"),
            .card_undated = answer_at(person.filing, "applicant.cardExpiry").empty(),
            .passport = none ? "no" : "yes",
            .passport_expiry = answer_at(person.filing, "applicant.documentExpiry")};
}

Json to_json(const Draft& draft) {
    Json people = Json::array();
    for (const Person& person : draft.people)
        people.push_back({{"id", person.id}, {"filing", person.filing}, {"answered", person.answered}, {"read", person.read}});
    return {{"version", draft_version},
            {"screening", screening_json(draft.screening)},
            {"people", std::move(people)},
            {"representative", draft.representative},
            {"representativeAnswered", draft.representative_answered},
            {"representativeRead", draft.representative_read},
            {"phone", draft.phone},
            {"correcting", draft.correcting},
            {"requestKey", draft.request_key}};
}

std::optional<Draft> read_draft(const Json& json) {
    if (number_of(json, "version") != draft_version) return std::nullopt;
    Draft draft{.screening = read_screening(member(json, "screening")),
                .representative = object_in(json, "representative"),
                .representative_answered = texts_of(json, "representativeAnswered"),
                .representative_read = object_in(json, "representativeRead"),
                .phone = text_of(json, "phone"),
                .correcting = text_of(json, "correcting"),
                .request_key = text_of(json, "requestKey")};
    for (const Json& person : member(json, "people")) draft.people.push_back(read_person(person));
    return draft;
}

}  // namespace motcua::client
