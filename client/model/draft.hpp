// The draft: everything a person has answered and not yet filed. Kept as JSON by the browser and by the server; read back
// without trust (an old or damaged draft loses what it cannot say, never the rest).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/model/json.hpp"

namespace motcua::client {

/// Answers of the eligibility questions, before anything is typed.
struct Screening {
    std::string filed_for{};        ///< "self", "child", "ward"
    std::string birth_date{};
    std::string card{};             ///< "TRC", "PRC", "none"
    std::string card_expiry{};
    std::string stay_until{};       ///< without a card, where a lawful stay counts instead
    bool card_undated = false;      ///< permanent cards of older kinds show no expiry
    std::string passport{};         ///< "yes", "no"
    std::string passport_expiry{};
    bool operator==(const Screening&) const = default;
};

/// One person for whom Form TK01 is filed.
struct Person {
    std::string id{};                    ///< "p1", "p2": names the person in addresses, says nothing about them
    Json filing = Json::object();        ///< as in the API, without what the guardian or the session supplies
    std::vector<std::string> answered{}; ///< question pages finished with Continue
    Json read = Json::object();          ///< what a document said, by form path; the answer may be another by now
};

/// The name under which the guardian's own pages appear in addresses.
inline constexpr std::string_view guardian_id = "guardian";

struct Draft {
    Screening screening{};
    std::vector<Person> people{};
    Json representative = Json::object();
    std::vector<std::string> representative_answered{};
    Json representative_read = Json::object();
    std::string phone{};        ///< verified by OTP, E.164
    std::string correcting{};   ///< reference of an application already filed that is being corrected; empty: a new one
    std::string request_key{};  ///< made once for a submission, so that sending twice files once

    [[nodiscard]] bool empty() const { return people.empty() && screening == Screening{}; }
    [[nodiscard]] bool by_guardian() const;
    [[nodiscard]] const Person* find(std::string_view id) const;
    [[nodiscard]] Person* find(std::string_view id);

    /// Value at a form path; "representative.…" is shared by all people of the draft.
    [[nodiscard]] std::string value(std::string_view person, std::string_view path) const;
    void set(std::string_view person, std::string_view path, std::string value);
    [[nodiscard]] bool is_answered(std::string_view person, std::string_view page) const;
    void mark_answered(std::string_view person, std::string_view page);

    /// What a document said at this path, empty when none was read.
    [[nodiscard]] std::string read_at(std::string_view person, std::string_view path) const;
    void note_read(std::string_view person, std::string_view path, std::string_view value);

    /// The complete filing of a person as the API takes it.
    [[nodiscard]] Json filing_of(const Person& person, std::string_view language, std::string_view form_version) const;
};

/// Makes a person of the answered screening, carries over what is known, and returns its id. The address of the previous
/// person comes along (a family lives together; it stays editable).
std::string add_person(Draft& draft);
/// A draft made of an application as it was filed, every page answered, for correcting it.
[[nodiscard]] Draft draft_for_correction(const Json& filing, std::string_view reference, std::string_view phone);
void remove_person(Draft& draft, std::string_view id);
/// Writes the screening's answers of a person back after they were changed in the form.
[[nodiscard]] Screening screening_of(const Person& person);

[[nodiscard]] Json to_json(const Draft& draft);
[[nodiscard]] std::optional<Draft> read_draft(const Json& json);

}  // namespace motcua::client
