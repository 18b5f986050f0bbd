// Applications, offices and free times as the API gives them, read once into values that pages can show.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/model/json.hpp"

namespace motcua::client {

struct Booking {
    std::string office, date, time;
    Json moved{};  ///< by the office: {"from": the day on which it is closed, "reason"}; null where the person chose
};
struct Clock {
    std::string due;     ///< the office is on time in any case
    std::string latest;  ///< what is promised: differs where days off are not announced
    int days = 0;
    bool certain = true;
};
struct Account {
    std::string number, created_at, activate_by;
};
struct HistoryEntry {
    std::string at, event;
};
struct Notice {
    std::string channel, kind, state, at;
};

struct Application {
    std::string reference, state, filed_for, name, submitted_at, language;
    std::string office;       ///< id, empty before a booking
    Json office_name{};       ///< {"vi","en"}
    std::optional<Booking> booking{};
    std::optional<Clock> deadline{};
    std::optional<Account> account{};
    std::string return_reason{};
    std::vector<HistoryEntry> history{};
    std::vector<Notice> notifications{};
    std::vector<std::string> qr{};

    [[nodiscard]] bool awaits_booking() const { return state == "submitted" || state == "no_show"; }
    [[nodiscard]] bool can_correct() const { return state == "submitted" || state == "booked" || state == "returned"; }
    [[nodiscard]] bool can_withdraw() const { return can_correct() || state == "no_show"; }
};
[[nodiscard]] Application read_application(const Json& json);
[[nodiscard]] std::vector<Application> read_applications(const Json& body);

struct Office {
    std::string id, province, address, hotline;
    Json name{}, hours{};
};
[[nodiscard]] std::vector<Office> read_offices(const Json& body);

struct Slot {
    std::string time;
    int free = 0;
};
struct SlotDay {
    std::string date;
    Json closed{};  ///< why, {"vi","en"}; null on open days
    std::vector<Slot> slots{};
    [[nodiscard]] bool has_room() const { return closed.is_null() && !slots.empty(); }
};
/// Times at which the party asked for can begin (the server gives 0 for the others).
[[nodiscard]] std::vector<SlotDay> read_slots(const Json& body);

}  // namespace motcua::client
