#include "server/reminders/remind.hpp"

#include <algorithm>
#include <functional>

#include "server/booking/bookings.hpp"
#include "server/booking/slots.hpp"
#include "server/intake/applications.hpp"
#include "server/notify/notifier.hpp"
#include "server/store/applications.hpp"
#include "server/store/reminders.hpp"
#include "shared/i18n/text.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::reminders {
namespace {

using References = std::vector<std::string>;
using store::Transaction;

/// What a look at one file came to.
enum class Look : std::uint8_t { open, settled, told };

/// Nobody looks every minute at a person without an address that works, or a file that does not open any more.
Look after(const Transaction& tx, const std::string& reference, const Result<void>& queued) {
    if (queued.ok()) return Look::told;
    tx.audit({.actor = "system", .action = "notification.impossible", .subject = reference});
    return Look::settled;
}

class Round {
public:
    Round(const http::Services& services, const Plan& plan, const std::stop_token& stop) : services_(services), plan_(plan), stop_(stop) {}

    Result<std::int64_t> visits() const {
        std::int64_t out = 0;
        for (const VisitDay& due : visits_due(plan_, date_in_vietnam(services_.clock()), services_.rules->calendar)) {
            const auto list = [&](const Transaction& tx) { return visits_of(tx, due); };
            MOTCUA_TRY(told, settle(list, [this](Transaction& tx, const std::string& reference) { return look_at_visit(tx, reference); }));
            out += told;
        }
        return out;
    }
    Result<std::int64_t> activations() const {
        std::int64_t out = 0;
        for (const Made& made : accounts_due(plan_, date_in_vietnam(services_.clock()), services_.rules->activation_days)) {
            const auto list = [&](const Transaction& tx) { return accounts_of(tx, made); };
            MOTCUA_TRY(told, settle(list, [&](Transaction& tx, const std::string& reference) { return look_at_account(tx, reference, made.day); }));
            out += told;
        }
        return out;
    }

private:
    /// Page after page, as long as something gets settled; gives how many were told.
    Result<std::int64_t> settle(const std::function<References(const Transaction&)>& list,
                                const std::function<Look(Transaction&, const std::string&)>& look) const {
        std::int64_t told = 0;
        for (bool more = true; more && !stop_.stop_requested();) {
            more = false;
            MOTCUA_TRY(page, services_.db->read<References>([&](Transaction& tx) -> Result<References> { return list(tx); }));
            for (const auto& reference : page) {
                if (stop_.stop_requested()) break;
                MOTCUA_TRY(found, services_.db->write<Look>([&](Transaction& tx) -> Result<Look> { return look(tx, reference); }));
                more = more || found != Look::open;
                told += found == Look::told ? 1 : 0;
            }
        }
        return told;
    }

    [[nodiscard]] References visits_of(const Transaction& tx, const VisitDay& due) const {
        if (!may_go_out(plan_.visit_hours, tx.now())) return {};
        return tx.reminders().visits(format_date(due.day), due.booked_before);
    }
    [[nodiscard]] Look look_at_visit(Transaction& tx, const std::string& reference) const {
        const auto open = tx.reminders().visit_of(reference);
        if (!open) return Look::settled;
        const auto day = parse_date(open->seat.date);
        const auto minute = booking::parse_time(open->seat.time);
        const Visit visit{.day = day.ok() ? *day : Date{}, .minute = minute.value_or(0), .booked_at = open->booked_at};
        const Due due = visit_due(plan_, visit, services_.rules->calendar, tx.now());
        if (due == Due::later) return Look::open;
        tx.reminders().settle_visit(reference);
        const bool comes = tx.applications().state_of(reference) == application::State::booked;
        return due == Due::now && comes ? after(tx, reference, tell_visit(tx, reference, open->seat, visit)) : Look::settled;
    }
    Result<void> tell_visit(Transaction& tx, const std::string& reference, const store::Booking& seat, const Visit& visit) const {
        MOTCUA_TRY(application, intake::load_application(tx, *services_.keys, reference));
        const auto* office = rules::find_office(*services_.rules, seat.office);
        if (office == nullptr) return ErrorCode::slot_office;
        return intake::tell(tx, services_, application,
                            {.topic = notify::Topic::visit_reminder,
                             .values = booking::visit_words(*office, visit.day, seat.time, application.language),
                             .until = std::min(begins(visit), closes(plan_.visit_hours, tx.now()))});
    }

    [[nodiscard]] References accounts_of(const Transaction& tx, const Made& made) const {
        if (!may_go_out(plan_.activation_hours, tx.now())) return {};
        return tx.reminders().accounts({.from = made.from, .before = made.before, .day = made.day});
    }
    [[nodiscard]] Look look_at_account(Transaction& tx, const std::string& reference, int day) const {
        if (!may_go_out(plan_.activation_hours, tx.now())) return Look::open;
        const auto open = tx.reminders().account_of(reference);
        if (!open || open->reminded >= day) return Look::settled;
        tx.reminders().settle_activation(reference, day);
        const auto last_day = parse_date(open->activate_by);
        if (!last_day.ok()) return Look::settled;
        const Account account{.created = date_in_vietnam(open->created_at), .last_day = *last_day, .reminded = open->reminded};
        return activation_due(plan_, account, tx.now()) == day ? after(tx, reference, tell_activation(tx, reference, *last_day)) : Look::settled;
    }
    Result<void> tell_activation(Transaction& tx, const std::string& reference, Date last_day) const {
        MOTCUA_TRY(application, intake::load_application(tx, *services_.keys, reference));
        return intake::tell(tx, services_, application,
                            {.topic = notify::Topic::activation_reminder,
                             .values = {{"activate_by", i18n::date(last_day, application.language)}},
                             .until = closes(plan_.activation_hours, tx.now())});
    }

    const http::Services& services_;
    const Plan& plan_;
    const std::stop_token& stop_;
};

}  // namespace

Result<Reminded> remind_due(const http::Services& services, const Plan& plan, const std::stop_token& stop) {
    const Round round(services, plan, stop);
    MOTCUA_TRY(visits, round.visits());
    MOTCUA_TRY(activations, round.activations());
    if (visits + activations > 0) services.wake_outbox();
    return Reminded{.visits = visits, .activations = activations};
}

}  // namespace motcua::reminders
