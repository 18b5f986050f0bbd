// One application: where it is, which working day it is, what is asked of the person, its history, the account.
#include <array>
#include <span>

#include "client/pages/applicant/applicant.hpp"
#include "client/pages/applicant/visit.hpp"
#include "shared/application/lifecycle.hpp"
#include "shared/calendar/calendar.hpp"

namespace motcua::client::pages {

namespace {

struct Told {
    std::string_view state, text;
};
/// What each state means for the person, and what to do now.
constexpr Told told[] = {
    {"submitted", "status.now_submitted"},
    {"booked", "status.now_booked"},
    {"at_counter", "status.now_at_counter"},
    {"verified", "status.now_verified"},
    {"consented", "status.now_consented"},
    {"sent", "status.now_sent"},
    {"account_created", "status.now_account_created"},
    {"rejected", "status.now_rejected"},
    {"returned", "status.now_returned"},
    {"withdrawn", "status.now_withdrawn"},
    {"no_show", "status.now_no_show"},
};

void now(View& view, const App& app, const Application& application) {
    std::string text;
    for (const Told& row : told)
        if (row.state == application.state) text = app.t(row.text);
    const bool good = application.state == "account_created";
    const bool bad = application.state == "rejected" || application.state == "returned" || application.state == "no_show";
    view.notification("state", state_text(app, application.state), text, good ? ui::Tone::success : bad ? ui::Tone::warning : ui::Tone::accent);
    if (!application.return_reason.empty()) view.inset(app.t("status.return_reason", {{"reason", application.return_reason}}));
}

/// "Working day 2 of 3, at the latest on …".
void clock(View& view, const App& app, const Application& application) {
    if (!application.deadline || application.account || application.state == "rejected" || application.state == "withdrawn")
        return;
    const auto due = parse_date(application.deadline->due), latest = parse_date(application.deadline->latest);
    if (!due || !latest) return;
    view.heading(app.t("clock.title"), 2);
    view.picture("pictures.svg#clock", "", 120);
    if (Days(app.today()) > Days(*latest))
        return view.paragraph(app.t("clock.late", {{"date", app.long_date(application.deadline->latest)}}), ui::Tone::error);
    const int left = calendar::working_days_since(app.today(), *due, app.rules().calendar);
    const int day = std::max(0, application.deadline->days - left);
    view.paragraph(app.t("clock.day", {{"day", std::to_string(day)},
                                       {"days", std::to_string(application.deadline->days)},
                                       {"date", app.long_date(application.deadline->latest)}}));
    if (!application.deadline->certain) view.paragraph(app.t("clock.uncertain"), ui::Tone::muted);
}

void account(View& view, const App& app, const Application& application) {
    if (!application.account) return;
    view.confirmation_panel(app.t("account.panel"), app.t("account.number", {{"number", application.account->number}}));
    view.heading(app.t("account.activate_title"), 2);
    view.picture("pictures.svg#phone", app.t("account.picture_alt"), 220);
    view.paragraph(app.t("account.activate_by", {{"date", app.long_date(application.account->activate_by)}}));
    view.numbered(std::vector<std::string>{app.t("account.step_1"), app.t("account.step_2"), app.t("account.step_3"),
                                           app.t("account.step_4")});
    view.inset(app.t("account.after", {{"hotline", app.rules().activation_hotline}}));
}

void history(View& view, const App& app, const Application& application) {
    if (application.history.empty()) return;
    std::vector<ui::TableRow> rows;
    for (const HistoryEntry& entry : application.history) {
        const std::string words = app.word("event", entry.event);
        rows.push_back(
            {.key = "history/" + std::to_string(rows.size()), .cells = {{.text = app.date(entry.at)}, {.text = words.empty() ? entry.event : words}}});
    }
    view.heading(app.t("status.history"), 2);
    const std::vector<ui::TableColumn> columns{{.title = app.t("status.history_day")},
                                               {.title = app.t("status.history_event"), .weight = 1.6F}};
    view.table("history", app.t("status.history"), columns, rows);
}

struct NoticeWord {
    std::string_view code, text;
};
constexpr std::array notice_words{
    NoticeWord{"sms", "notice.sms"},       NoticeWord{"email", "notice.email"},         NoticeWord{"vneid", "notice.vneid"},
    NoticeWord{"queued", "notice.queued"}, NoticeWord{"delivered", "notice.delivered"}, NoticeWord{"failed", "notice.failed"},
};
/// What it was about: the topics of server/notify.
constexpr std::array notice_topics{
    NoticeWord{"submitted", "notice.topic.submitted"},
    NoticeWord{"booked", "notice.topic.booked"},
    NoticeWord{"booking_moved", "notice.topic.booking_moved"},
    NoticeWord{"booking_cancelled", "notice.topic.booking_cancelled"},
    NoticeWord{"visit_reminder", "notice.topic.visit_reminder"},
    NoticeWord{"returned", "notice.topic.returned"},
    NoticeWord{"withdrawn", "notice.topic.withdrawn"},
    NoticeWord{"sent", "notice.topic.sent"},
    NoticeWord{"account_created", "notice.topic.account_created"},
    NoticeWord{"activation_reminder", "notice.topic.activation_reminder"},
    NoticeWord{"account_rejected", "notice.topic.account_rejected"},
};

std::string notice_word(const App& app, std::span<const NoticeWord> words, const std::string& code) {
    for (const NoticeWord& row : words)
        if (row.code == code) return app.t(row.text);
    return code;
}

void notifications(View& view, const App& app, const Application& application) {
    if (application.notifications.empty()) return;
    std::vector<std::string> lines;
    for (const Notice& notice : application.notifications)
        lines.push_back(app.labelled(app.date(notice.at), notice_word(app, notice_topics, notice.kind) + " (" +
                                                              notice_word(app, notice_words, notice.channel) + ", " +
                                                              notice_word(app, notice_words, notice.state) + ")"));
    view.heading(app.t("status.notifications"), 2);
    view.bullets(lines);
}

void visit_acts(View& view, App& app, const Application& application) {
    const std::string reference = application.reference;
    if (view.button("slip", app.t("status.slip"))) return app.go("slip/" + reference);
    if (view.button("rebook", app.t("status.rebook"), ui::ButtonKind::secondary)) {
        app.filings.booking_for = {reference};  // the old time is given back when the new one is taken
        return app.go("booking");
    }
    if (view.button("cancel-booking", app.t("status.cancel_booking"), ui::ButtonKind::quiet))
        app.filings.cancel_booking({reference}, [] {});
}

void acts(View& view, App& app, const Application& application) {
    const std::string reference = application.reference;
    if (application.booking && application.state == "booked") visit_acts(view, app, application);
    if (application.awaits_booking() && view.button("book", app.t("status.book"))) {
        app.filings.booking_for = {reference};
        return app.go("booking");
    }
    if (application.can_correct()) {
        if (!app.draft().people.empty()) view.paragraph(app.t("status.correct_replaces"), ui::Tone::muted);
        const auto kind = application.state == "returned" ? ui::ButtonKind::primary : ui::ButtonKind::secondary;
        if (view.button("correct", app.t("status.correct"), kind, app.filings.busy())) return app.correct(reference);
    }
    if (application.can_withdraw()) link(view, app, "withdraw", app.t("status.withdraw"), "status/" + reference + "/withdraw");
}

}  // namespace

void status_of(View& view, App& app) {
    const Application* found = application_of_route(view, app, "status");
    if (found == nullptr) return;
    const Application application = *found;
    begin(view, app,
          {.title = application.name,
           .back = "status",
           .caption = application.reference,
           .heading = application.account ? Heading::by_field : Heading::by_page});
    show_problem(view, app, app.filings.problem());
    account(view, app, application);
    now(view, app, application);
    clock(view, app, application);
    if (application.booking && application.state == "booked") {
        const std::vector<ui::SummaryRow> rows{
            {.key = "time", .label = app.t("visit.when"), .value = visit_time(app, *application.booking)},
            {.key = "office", .label = app.t("visit.where"), .value = office_name(app, application)}};
        view.summary_list(rows, "");
        if (const Json& moved = application.booking->moved; moved.is_object())
            view.inset(app.t("visit.moved", {{"date", app.long_date(text_of(moved, "from"))}, {"reason", localised(member(moved, "reason"), app.language())}}));
    }
    acts(view, app, application);
    history(view, app, application);
    notifications(view, app, application);
}

}  // namespace motcua::client::pages
