#include "client/model/filings.hpp"

#include <algorithm>

namespace motcua::client {

namespace {

constexpr int slot_days = 14;

Json json_array(const std::vector<std::string>& texts) { return Json(texts); }

}  // namespace

/// One act at a time: a second press while the first is on its way does nothing.
void Filings::act(Call call, std::function<void(const Answer&)> done) {
    if (busy_) return;
    busy_ = true;
    failed_ = false;
    api_.send(std::move(call), [this, done = std::move(done)](const Answer& answer) {
        busy_ = false;
        if (answer.ok()) return done(answer);
        failed_ = true;
        problem_ = answer.problem;
    });
}

void Filings::submit(std::string request_key, Json filings, std::function<void()> done) {
    Call call{.method = "POST", .path = "/applications", .body = {{"requestKey", std::move(request_key)}, {"filings", std::move(filings)}}};
    act(std::move(call), [this, done = std::move(done)](const Answer& answer) {
        auto all = list.value;
        for (Application& filed : read_applications(answer.body)) {
            std::erase_if(all, [&](const Application& known) { return known.reference == filed.reference; });
            all.push_back(std::move(filed));
        }
        list.arrive(std::move(all));
        booking_for.clear();
        done();
    });
}

void Filings::refresh() {
    if (list.loading()) return;
    if (!list.ready()) list.begin();
    api_.send({.path = "/applications"}, [this](const Answer& answer) {
        if (answer.ok()) return list.arrive(read_applications(answer.body));
        if (!list.ready()) list.fail(answer.problem);
    });
}

const Application* Filings::find(std::string_view reference) const {
    const auto found = std::find_if(list.value.begin(), list.value.end(), [&](const Application& a) { return a.reference == reference; });
    return found == list.value.end() ? nullptr : &*found;
}

std::vector<const Application*> Filings::awaiting_booking() const {
    std::vector<const Application*> out;
    for (const Application& application : list.value) {
        const bool chosen = std::find(booking_for.begin(), booking_for.end(), application.reference) != booking_for.end();
        if (booking_for.empty() ? application.awaits_booking() : chosen) out.push_back(&application);
    }
    return out;
}

void Filings::reset() {
    list = {};
    slots = {};
    booking_for.clear();
    failed_ = false;
}

void Filings::fetch_filing(std::string reference, std::function<void(Json filing)> done) {
    Call call{.path = "/applications/" + path_segment(reference) + "/filing"};
    act(std::move(call), [done = std::move(done)](const Answer& answer) { done(member(answer.body, "filing")); });
}

void Filings::correct(std::string reference, Json filing, std::function<void()> done) {
    Call call{.method = "PUT", .path = "/applications/" + path_segment(reference), .body = {{"filing", std::move(filing)}}};
    act(std::move(call), [this, done = std::move(done)](const Answer&) {
        refresh();
        done();
    });
}

void Filings::withdraw(std::string reference, std::function<void()> done) {
    Call call{.method = "POST", .path = "/applications/" + path_segment(reference) + "/withdraw"};
    act(std::move(call), [this, done = std::move(done)](const Answer&) {
        refresh();
        done();
    });
}

void Filings::fetch_offices() {
    if (offices.loading() || offices.ready()) return;
    offices.begin();
    api_.send({.path = "/offices"}, [this](const Answer& answer) {
        answer.ok() ? offices.arrive(read_offices(answer.body)) : offices.fail(answer.problem);
    });
}

void Filings::fetch_slots(std::string office, int party, std::string from) {
    const bool same = slots_office == office && slots_from == from && slots_party_ == party;
    if (same && slots.state != LoadState::idle) return;
    slots_office = std::move(office);
    slots_from = std::move(from);
    slots_party_ = party;
    slots.begin();
    Call call{.path = "/offices/" + path_segment(slots_office) + "/slots?from=" + slots_from + "&days=" + std::to_string(slot_days) +
                      "&party=" + std::to_string(party)};
    api_.send(std::move(call), [this, wanted = slots_office](const Answer& answer) {
        if (wanted != slots_office) return;
        answer.ok() ? slots.arrive(read_slots(answer.body)) : slots.fail(answer.problem);
    });
}

void Filings::book(std::vector<std::string> references, std::string office, std::string date, std::string time, std::function<void()> done) {
    Call call{.method = "POST", .path = "/bookings",
              .body = {{"references", json_array(references)}, {"office", std::move(office)}, {"date", std::move(date)}, {"time", std::move(time)}},
              .retry = Retry::never};
    act(std::move(call), [this, done = std::move(done)](const Answer&) {
        booking_for.clear();
        slots = {};
        list = {};
        refresh();
        done();
    });
}

void Filings::cancel_booking(std::vector<std::string> references, std::function<void()> done) {
    Call call{.method = "POST", .path = "/bookings/cancel", .body = {{"references", json_array(references)}}};
    act(std::move(call), [this, done = std::move(done)](const Answer&) {
        refresh();
        done();
    });
}

}  // namespace motcua::client
