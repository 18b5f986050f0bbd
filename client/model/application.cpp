#include "client/model/application.hpp"

#include "shared/base/date.hpp"

namespace motcua::client {

namespace {

/// The API gives instants as milliseconds, days as text: both become the day in Vietnam.
std::string day_at(const Json& json, std::string_view key) {
    const Json& value = member(json, key);
    return value.is_number() ? format_date(date_in_vietnam(value.get<std::int64_t>())) : text_of(json, key);
}

std::optional<Booking> read_booking(const Json& json) {
    if (!json.is_object()) return std::nullopt;
    return Booking{.office = text_of(json, "office"), .date = text_of(json, "date"), .time = text_of(json, "time"), .moved = member(json, "moved")};
}

std::optional<Clock> read_clock(const Json& json) {
    if (!json.is_object()) return std::nullopt;
    return Clock{.due = text_of(json, "due"), .latest = text_of(json, "latest"), .days = static_cast<int>(number_of(json, "days")), .certain = is_true(json, "certain")};
}

std::optional<Account> read_account(const Json& json) {
    if (!json.is_object()) return std::nullopt;
    return Account{.number = text_of(json, "number"), .created_at = day_at(json, "createdAt"), .activate_by = day_at(json, "activateBy")};
}

}  // namespace

Application read_application(const Json& json) {
    Application out{.reference = text_of(json, "reference"), .state = text_of(json, "state"), .filed_for = text_of(json, "filedFor"),
                    .name = text_of(json, "name"), .submitted_at = day_at(json, "submittedAt"), .language = text_of(json, "language"),
                    .office = text_of(member(json, "office"), "id"), .office_name = member(member(json, "office"), "name"),
                    .booking = read_booking(member(json, "booking")), .deadline = read_clock(member(json, "deadline")),
                    .account = read_account(member(json, "account")), .return_reason = text_of(member(json, "return"), "reason"),
                    .qr = texts_of(member(json, "slip"), "qr")};
    for (const Json& entry : member(json, "history")) out.history.push_back({.at = day_at(entry, "at"), .event = text_of(entry, "event")});
    for (const Json& entry : member(json, "notifications"))
        out.notifications.push_back({.channel = text_of(entry, "channel"), .kind = text_of(entry, "kind"), .state = text_of(entry, "state"), .at = day_at(entry, "at")});
    return out;
}

std::vector<Application> read_applications(const Json& body) {
    std::vector<Application> out;
    for (const Json& entry : member(body, "applications")) out.push_back(read_application(entry));
    return out;
}

std::vector<Office> read_offices(const Json& body) {
    std::vector<Office> out;
    for (const Json& entry : member(body, "offices"))
        out.push_back({.id = text_of(entry, "id"), .province = text_of(entry, "province"), .address = text_of(entry, "address"),
                       .hotline = text_of(entry, "hotline"), .name = member(entry, "name"), .hours = member(entry, "hours")});
    return out;
}

std::vector<SlotDay> read_slots(const Json& body) {
    std::vector<SlotDay> out;
    for (const Json& entry : member(body, "days")) {
        SlotDay day{.date = text_of(entry, "date"), .closed = member(entry, "closed")};
        for (const Json& slot : member(entry, "slots"))
            if (number_of(slot, "free") > 0) day.slots.push_back({.time = text_of(slot, "time"), .free = static_cast<int>(number_of(slot, "free"))});
        out.push_back(std::move(day));
    }
    return out;
}

}  // namespace motcua::client
