#include "server/booking/bookings.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "server/intake/applications.hpp"
#include "server/notify/notifier.hpp"
#include "server/store/bookings.hpp"
#include "server/store/closures.hpp"
#include "shared/i18n/text.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::booking {
namespace {

constexpr int horizon_days = 60;
constexpr Millis vietnam_offset = 7 * 3'600'000;

Date plus(Date day, int days) { return Date(std::chrono::sys_days(day) + std::chrono::days(days)); }

Json text_json(const rules::Text& text) { return {{"vi", text.vi}, {"en", text.en}}; }

/// Null on a day that is open.
Json closed_json(const store::Transaction& tx, const http::Services& services, const rules::Office& office, Date day) {
    const auto& calendar = services.rules->calendar;
    if (slots_on(office, day, calendar, {}, 0).empty()) return text_json(why_closed(office, day, calendar));
    const auto closure = tx.closures().on(office.id, format_date(day));
    return closure ? text_json({.vi = closure->reason_vi, .en = closure->reason_en}) : Json(nullptr);
}

Json day_json(const store::Transaction& tx, const http::Services& services, const rules::Office& office, Date day, int party) {
    const auto slots = open_slots(tx, services, office, day);
    Json rows = Json::array();
    for (const auto& slot : slots)
        rows.push_back({{"time", time_text(slot.minute)}, {"free", seats_for(slots, slot.minute, party) ? slot.free : 0}});
    return {{"date", format_date(day)},
            {"closed", closed_json(tx, services, office, day)},
            {"slots", rows}};
}

Json hours_json(const rules::Office& office) {
    Json out = Json::array();
    for (const auto& hours : office.hours)
        out.push_back({{"from", hours.weekday_from}, {"to", hours.weekday_to}, {"opens", hours.opens}, {"closes", hours.closes}});
    return out;
}

// --- taking seats
Result<void> take_seat(store::Transaction& tx, const http::Services& services, const intake::Application& application,
                       const rules::Office& office, Date day, std::string_view time) {
    MOTCUA_CHECK(intake::set_state(tx, application.reference, application::Event::book,
                                   {.actor = application::Actor::applicant, .id = application.owner}, {.slot_taken = true}));
    tx.bookings().take(application.reference, {.office = office.id, .date = format_date(day), .time = std::string(time)});
    return intake::tell(tx, services, application,
                        {.topic = notify::Topic::booked, .values = visit_words(office, day, time, application.language)});
}

Result<Date> bookable_day(std::string_view text, Date today) {
    const auto day = parse_date(text);
    if (!day.ok() || *day < today || *day > last_bookable(today))
        return Error{.code = ErrorCode::slot_date, .field = "date"};
    return Date(*day);
}

Result<Json> book_in(store::Transaction& tx, const http::Services& services, std::string_view owner, const Wish& wish) {
    const auto* office = rules::find_office(*services.rules, wish.office);
    if (office == nullptr) return Error{.code = ErrorCode::slot_office, .field = "office"};
    MOTCUA_TRY(day, bookable_day(wish.date, date_in_vietnam(tx.now())));
    std::vector<intake::Application> party;
    for (const auto& reference : wish.references) {
        MOTCUA_TRY(application, intake::load_own(tx, *services.keys, reference, owner));
        free_seat(tx, reference);  // a seat held before counts as free for the new choice
        party.push_back(std::move(application));
    }
    const auto slots = open_slots(tx, services, *office, day);
    const auto minute = parse_time(wish.time);
    if (slots.empty() || !minute || std::none_of(slots.begin(), slots.end(), [&](const Slot& s) { return s.minute == *minute; }))
        return Error{.code = ErrorCode::slot_closed, .field = "time"};
    const auto seats = seats_for(slots, *minute, static_cast<int>(party.size()));
    if (!seats) return Error{.code = ErrorCode::slot_full, .field = "time"};
    Json rows = Json::array();
    for (std::size_t i = 0; i < party.size(); ++i) {
        const auto time = time_text((*seats)[i]);
        MOTCUA_CHECK(take_seat(tx, services, party[i], *office, day, time));
        rows.push_back({{"reference", party[i].reference}, {"time", time}});
    }
    return Json{{"booking", {{"office", office->id}, {"date", wish.date}, {"time", wish.time}, {"seats", rows}}}};
}

Result<void> cancel_in(store::Transaction& tx, const http::Services& services, std::string_view owner,
                       const std::vector<std::string>& references) {
    for (const auto& reference : references) {
        MOTCUA_TRY(application, intake::load_own(tx, *services.keys, reference, owner));
        MOTCUA_CHECK(intake::set_state(tx, reference, application::Event::cancel_booking,
                                       {.actor = application::Actor::applicant, .id = application.owner}));
        free_seat(tx, reference);
        MOTCUA_CHECK(intake::tell(tx, services, application, {.topic = notify::Topic::booking_cancelled}));
    }
    return {};
}

}  // namespace

Date last_bookable(Date today) { return plus(today, horizon_days); }

int minute_in_vietnam(Millis at) { return static_cast<int>((at + vietnam_offset) / 60'000 % (24 * 60)); }

std::vector<Slot> open_slots(const store::Transaction& tx, const http::Services& services, const rules::Office& office, Date day) {
    const auto date = format_date(day);
    if (tx.closures().on(office.id, date)) return {};
    const auto today = date_in_vietnam(tx.now());
    const int from = day == today ? minute_in_vietnam(tx.now()) : (day < today ? 24 * 60 : 0);
    return slots_on(office, day, services.rules->calendar, tx.bookings().taken_on(office.id, date), from);
}

void free_seat(const store::Transaction& tx, std::string_view reference) {
    tx.bookings().free(reference);
    notify::take_back(tx, reference, notify::Topic::visit_reminder);
}

std::map<std::string, std::string> visit_words(const rules::Office& office, Date day, std::string_view time, std::string_view language) {
    return {{"office", std::string(office.name.in(language))},
            {"address", office.address},
            {"date", i18n::date(day, language)},
            {"time", std::string(time)}};
}

Json offices_json(const http::Services& services) {
    Json out = Json::array();
    for (const auto& office : services.rules->offices)
        out.push_back({{"id", office.id},
                       {"name", text_json(office.name)},
                       {"province", office.province},
                       {"address", office.address},
                       {"hours", hours_json(office)},
                       {"hotline", office.hotline},
                       {"lat", office.lat ? Json(*office.lat) : Json(nullptr)},
                       {"lon", office.lon ? Json(*office.lon) : Json(nullptr)}});
    return {{"offices", out}};
}

Result<Json> slots_json(http::Services& services, const SlotQuestion& question) {
    const auto* office = rules::find_office(*services.rules, question.office);
    if (office == nullptr) return ErrorCode::slot_office;
    return services.db->read<Json>([&](store::Transaction& tx) -> Result<Json> {
        Json days = Json::array();
        for (int i = 0; i < question.days; ++i)
            days.push_back(day_json(tx, services, *office, plus(question.from, i), question.party));
        return Json{{"days", days}};
    });
}

Result<Json> book(http::Services& services, std::string_view owner, const Wish& wish) {
    auto out = services.db->write<Json>([&](store::Transaction& tx) { return book_in(tx, services, owner, wish); });
    if (out.ok()) services.wake_outbox();
    return out;
}

Result<void> cancel(http::Services& services, std::string_view owner, const std::vector<std::string>& references) {
    auto out = services.db->write<void>([&](store::Transaction& tx) { return cancel_in(tx, services, owner, references); });
    if (out.ok()) services.wake_outbox();
    return out;
}

}  // namespace motcua::booking
