// The store in memory: what the applicant's use cases need.
#pragma once

#include <algorithm>
#include <tuple>

#include "server/store/throttles.hpp"
#include "tests/unit/store/memory_tables.hpp"

namespace motcua::store::memory {

class MemoryThrottles final : public Of<Throttles> {
public:
    using Of::Of;
    void note(std::string_view bucket) override { change().throttles[std::string(bucket)].push_back(now()); }
    [[nodiscard]] std::optional<Millis> nth_newest(std::string_view bucket, Millis after, int count) const override {
        auto events = since(bucket, after);
        if (static_cast<int>(events.size()) < count) return std::nullopt;
        return events[events.size() - static_cast<std::size_t>(count)];
    }
    [[nodiscard]] Window window(std::string_view bucket, Millis after) const override {
        const auto events = since(bucket, after);
        if (events.empty()) return {};
        return {.count = static_cast<std::int64_t>(events.size()), .first = events.front(), .last = events.back()};
    }
    void forget(std::string_view bucket) override { change().throttles.erase(std::string(bucket)); }
    void forget_before(Millis instant) override {
        for (auto& [bucket, events] : change().throttles) std::erase_if(events, [&](Millis at) { return at < instant; });
    }

private:
    [[nodiscard]] std::vector<Millis> since(std::string_view bucket, Millis after) const {
        auto events = found(seen().throttles, bucket).value_or(std::vector<Millis>{});
        std::erase_if(events, [&](Millis at) { return at <= after; });
        std::sort(events.begin(), events.end());
        return events;
    }
};

class MemoryCodes final : public Of<Codes> {
public:
    using Of::Of;
    void add(const Code& code) override { insert(change().codes, code.id, Dated<Code>{.row = code, .at = now()}); }
    [[nodiscard]] std::optional<Code> find(std::string_view id) const override {
        const auto code = found(seen().codes, id);
        return code ? std::optional(code->row) : std::nullopt;
    }
    void replace_open(std::string_view phone_index) override {
        for (auto& [id, code] : change().codes)
            if (code.row.phone_index == phone_index && code.row.state == CodeState::open) code.row.state = CodeState::replaced;
    }
    void guessed(std::string_view id, int tries, CodeState state) override {
        auto* code = place(change().codes, id);
        if (code == nullptr) return;
        code->row.tries = tries;
        code->row.state = state;
    }
    [[nodiscard]] std::vector<std::string> made_before(Millis instant) const override {
        std::vector<std::string> out;
        for (const auto& [id, code] : seen().codes)
            if (code.at < instant && std::ssize(out) < codes_listed) out.push_back(id);
        return out;
    }
    void erase(std::string_view id) override { change().codes.erase(std::string(id)); }
};

class MemorySessions final : public Of<Sessions> {
public:
    using Of::Of;
    void start(const Session& session) override {
        auto row = session;
        row.created_at = row.last_seen = row.verified_at = now();
        insert(change().sessions, session.id, row);
    }
    [[nodiscard]] std::optional<Session> find(std::string_view id) const override { return found(seen().sessions, id); }
    void touch(std::string_view id) override {
        if (auto* session = place(change().sessions, id)) session->last_seen = now();
    }
    void end(std::string_view id) override { change().sessions.erase(std::string(id)); }
    [[nodiscard]] std::vector<std::string> of_subject(std::string_view subject) const override {
        std::vector<std::string> out;
        for (const auto& [id, session] : seen().sessions)
            if (session.subject == subject) out.push_back(id);
        return out;
    }
    [[nodiscard]] std::vector<std::string> ended(Millis idle) const override {
        std::vector<std::string> out;
        for (const auto& [id, session] : seen().sessions)
            if ((session.expires_at <= now() || session.last_seen <= now() - idle) && std::ssize(out) < sessions_listed) out.push_back(id);
        return out;
    }
};

class MemoryDrafts final : public Of<Drafts> {
public:
    using Of::Of;
    [[nodiscard]] std::optional<Draft> find(std::string_view owner) const override {
        const auto draft = found(seen().drafts, owner);
        return draft ? std::optional(draft->row) : std::nullopt;
    }
    [[nodiscard]] std::int64_t revision_of(std::string_view owner) const override {
        return find(owner).value_or(Draft{}).revision;
    }
    void save(std::string_view owner, const Draft& draft) override {
        change().drafts[std::string(owner)] = {.row = draft, .at = now()};
    }
    [[nodiscard]] std::vector<std::string> unchanged_since(Millis instant) const override {
        std::vector<std::string> out;
        for (const auto& [owner, draft] : seen().drafts)
            if (draft.at < instant) out.push_back(owner);
        return out;
    }
    [[nodiscard]] bool is_unchanged_since(std::string_view owner, Millis instant) const override {
        const auto found = seen().drafts.find(std::string(owner));
        return found != seen().drafts.end() && found->second.at < instant;
    }
    void erase(std::string_view owner) override { change().drafts.erase(std::string(owner)); }
};

inline bool may_be_filed(const By<Dated<Picture>>& pictures, std::string_view id, std::string_view owner,
                         std::string_view reference) {
    const auto picture = found(pictures, id);
    return picture && picture->row.owner == owner && (picture->row.reference.empty() || picture->row.reference == reference);
}
/// The owner's that are not filed, newest first.
inline std::vector<Unfiled> unfiled_of(const By<Dated<Picture>>& pictures, std::string_view owner) {
    std::vector<Unfiled> out;
    for (const auto& [id, picture] : pictures)
        if (picture.row.owner == owner && picture.row.reference.empty()) out.push_back({.id = id, .created_at = picture.at});
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.created_at > b.created_at; });
    return out;
}

/// Those kept before an instant that are not filed.
inline std::vector<Filed> left_since(const By<Dated<Picture>>& pictures, Millis instant) {
    std::vector<Filed> out;
    for (const auto& [id, picture] : pictures)
        if (picture.at < instant && picture.row.reference.empty()) out.push_back({.id = id, .owner = picture.row.owner});
    return out;
}
inline std::vector<Filed> pictures_of(const By<Dated<Picture>>& pictures, std::string_view reference) {
    std::vector<Filed> out;
    for (const auto& [id, picture] : pictures)
        if (!reference.empty() && picture.row.reference == reference) out.push_back({.id = id, .owner = picture.row.owner});
    return out;
}
inline std::vector<std::string> ids_of(const std::vector<Filed>& pictures) {
    std::vector<std::string> out;
    for (const auto& each : pictures) out.push_back(each.id);
    return out;
}

class MemoryPortraits final : public Of<Portraits> {
public:
    using Of::Of;
    void keep(std::string_view id, const Picture& picture, std::string_view verdict) override {
        insert(change().portraits, std::string(id), Dated<Picture>{.row = picture, .at = now()});
        change().portrait_verdicts[std::string(id)] = verdict;
    }
    [[nodiscard]] std::optional<Picture> find(std::string_view id) const override {
        const auto picture = found(seen().portraits, id);
        return picture ? std::optional(picture->row) : std::nullopt;
    }
    [[nodiscard]] std::string verdict(std::string_view id) const override { return found(seen().portrait_verdicts, id).value_or(""); }
    [[nodiscard]] bool may_file(std::string_view id, std::string_view owner, std::string_view reference) const override {
        return may_be_filed(seen().portraits, id, owner, reference);
    }
    void file(std::string_view id, std::string_view reference) override {
        if (auto* picture = place(change().portraits, id)) picture->row.reference = reference;
    }
    [[nodiscard]] std::vector<std::string> surplus(std::string_view owner, int kept) const override {
        std::vector<std::string> out;
        const auto all = unfiled_of(seen().portraits, owner);
        for (std::size_t i = static_cast<std::size_t>(kept); i < all.size(); ++i) out.push_back(all[i].id);
        return out;
    }
    [[nodiscard]] std::vector<std::string> unfiled_since(Millis instant) const override {
        return ids_of(left_since(seen().portraits, instant));
    }
    [[nodiscard]] std::vector<std::string> filed_with(std::string_view reference) const override {
        return ids_of(pictures_of(seen().portraits, reference));
    }
    void erase(std::string_view id) override {
        change().portraits.erase(std::string(id));
        change().portrait_verdicts.erase(std::string(id));
    }
};

class MemoryAttachments final : public Of<Attachments> {
public:
    using Of::Of;
    void keep(std::string_view id, const Picture& picture) override {
        insert(change().attachments, std::string(id), Dated<Picture>{.row = picture, .at = now()});
    }
    [[nodiscard]] std::optional<Picture> find(std::string_view id) const override {
        const auto picture = found(seen().attachments, id);
        return picture ? std::optional(picture->row) : std::nullopt;
    }
    [[nodiscard]] std::optional<bool> is_filed(std::string_view id, std::string_view owner) const override {
        const auto picture = find(id);
        if (!picture || picture->owner != owner) return std::nullopt;
        return !picture->reference.empty();
    }
    [[nodiscard]] bool may_file(std::string_view id, std::string_view owner, std::string_view reference) const override {
        return may_be_filed(seen().attachments, id, owner, reference);
    }
    void file(std::string_view id, std::string_view reference) override {
        if (auto* picture = place(change().attachments, id)) picture->row.reference = reference;
    }
    [[nodiscard]] std::vector<Unfiled> unfiled(std::string_view owner) const override {
        auto out = unfiled_of(seen().attachments, owner);
        std::reverse(out.begin(), out.end());
        return out;
    }
    [[nodiscard]] std::vector<Filed> unfiled_since(Millis instant) const override { return left_since(seen().attachments, instant); }
    [[nodiscard]] std::vector<Filed> filed_with(std::string_view reference) const override {
        return pictures_of(seen().attachments, reference);
    }
    void erase(std::string_view id) override { change().attachments.erase(std::string(id)); }
};

class MemorySubmissions final : public Of<Submissions> {
public:
    using Of::Of;
    [[nodiscard]] std::optional<Submission> find(std::string_view owner, std::string_view request_key) const override {
        const auto row = found(seen().submissions, Pair{owner, request_key});
        return row ? std::optional(row->row) : std::nullopt;
    }
    void note(std::string_view owner, std::string_view request_key, const Submission& submission) override {
        insert(change().submissions, Pair{owner, request_key}, Dated<Submission>{.row = submission, .at = now()});
    }
    [[nodiscard]] std::int64_t made_before(Millis instant) const override {
        return std::count_if(seen().submissions.begin(), seen().submissions.end(),
                             [&](const auto& row) { return row.second.at < instant; });
    }
    void forget_before(Millis instant) override {
        std::erase_if(change().submissions, [&](const auto& row) { return row.second.at < instant; });
    }
};

class MemoryApplications final : public Of<Applications> {
public:
    using Of::Of;
    void file(const NewApplication& from) override {
        ApplicationRow row{.shown = {.reference = from.reference,
                                     .owner = from.owner,
                                     .filed_for = from.filed_for,
                                     .language = from.language,
                                     .state = application::State::submitted,
                                     .filing = from.filing.sealed,
                                     .portrait_id = from.filing.portrait_id,
                                     .submitted_at = now()},
                           .filing = from.filing,
                           .history = {{.at = now(), .event = std::string(application::text(application::Event::submit))}}};
        insert(change().applications, from.reference, std::move(row));
    }
    [[nodiscard]] std::optional<Application> find(std::string_view reference) const override {
        const auto row = found(seen().applications, reference);
        return row ? std::optional(row->shown) : std::nullopt;
    }
    [[nodiscard]] std::optional<application::State> state_of(std::string_view reference) const override {
        const auto row = find(reference);
        return row ? std::optional(row->state) : std::nullopt;
    }
    [[nodiscard]] std::vector<std::string> references_of(std::string_view owner) const override {
        std::vector<const Application*> all;
        for (const auto& [reference, row] : seen().applications)
            if (row.shown.owner == owner) all.push_back(&row.shown);
        std::stable_sort(all.begin(), all.end(), [](const auto* a, const auto* b) { return a->submitted_at > b->submitted_at; });
        std::vector<std::string> out;
        for (const auto* each : all) out.push_back(each->reference);
        return out;
    }
    [[nodiscard]] OpenCount open_of_document(std::string_view document_index, std::string_view owner) const override {
        using application::State;
        OpenCount out;
        for (const auto& [reference, row] : seen().applications) {
            const auto state = row.shown.state;
            const bool ended = state == State::withdrawn || state == State::rejected || state == State::account_created;
            if (row.filing.document_index != document_index || ended) continue;
            ++out.all;
            out.own += row.shown.owner == owner ? 1 : 0;
        }
        return out;
    }
    [[nodiscard]] bool is_open_to(std::string_view reference, std::string_view office) const override {
        const auto row = find(reference);
        return row && (row->office.empty() || row->office == office);
    }
    void take_step(std::string_view reference, const Step& step) override {
        need_application(seen(), reference);
        auto* row = place(change().applications, reference);
        row->shown.state = step.state;
        row->history.push_back({.at = now(), .event = std::string(application::text(step.event))});
    }
    [[nodiscard]] std::vector<PastEvent> history(std::string_view reference) const override {
        return found(seen().applications, reference).value_or(ApplicationRow{}).history;
    }
    void correct(std::string_view reference, const Filing& filing) override {
        with(reference, [&](ApplicationRow& row) {
            row.filing = filing;
            row.shown.filing = filing.sealed;
            row.shown.portrait_id = filing.portrait_id;
            row.outcome.reason.clear();
        });
    }
    void promise(std::string_view reference, const calendar::Deadline& deadline) override {
        with(reference, [&](ApplicationRow& row) { set_promise(row, deadline, deadline.days); });
    }
    void receive(std::string_view reference, const calendar::Deadline& deadline) override {
        with(reference, [&](ApplicationRow& row) {
            row.received_at = now();
            set_promise(row, deadline, row.shown.due_days);
        });
    }
    [[nodiscard]] std::optional<Millis> received_at(std::string_view reference) const override {
        return found(seen().applications, reference).value_or(ApplicationRow{}).received_at;
    }
    void give_back(std::string_view reference, std::string_view sealed_reason) override {
        with(reference, [&](ApplicationRow& row) {
            row.outcome.reason = sealed_reason;
            row.outcome.promise.reset();
            row.shown.due.clear();
            row.shown.due_days = 0;
        });
    }
    void grant(std::string_view reference, std::string_view sealed_account, Date activate_by) override {
        with(reference, [&](ApplicationRow& row) {
            row.outcome.account = sealed_account;
            row.outcome.account_at = now();
            row.outcome.activate_by = format_date(activate_by);
        });
    }
    void refuse(std::string_view reference, std::string_view sealed_reason) override {
        with(reference, [&](ApplicationRow& row) { row.outcome.reason = sealed_reason; });
    }
    [[nodiscard]] std::optional<Outcome> outcome_of(std::string_view reference) const override {
        const auto row = found(seen().applications, reference);
        return row ? std::optional(row->outcome) : std::nullopt;
    }
    [[nodiscard]] std::vector<std::string> in_progress(std::string_view office, std::string_view date) const override {
        std::vector<const Application*> all;
        for (const auto& [reference, row] : seen().applications)
            if (row.shown.office == office && is_in_progress(row.shown.state) && !comes(reference, office, date))
                all.push_back(&row.shown);
        std::stable_sort(all.begin(), all.end(), [](const auto* a, const auto* b) {
            return std::pair(a->due.empty(), a->due) < std::pair(b->due.empty(), b->due);
        });
        std::vector<std::string> out;
        for (const auto* each : all)
            if (out.size() < 500) out.push_back(each->reference);
        return out;
    }
    [[nodiscard]] std::vector<AtRest> at_rest_since(Millis instant) const override {
        std::vector<AtRest> out;
        for (const auto& [reference, row] : seen().applications)
            if (row.history.back().at < instant)
                out.push_back({.reference = reference,
                               .state = row.shown.state,
                               .changed_at = row.history.back().at,
                               .held = !row.shown.claimed_by.empty()});
        return out;
    }
    void erase(std::string_view reference) override {
        if (is_named(reference)) throw StoreFailure("something still names the application");
        change().bookings.erase(std::string(reference));
        change().moves.erase(std::string(reference));
        change().reminders.erase(std::string(reference));
        change().applications.erase(std::string(reference));
    }

private:
    /// As the foreign keys of a store with tables would say.
    [[nodiscard]] bool is_named(std::string_view reference) const {
        int names = 0;
        const auto count = [&](const auto& /*row*/) { ++names; };
        each_of(seen().choices, reference, count);
        each_of(seen().captures, reference, count);
        for (const auto& [id, row] : seen().overrides) names += row.first == reference ? 1 : 0;
        return names > 0 || seen().comparisons.contains(reference) || seen().verifications.contains(reference) ||
               seen().consents.contains(reference);
    }
    template <class Do>
    void with(std::string_view reference, Do&& act) const {
        if (auto* row = place(change().applications, reference)) act(*row);
    }
    static void set_promise(ApplicationRow& row, const calendar::Deadline& deadline, int days) {
        row.shown.due = format_date(deadline.due);
        row.shown.due_days = days;
        row.outcome.promise = {
            .due = row.shown.due, .latest = format_date(deadline.latest), .days = days, .certain = deadline.certain};
    }
    static bool is_in_progress(application::State state) {
        using application::State;
        return state == State::at_counter || state == State::verified || state == State::consented || state == State::sent;
    }
    [[nodiscard]] bool comes(std::string_view reference, std::string_view office, std::string_view date) const {
        const auto booking = found(seen().bookings, reference);
        return booking && booking->office == office && booking->date == date;
    }
};

class MemoryBookings final : public Of<Bookings> {
public:
    using Of::Of;
    [[nodiscard]] std::map<std::string, int> taken_on(std::string_view office, std::string_view date) const override {
        std::map<std::string, int> out;
        for (const auto& [reference, booking] : seen().bookings)
            if (booking.office == office && booking.date == date) ++out[booking.time];
        return out;
    }
    [[nodiscard]] std::optional<Booking> of(std::string_view reference) const override {
        return found(seen().bookings, reference);
    }
    void take(std::string_view reference, const Booking& booking) override {
        need_application(seen(), reference);
        insert(change().bookings, std::string(reference), booking);
        place(change().applications, reference)->shown.office = booking.office;
        auto& reminder = change().reminders[std::string(reference)];
        reminder.booked_at = now();
        reminder.visit_settled = false;
    }
    void free(std::string_view reference) override {
        change().bookings.erase(std::string(reference));
        change().moves.erase(std::string(reference));
    }
    [[nodiscard]] std::vector<Visitor> visitors_on(std::string_view office, std::string_view date) const override {
        std::vector<Visitor> out;
        for (const auto& [reference, booking] : seen().bookings)
            if (booking.office == office && booking.date == date) out.push_back({.reference = reference, .time = booking.time});
        std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.time < b.time; });
        if (out.size() > 500) out.resize(500);
        return out;
    }
};

class MemoryClosures final : public Of<Closures> {
public:
    using Of::Of;
    [[nodiscard]] std::int64_t close(const Closure& closure) override {
        if (closure.to < closure.from) throw StoreFailure("it ends before it begins");
        auto& all = change().closures;
        Closure row = closure;
        row.id = std::ssize(all) + 1;
        row.closed_at = now();
        row.open_from.clear();
        all.emplace(row.id, row);
        return row.id;
    }
    void open(std::int64_t id, std::string_view from) override {
        auto* row = place(change().closures, id);
        if (row != nullptr && row->open_from.empty()) row->open_from = from;
    }
    [[nodiscard]] std::optional<Closure> find(std::int64_t id) const override { return found(seen().closures, id); }
    [[nodiscard]] std::optional<Closure> on(std::string_view office, std::string_view date) const override {
        for (const auto& [id, row] : seen().closures)
            if (row.office == office && row.from <= date && date <= row.to && (row.open_from.empty() || date < row.open_from)) return row;
        return std::nullopt;
    }
    [[nodiscard]] std::vector<Closure> all() const override {
        std::vector<Closure> out;
        for (auto at = seen().closures.rbegin(); at != seen().closures.rend() && std::ssize(out) < closures_listed; ++at) out.push_back(at->second);
        return out;
    }
    [[nodiscard]] std::vector<std::string> affected(std::string_view date, std::string_view time) const override {
        std::vector<std::tuple<Millis, std::string, std::string>> rows;
        for (const auto& [reference, seat] : seen().bookings)
            if (is_booked(reference) && std::pair<std::string_view, std::string_view>(seat.date, seat.time) > std::pair(date, time) && on(seat.office, seat.date))
                rows.emplace_back(booked_at(reference), seat.time, reference);
        std::sort(rows.begin(), rows.end());
        std::vector<std::string> out;
        for (const auto& row : rows)
            if (std::ssize(out) < closures_listed) out.push_back(std::get<2>(row));
        return out;
    }
    [[nodiscard]] std::vector<Visitor> party_of(std::string_view reference) const override {
        std::vector<Visitor> out;
        const auto own = found(seen().bookings, reference);
        if (!own || !is_booked(reference)) return out;
        for (const auto& [other, seat] : seen().bookings)
            if (is_booked(other) && owner_of(other) == owner_of(reference) && seat.office == own->office && seat.date == own->date &&
                booked_at(other) == booked_at(reference))
                out.push_back({.reference = other, .time = seat.time});
        std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.time < b.time; });
        return out;
    }
    void mark_moved(std::string_view reference, const Moved& moved) override {
        if (!seen().bookings.contains(reference)) return;
        if (!seen().closures.contains(moved.closure)) throw StoreFailure("there is no such closure");
        change().moves[std::string(reference)] = moved;
    }
    [[nodiscard]] std::optional<Moved> moved_of(std::string_view reference) const override { return found(seen().moves, reference); }

private:
    [[nodiscard]] bool is_booked(std::string_view reference) const {
        const auto row = found(seen().applications, reference);
        return row && row->shown.state == application::State::booked;
    }
    [[nodiscard]] std::string owner_of(std::string_view reference) const { return found(seen().applications, reference)->shown.owner; }
    [[nodiscard]] Millis booked_at(std::string_view reference) const { return found(seen().reminders, reference).value_or(ReminderRow{}).booked_at; }
};

}  // namespace motcua::store::memory
