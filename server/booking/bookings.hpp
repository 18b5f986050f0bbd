// Booking: offices, free slots, taking and giving back seats. Seats are counted and taken in one write transaction, and the
// store has one writer: the last seat has one winner.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "server/booking/slots.hpp"
#include "server/http/services.hpp"
#include "server/store/store.hpp"
#include "shared/base/json.hpp"
#include "shared/base/result.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::booking {

[[nodiscard]] Json offices_json(const http::Services& services);

struct SlotQuestion {
    std::string office;
    Date from{};
    int days = 14;    ///< 1-60
    int party = 1;    ///< 1-10
};
/// {"days":[{"date","closed","slots":[{"time","free"}]}]}; for a party, only times at which all find a seat are free.
/// Errors: slot_office.
[[nodiscard]] Result<Json> slots_json(http::Services& services, const SlotQuestion& question);

struct Wish {
    std::vector<std::string> references;
    std::string office, date, time;
};
/// Books all or none; a booking there before is moved. Errors: slot_office, slot_date, slot_closed, slot_full,
/// request_not_found, and those of application::apply.
[[nodiscard]] Result<Json> book(http::Services& services, std::string_view owner, const Wish& wish);
/// Gives the seats back. Errors: request_not_found, those of application::apply.
[[nodiscard]] Result<void> cancel(http::Services& services, std::string_view owner, const std::vector<std::string>& references);
/// The last day that anybody may book, seen from a day.
[[nodiscard]] Date last_bookable(Date today);
/// The minute of the day in Vietnam.
[[nodiscard]] int minute_in_vietnam(Millis at);
/// The slots of a day that may still be taken, with their free seats; none on a day on which the office is closed.
[[nodiscard]] std::vector<Slot> open_slots(const store::Transaction& tx, const http::Services& services, const rules::Office& office, Date day);
/// Frees the seat of an application, where it has one (withdrawn, moved); a reminder of it that is still on its way is taken back.
void free_seat(const store::Transaction& tx, std::string_view reference);
/// Where and when, as messages about a visit say it: office, address, date, time.
[[nodiscard]] std::map<std::string, std::string> visit_words(const rules::Office& office, Date day, std::string_view time,
                                                             std::string_view language);

}  // namespace motcua::booking
