#include "server/booking/moving.hpp"

#include "server/booking/bookings.hpp"
#include "server/booking/slots.hpp"
#include "server/intake/applications.hpp"
#include "server/notify/notifier.hpp"
#include "server/store/bookings.hpp"
#include "server/store/closures.hpp"
#include "shared/application/closure.hpp"
#include "shared/base/json.hpp"
#include "shared/i18n/text.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::booking {
namespace {

using References = std::vector<std::string>;
using store::Transaction;

intake::By by_us() { return {.actor = application::Actor::system}; }

/// Who was booked together, and where they stand in vain.
struct Party {
    std::vector<store::Visitor> members;
    store::Booking seat;
    store::Closure closure;
    [[nodiscard]] int size() const { return static_cast<int>(members.size()); }
};

/// Nothing when somebody else has dealt with it.
std::optional<Party> party_of(const Transaction& tx, const std::string& reference) {
    const auto seat = tx.bookings().of(reference);
    const auto closure = seat ? tx.closures().on(seat->office, seat->date) : std::nullopt;
    if (!closure) return std::nullopt;
    Party out{.members = tx.closures().party_of(reference), .seat = *seat, .closure = *closure};
    return out.members.empty() ? std::nullopt : std::optional(std::move(out));
}

struct Seats {
    Date day{};
    std::vector<int> minutes;
};

std::optional<Seats> free_seats(const Transaction& tx, const http::Services& services, const rules::Office& office, const Party& party) {
    const auto day = parse_date(party.seat.date);
    const auto minute = parse_time(party.members.front().time);
    if (!day.ok() || !minute) return std::nullopt;
    const auto starts = [&](Date on) {
        const auto slots = open_slots(tx, services, office, on);
        std::vector<int> out;
        for (const auto& slot : slots)
            if (seats_for(slots, slot.minute, party.size())) out.push_back(slot.minute);
        return out;
    };
    const auto is_open = [&](Date on) { return !open_slots(tx, services, office, on).empty(); };
    const auto found = closure::new_time({.day = *day, .minute = *minute}, last_bookable(date_in_vietnam(tx.now())), is_open, starts);
    if (!found) return std::nullopt;
    return Seats{.day = found->day, .minutes = *seats_for(open_slots(tx, services, office, found->day), found->minute, party.size())};
}

/// A message that cannot be written holds up nobody.
void tell(Transaction& tx, const http::Services& services, const std::string& reference,
          const std::function<notify::Message(const intake::Application&)>& message) {
    const auto application = intake::load_application(tx, *services.keys, reference);
    const bool told = application.ok() && intake::tell(tx, services, *application, message(*application)).ok();
    if (!told) tx.audit({.actor = "system", .action = "notification.impossible", .subject = reference});
}

notify::Message moved_message(const rules::Office& office, const Party& party, Date day, const std::string& time, const std::string& language) {
    auto values = visit_words(office, day, time, language);
    values["old_date"] = i18n::date(*parse_date(party.seat.date), language);
    values["reason"] = language == "vi" ? party.closure.reason_vi : party.closure.reason_en;
    return {.topic = notify::Topic::booking_moved, .values = std::move(values)};
}

Result<void> move_one(Transaction& tx, const http::Services& services, const rules::Office& office, const Party& party, const std::string& reference,
                      Date day, const std::string& time) {
    MOTCUA_CHECK(intake::set_state(tx, reference, application::Event::book, by_us(), {.slot_taken = true}));
    const auto to = format_date(day);
    free_seat(tx, reference);
    tx.bookings().take(reference, {.office = office.id, .date = to, .time = time});
    tx.closures().mark_moved(reference, {.closure = party.closure.id, .from = party.seat.date});
    tx.audit({.actor = "system", .action = "booking.moved", .subject = reference,
              .detail = dump_json({{"closure", party.closure.id}, {"from", party.seat.date}, {"to", to}})});
    tell(tx, services, reference,
         [&](const intake::Application& application) { return moved_message(office, party, day, time, application.language); });
    return {};
}

Result<void> cancel_one(Transaction& tx, const http::Services& services, const Party& party, const std::string& reference) {
    MOTCUA_CHECK(intake::set_state(tx, reference, application::Event::cancel_booking, by_us()));
    free_seat(tx, reference);
    tx.audit({.actor = "system", .action = "booking.not_moved", .subject = reference,
              .detail = dump_json({{"closure", party.closure.id}, {"from", party.seat.date}})});
    tell(tx, services, reference, [](const auto&) { return notify::Message{.topic = notify::Topic::booking_cancelled}; });
    return {};
}

Result<MovedVisits> move_party(Transaction& tx, const http::Services& services, const std::string& reference) {
    const auto party = party_of(tx, reference);
    if (!party) return MovedVisits{};
    const auto* office = rules::find_office(*services.rules, party->seat.office);
    const auto seats = office == nullptr ? std::nullopt : free_seats(tx, services, *office, *party);
    for (std::size_t i = 0; i < party->members.size(); ++i) {
        const auto& member = party->members[i].reference;
        MOTCUA_CHECK(seats ? move_one(tx, services, *office, *party, member, seats->day, time_text(seats->minutes[i]))
                           : cancel_one(tx, services, *party, member));
    }
    return seats ? MovedVisits{.moved = party->size()} : MovedVisits{.cancelled = party->size()};
}

Result<References> affected(const http::Services& services) {
    return services.db->read<References>([&](Transaction& tx) -> Result<References> {
        return tx.closures().affected(format_date(date_in_vietnam(tx.now())), time_text(minute_in_vietnam(tx.now())));
    });
}

}  // namespace

Result<MovedVisits> move_affected(const http::Services& services, const std::function<bool()>& stopping) {
    MovedVisits out;
    for (bool more = true; more && !stopping();) {
        more = false;
        MOTCUA_TRY(page, affected(services));
        for (const auto& reference : page) {
            if (stopping()) break;
            MOTCUA_TRY(done, services.db->write<MovedVisits>([&](Transaction& tx) { return move_party(tx, services, reference); }));
            out.moved += done.moved;
            out.cancelled += done.cancelled;
            more = more || done.moved + done.cancelled > 0;
        }
    }
    if (out.moved + out.cancelled > 0) services.wake_outbox();
    return out;
}

}  // namespace motcua::booking
