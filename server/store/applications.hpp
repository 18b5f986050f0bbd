// Applications: filed once, then taken from state to state; each step is kept.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/application/lifecycle.hpp"
#include "shared/base/date.hpp"
#include "shared/calendar/calendar.hpp"

namespace motcua::store {

/// What the applicant says, and what is found by it.
struct Filing {
    std::string sealed;
    std::string document_index;  ///< blind index
    std::string portrait_id{};   ///< empty: taken at the counter
};

struct NewApplication {
    std::string reference, owner;
    std::string sitting;  ///< key of the request it came with
    std::string filed_for, language;
    Filing filing;
};

struct Application {
    std::string reference, owner, filed_for, language;
    application::State state{};
    std::string filing;      ///< sealed
    std::string portrait_id{};
    std::string office{};      ///< empty: never booked
    std::string claimed_by{};  ///< staff id; empty: nobody
    Millis claimed_at = 0, submitted_at = 0;
    std::string due{};         ///< empty: not verified yet
    int due_days = 0;
};

/// What the visit and the authority added.
struct Outcome {
    struct Promise {
        std::string due, latest;
        int days = 0;
        bool certain = false;
    };
    std::optional<Promise> promise{};
    std::string account{};  ///< sealed; empty: none
    Millis account_at = 0;
    std::string activate_by{};
    std::string reason{};   ///< sealed, of a return or refusal; empty: none
};

struct Step {
    application::Event event{};
    application::State state{};  ///< after it
    std::string actor;
};
struct PastEvent {
    Millis at = 0;
    std::string event;
};

/// An application to which nothing has happened for a while.
struct AtRest {
    std::string reference;
    application::State state{};
    Millis changed_at = 0;  ///< last step
    bool held = false;      ///< an officer holds it
};

/// Applications of one document that have not ended.
struct OpenCount {
    std::int64_t all = 0, own = 0;
};

class Applications {
public:
    virtual ~Applications() = default;
    /// Filed now, by its owner: state submitted and the first step. Throws when the reference is taken.
    virtual void file(const NewApplication& application) = 0;
    [[nodiscard]] virtual std::optional<Application> find(std::string_view reference) const = 0;
    [[nodiscard]] virtual std::optional<application::State> state_of(std::string_view reference) const = 0;
    /// Newest first.
    [[nodiscard]] virtual std::vector<std::string> references_of(std::string_view owner) const = 0;
    [[nodiscard]] virtual OpenCount open_of_document(std::string_view document_index, std::string_view owner) const = 0;
    /// Whether an office may look at it: it belongs to that office, or to none yet.
    [[nodiscard]] virtual bool is_open_to(std::string_view reference, std::string_view office) const = 0;

    /// Takes it to another state now. Throws when there is no such application.
    virtual void take_step(std::string_view reference, const Step& step) = 0;
    /// Oldest first.
    [[nodiscard]] virtual std::vector<PastEvent> history(std::string_view reference) const = 0;

    /// Put right by its owner; the reason it was returned for is gone.
    virtual void correct(std::string_view reference, const Filing& filing) = 0;
    /// The office would be done by then: settled at verification.
    virtual void promise(std::string_view reference, const calendar::Deadline& deadline) = 0;
    /// Received now, complete and valid: the clock starts.
    virtual void receive(std::string_view reference, const calendar::Deadline& deadline) = 0;
    [[nodiscard]] virtual std::optional<Millis> received_at(std::string_view reference) const = 0;
    /// Back to the applicant: nothing is promised any more.
    virtual void give_back(std::string_view reference, std::string_view sealed_reason) = 0;
    virtual void grant(std::string_view reference, std::string_view sealed_account, Date activate_by) = 0;
    virtual void refuse(std::string_view reference, std::string_view sealed_reason) = 0;
    [[nodiscard]] virtual std::optional<Outcome> outcome_of(std::string_view reference) const = 0;

    /// At most 500 of the office that somebody works or waits on and that have no seat there that day: the first due first,
    /// then those without a promise.
    [[nodiscard]] virtual std::vector<std::string> in_progress(std::string_view office, std::string_view date) const = 0;

    /// Those whose last step was before an instant, by reference.
    [[nodiscard]] virtual std::vector<AtRest> at_rest_since(Millis instant) const = 0;
    /// The application with its history, seats and claims. Throws while something else still names it.
    virtual void erase(std::string_view reference) = 0;
};

}  // namespace motcua::store
