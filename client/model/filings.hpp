// What was filed: submitting once, the list with its states, booking, withdrawing.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "client/model/application.hpp"
#include "client/model/load.hpp"

namespace motcua::client {

class Filings {
public:
    explicit Filings(Api& api) : api_(api) {}

    /// Sends filings under a key made by the caller; the same key twice files once.
    void submit(std::string request_key, Json filings, std::function<void()> done);
    /// Fetches the list anew; what is shown stays until the answer is there.
    void refresh();
    [[nodiscard]] const Application* find(std::string_view reference) const;
    [[nodiscard]] std::vector<const Application*> awaiting_booking() const;
    /// Fetches an application's form as it was filed; `done` gets it.
    void fetch_filing(std::string reference, std::function<void(Json filing)> done);
    void correct(std::string reference, Json filing, std::function<void()> done);
    void withdraw(std::string reference, std::function<void()> done);

    // --- offices and times
    void fetch_offices();
    void fetch_slots(std::string office, int party, std::string from);
    void book(std::vector<std::string> references, std::string office, std::string date, std::string time, std::function<void()> done);
    void cancel_booking(std::vector<std::string> references, std::function<void()> done);

    Loaded<std::vector<Application>> list{};
    Loaded<std::vector<Office>> offices{};
    Loaded<std::vector<SlotDay>> slots{};
    std::string slots_office{}, slots_from{};
    std::string home_province{};  ///< of what was filed last: its offices are offered first
    /// References the next booking is for; empty: all that await one.
    std::vector<std::string> booking_for{};

    /// Somebody else may sign in next.
    void reset();

    [[nodiscard]] bool busy() const { return busy_; }
    [[nodiscard]] const Problem* problem() const { return failed_ ? &problem_ : nullptr; }
    void clear_problem() { failed_ = false; }

private:
    void act(Call call, std::function<void(const Answer&)> done);

    Api& api_;
    bool busy_ = false, failed_ = false;
    int slots_party_ = 0;
    Problem problem_{};
};

}  // namespace motcua::client
