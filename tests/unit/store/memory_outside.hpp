// The store in memory: the outbox, messages, answers; keys and the audit log.
#pragma once

#include <algorithm>

#include "server/store/answers.hpp"
#include "tests/unit/store/memory_tables.hpp"

namespace motcua::store::memory {

class MemoryOutbox final : public Of<Outbox> {
public:
    using Of::Of;
    void add(std::string_view id, const OutboxItem& item) override {
        OutboxRow row{.item = item,
                      .shown = {.id = std::string(id), .state = "waiting", .next_try = now()},
                      .created_at = now(),
                      .position = ++change().made};
        insert(change().outbox, std::string(id), std::move(row));
    }
    [[nodiscard]] std::optional<OutboxView> newest(std::string_view kind, std::string_view reference) const override {
        const OutboxRow* last = nullptr;
        for (const auto& [id, row] : seen().outbox)
            if (row.item.kind == kind && row.item.reference == reference && (last == nullptr || row.position > last->position))
                last = &row;
        return last == nullptr ? std::nullopt : std::optional(last->shown);
    }
    void make_due(std::string_view id, Millis give_up_at) override {
        auto* row = place(change().outbox, id);
        if (row == nullptr) return;
        row->shown.state = "waiting";
        row->shown.next_try = now();
        row->ended = false;
        row->item.give_up_at = std::max(row->item.give_up_at, give_up_at);
    }
    [[nodiscard]] std::vector<std::string> to_give_up(std::string_view kind) const override {
        std::vector<std::string> out;
        for (const auto& [id, row] : seen().outbox)
            if (row.item.kind == kind && !row.ended && row.lease_until <= now() && row.item.give_up_at <= now())
                out.push_back(id);
        return out;
    }
    [[nodiscard]] std::optional<Leased> lease_due(std::string_view kind, std::string_view lease, Millis until) override {
        OutboxRow* first = nullptr;
        for (auto& [id, row] : change().outbox)
            if (may_go(row, kind) && row.shown.next_try <= now() && row.lease_until <= now() &&
                (first == nullptr || is_before(row, *first)))
                first = &row;
        if (first == nullptr) return std::nullopt;
        const bool sent = first->shown.state == "sent";
        if (!sent) first->shown.state = "sending";
        ++first->shown.attempts;
        first->lease = lease;
        first->lease_until = until;
        return Leased{.id = first->shown.id,
                      .kind = first->item.kind,
                      .reference = first->item.reference,
                      .payload = first->item.payload,
                      .lease = first->lease,
                      .attempts = first->shown.attempts,
                      .awaiting_answer = sent,
                      .created_at = first->created_at};
    }
    [[nodiscard]] bool is_held(std::string_view id, std::string_view lease) const override {
        const auto row = found(seen().outbox, id);
        return row && row->lease == lease && !row->ended;
    }
    void put_back(std::string_view id, const Pending& pending) override {
        if (auto* row = place(change().outbox, id)) settle(*row, pending.state, pending.next_try, pending.error);
    }
    void finish(std::string_view id, std::string_view state) override {
        auto* row = place(change().outbox, id);
        if (row == nullptr) return;
        settle(*row, state, 0, "");
        end(*row);
        row->item.payload.clear();
    }
    void fail(std::string_view id, std::string_view error) override {
        auto* row = place(change().outbox, id);
        if (row == nullptr) return;
        settle(*row, "failed", 0, error);
        end(*row);
    }
    bool take_back(std::string_view id) override {
        const auto row = found(seen().outbox, id);
        return row && !row->ended && row->lease_until <= now() && change().outbox.erase(std::string(id)) > 0;
    }
    void answered(std::string_view reference) override {
        for (auto& [id, row] : change().outbox) {
            if (row.item.kind != "authority" || row.item.reference != reference || row.shown.state == "answered") continue;
            settle(row, "answered", 0, "");
            end(row);
        }
    }
    [[nodiscard]] std::int64_t delivered_before(Millis instant) const override {
        return std::count_if(seen().outbox.begin(), seen().outbox.end(),
                             [&](const auto& row) { return is_delivered_before(row.second, instant); });
    }
    void forget_delivered_before(Millis instant) override {
        std::erase_if(change().outbox, [&](const auto& row) { return is_delivered_before(row.second, instant); });
    }
    void erase_of(std::string_view reference) override {
        std::erase_if(change().outbox, [&](const auto& row) { return row.second.item.reference == reference; });
    }
    [[nodiscard]] std::optional<Millis> next_due(std::string_view kind) const override {
        std::optional<Millis> out;
        for (const auto& [id, row] : seen().outbox)
            if (may_go(row, kind))
                out = std::min(out.value_or(std::max(row.shown.next_try, row.lease_until)),
                               std::max(row.shown.next_try, row.lease_until));
        return out;
    }
    [[nodiscard]] OutboxFigures figures(std::string_view kind, std::string_view today) const override {
        OutboxFigures out{.kind = std::string(kind)};
        for (const auto& [id, row] : seen().outbox) {
            const bool failed = row.shown.state == "failed";
            if (row.item.kind != kind || (row.ended && !failed)) continue;
            out.open += row.ended ? 0 : 1;
            out.failed += failed ? 1 : 0;
            out.overdue += kind == "authority" && is_overdue(row.item.reference, today) ? 1 : 0;
            if (!row.ended) out.oldest = std::max(out.oldest, now() - row.created_at);
        }
        return out;
    }

private:
    void end(OutboxRow& row) const {
        row.ended = true;
        row.ended_at = now();
    }
    static bool is_delivered_before(const OutboxRow& row, Millis instant) {
        return row.ended && row.ended_at < instant && row.shown.state != "failed";
    }
    static bool is_before(const OutboxRow& a, const OutboxRow& b) {
        return std::pair(a.shown.next_try, a.position) < std::pair(b.shown.next_try, b.position);
    }
    void settle(OutboxRow& row, std::string_view state, Millis next_try, std::string_view error) const {
        row.shown.state = state;
        row.shown.next_try = next_try;
        row.shown.last_error = error;
        row.lease.clear();
        row.lease_until = 0;
    }
    [[nodiscard]] bool may_go(const OutboxRow& row, std::string_view kind) const {
        if (row.item.kind != kind || row.ended) return false;
        return std::none_of(seen().outbox.begin(), seen().outbox.end(), [&](const auto& other) {
            const auto& before = other.second;
            return before.item.kind == kind && before.item.reference == row.item.reference && before.position < row.position &&
                   (before.shown.state == "waiting" || before.shown.state == "sending");
        });
    }
    [[nodiscard]] bool is_overdue(std::string_view reference, std::string_view today) const {
        const auto row = found(seen().applications, reference);
        return row && row->outcome.promise && row->outcome.promise->latest < today;
    }
};

class MemoryNotices final : public Of<Notices> {
public:
    using Of::Of;
    void add(std::string_view id, const Notice& notice) override {
        NoticeRow row{.notice = notice,
                      .shown = {.channel = notice.channel, .topic = notice.topic, .state = "queued", .at = now()},
                      .created_at = now(),
                      .number = ++change().made};
        insert(change().notices, std::string(id), std::move(row));
    }
    [[nodiscard]] std::optional<Notice> find(std::string_view id) const override {
        const auto row = found(seen().notices, id);
        return row && !row->notice.body.empty() ? std::optional(row->notice) : std::nullopt;
    }
    [[nodiscard]] std::optional<std::string> reference_of(std::string_view id) const override {
        const auto row = found(seen().notices, id);
        return row ? std::optional(row->notice.reference) : std::nullopt;
    }
    void delivered(std::string_view id) override {
        set(id, "delivered");
        if (auto* row = place(change().notices, id)) row->notice.body.clear();
    }
    void attempted(std::string_view id, std::string_view state, std::string_view /*error*/) override { set(id, state); }
    void failed(std::string_view id, std::string_view /*error*/) override { set(id, "failed"); }
    void erase(std::string_view id) override { change().notices.erase(std::string(id)); }
    void erase_of(std::string_view reference) override {
        std::erase_if(change().notices, [&](const auto& row) { return row.second.notice.reference == reference; });
    }
    [[nodiscard]] std::vector<std::string> queued(std::string_view reference, std::string_view topic) const override {
        std::vector<std::string> out;
        for (const auto& [id, row] : seen().notices)
            if (row.notice.reference == reference && row.shown.topic == topic && row.shown.state == "queued") out.push_back(id);
        return out;
    }
    [[nodiscard]] std::vector<NoticeState> of(std::string_view reference) const override {
        std::vector<const NoticeRow*> all;
        for (const auto& [id, row] : seen().notices)
            if (row.notice.reference == reference) all.push_back(&row);
        std::sort(all.begin(), all.end(), [](const auto* a, const auto* b) {
            return std::pair(a->created_at, a->number) < std::pair(b->created_at, b->number);
        });
        std::vector<NoticeState> out;
        for (const auto* row : all) out.push_back(row->shown);
        return out;
    }

private:
    void set(std::string_view id, std::string_view state) const {
        auto* row = place(change().notices, id);
        if (row == nullptr) return;
        row->shown.state = state;
        row->shown.at = now();
    }
};

class MemoryReminders final : public Of<Reminders> {
public:
    using Of::Of;
    [[nodiscard]] std::vector<std::string> visits(std::string_view date, Millis booked_before) const override {
        std::vector<std::pair<Millis, std::string>> open;
        for (const auto& [reference, seat] : seen().bookings) {
            const auto visit = visit_of(reference);
            if (visit && seat.date == date && visit->booked_at < booked_before) open.emplace_back(visit->booked_at, reference);
        }
        return listed(std::move(open));
    }
    [[nodiscard]] std::optional<OpenVisit> visit_of(std::string_view reference) const override {
        const auto seat = found(seen().bookings, reference);
        const auto row = of(reference);
        if (!seat || row.visit_settled) return std::nullopt;
        return OpenVisit{.seat = *seat, .booked_at = row.booked_at};
    }
    void settle_visit(std::string_view reference) override {
        if (seen().bookings.contains(std::string(reference))) change().reminders[std::string(reference)].visit_settled = true;
    }
    [[nodiscard]] std::vector<std::string> accounts(const AccountSpan& span) const override {
        std::vector<std::pair<std::pair<Millis, int>, std::string>> open;
        for (const auto& [reference, row] : seen().applications) {
            const auto account = account_of(reference);
            if (account && span.from <= account->created_at && account->created_at < span.before && account->reminded < span.day)
                open.push_back({{account->created_at, account->reminded}, reference});
        }
        return listed(std::move(open));
    }
    [[nodiscard]] std::optional<OpenAccount> account_of(std::string_view reference) const override {
        const auto row = found(seen().applications, reference);
        if (!row || row->outcome.account_at == 0) return std::nullopt;
        return OpenAccount{.created_at = row->outcome.account_at, .activate_by = row->outcome.activate_by, .reminded = of(reference).activation};
    }
    void settle_activation(std::string_view reference, int day) override {
        if (seen().applications.contains(reference)) change().reminders[std::string(reference)].activation = day;
    }

private:
    [[nodiscard]] ReminderRow of(std::string_view reference) const { return found(seen().reminders, reference).value_or(ReminderRow{}); }
    template <class Order>
    static std::vector<std::string> listed(std::vector<std::pair<Order, std::string>> rows) {
        std::sort(rows.begin(), rows.end());
        std::vector<std::string> out;
        for (auto& [order, reference] : rows)
            if (std::ssize(out) < reminders_listed) out.push_back(std::move(reference));
        return out;
    }
};

class MemoryMailbox final : public Of<Mailbox> {
public:
    using Of::Of;
    void drop(const MailboxEntry& entry) override {
        auto& box = change().mailbox;
        box.push_back(entry);
        box.back().at = now();
        if (box.size() > 500) box.erase(box.begin());
    }
    [[nodiscard]] std::vector<MailboxEntry> newest(int limit) const override {
        std::vector<MailboxEntry> out(seen().mailbox.rbegin(), seen().mailbox.rend());
        if (out.size() > static_cast<std::size_t>(limit)) out.resize(static_cast<std::size_t>(limit));
        return out;
    }
};

class MemoryAnswers final : public Of<Answers> {
public:
    using Of::Of;
    [[nodiscard]] std::optional<std::string> digest_of(std::string_view enrollment_id) const override {
        return found(seen().answers, enrollment_id);
    }
    void accept(std::string_view enrollment_id, std::string_view digest, std::string_view /*result*/) override {
        insert(change().answers, std::string(enrollment_id), std::string(digest));
    }
    void erase(std::string_view enrollment_id) override { change().answers.erase(std::string(enrollment_id)); }
};

class MemoryKeys final : public Of<Keys> {
public:
    using Of::Of;
    [[nodiscard]] std::vector<Kek> keks() const override { return seen().keks; }
    void add_kek(std::string_view id, std::string_view proof) override {
        if (known(id) != nullptr) throw StoreFailure("this key-encryption key is known");
        change().keks.push_back({.id = std::string(id), .proof = std::string(proof), .made_at = now()});
    }
    void retire_kek(std::string_view id) override {
        must_be_in_use(id);
        const auto& names = seen().purpose_keys;
        const bool wraps = std::any_of(names.begin(), names.end(), [&](const auto& each) { return each.second.kek == id; });
        if (wraps || wrapped_by(id) != 0) throw StoreFailure("this key-encryption key still wraps keys");
        for (auto& each : change().keks)
            if (each.id == id) each.retired_at = now();
    }
    [[nodiscard]] std::size_t wrapped_by(std::string_view kek) const override {
        const auto& all = seen().data_keys;
        return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](const auto& each) { return each.second.kek == kek; }));
    }
    [[nodiscard]] std::optional<WrappedKey> purpose_key(std::string_view name) const override {
        return found(seen().purpose_keys, name);
    }
    void add_purpose_key(std::string_view name, const WrappedKey& key) override {
        must_be_in_use(key.kek);
        insert(change().purpose_keys, std::string(name), key);
    }
    void rewrap_purpose_key(std::string_view name, const WrappedKey& key) override {
        auto* row = place(change().purpose_keys, name);
        if (row == nullptr) return;
        must_be_in_use(key.kek);
        *row = key;
    }
    [[nodiscard]] std::optional<DataKey> data_key(std::string_view record) const override {
        return found(seen().data_keys, record);
    }
    void add_data_key(std::string_view record, const DataKey& key) override {
        must_be_in_use(key.kek);
        insert(change().data_keys, std::string(record), key);
    }
    [[nodiscard]] std::vector<RecordKey> data_keys_by(std::string_view kek, std::size_t most) const override {
        std::vector<RecordKey> out;
        for (const auto& [record, key] : seen().data_keys)
            if (key.kek == kek && out.size() < most) out.push_back({.record = record, .key = key});
        return out;
    }
    void rewrap_data_key(std::string_view record, const WrappedKey& key) override {
        auto* row = place(change().data_keys, record);
        if (row == nullptr) return;
        must_be_in_use(key.kek);
        *row = {.id = row->id, .kek = key.kek, .wrapped = key.wrapped};
    }
    void destroy(std::string_view record) override { change().data_keys.erase(std::string(record)); }

private:
    [[nodiscard]] const Kek* known(std::string_view id) const {
        for (const auto& each : seen().keks)
            if (each.id == id) return &each;
        return nullptr;
    }
    void must_be_in_use(std::string_view id) const {
        const auto* kek = known(id);
        if (kek == nullptr || kek->retired_at) throw StoreFailure("this key-encryption key is not in use");
    }
};

class MemoryAuditLog final : public Of<AuditLog> {
public:
    using Of::Of;
    [[nodiscard]] AuditHead head() const override { return seen().audit_head; }
    void append(const AuditRow& row) override {
        insert(change().audit, row.seq, row);
        change().audit_head = {.seq = row.seq, .hash = row.hash};
    }
    [[nodiscard]] std::optional<std::string> hash_at(std::int64_t seq) const override {
        const auto row = found(seen().audit, seq);
        return row ? std::optional(row->hash) : std::nullopt;
    }
    void walk(std::int64_t seq, const std::function<bool(const AuditRow&)>& look) const override {
        for (auto at = seen().audit.lower_bound(seq); at != seen().audit.end(); ++at)
            if (!look(at->second)) return;
    }
    [[nodiscard]] bool happened(std::string_view subject, std::string_view actor, std::string_view action,
                                Millis after) const override {
        return std::any_of(seen().audit.begin(), seen().audit.end(), [&](const auto& each) {
            const auto& row = each.second;
            return row.subject == subject && row.actor == actor && row.action == action && row.at > after;
        });
    }
};

}  // namespace motcua::store::memory
