#include "shared/application/lifecycle.hpp"

#include <algorithm>

#include "shared/base/text.hpp"

namespace motcua::application {
namespace {

using enum State;

constexpr std::array needs_slot{Need::slot_taken};
constexpr std::array needs_verify{Need::claimed_by_actor, Need::eligible_today, Need::comparison_settled, Need::face_captured,
                                  Need::fingers_captured, Need::registry_answered, Need::registry_match, Need::sources_agree};
// What an officer alone may not do, a supervisor does with the officer who proposed it.
constexpr std::array needs_override{Need::eligible_today, Need::comparison_settled, Need::face_captured, Need::fingers_captured,
                                    Need::registry_answered, Need::second_person};
constexpr std::array needs_consent{Need::claimed_by_actor, Need::consents_signed};
constexpr std::array needs_send{Need::claimed_by_actor, Need::eligible_today, Need::consents_signed, Need::no_doubt_left};
constexpr std::array needs_claim{Need::claimed_by_actor};

constexpr std::string_view article_11 = "Nghị định 69/2024/NĐ-CP, Điều 11(2)";
constexpr std::string_view article_13 = "Nghị định 69/2024/NĐ-CP, Điều 13(3)";
constexpr std::string_view decision_5349 = "Quyết định 5349/QĐ-BCA-C06";

constexpr Transition table[] = {
    {submitted, Event::book, Actor::applicant, booked, needs_slot, "", "Bạn đã đặt lịch hẹn.", "Your appointment is booked."},
    {no_show, Event::book, Actor::applicant, booked, needs_slot, "", "Bạn đã đặt lịch hẹn mới.", "Your new appointment is booked."},
    {booked, Event::book, Actor::applicant, booked, needs_slot, "", "Lịch hẹn của bạn đã đổi.", "Your appointment has been changed."},
    {booked, Event::book, Actor::system, booked, needs_slot, "", "Lịch hẹn của bạn đã đổi.", "Your appointment has been changed."},
    {booked, Event::cancel_booking, Actor::applicant, submitted, {}, "", "Lịch hẹn đã hủy. Hãy chọn giờ khác.", "The appointment is cancelled. Choose another time."},
    {booked, Event::cancel_booking, Actor::system, submitted, {}, "", "Cơ quan đóng cửa vào giờ hẹn. Hãy chọn giờ khác.", "The office is closed at that time. Choose another."},
    {booked, Event::miss, Actor::system, no_show, {}, "", "Bạn đã lỡ lịch hẹn. Hãy đặt lịch mới.", "You missed the appointment. Book a new one."},
    {booked, Event::open_at_counter, Actor::officer, at_counter, {}, decision_5349, "Cán bộ đang làm hồ sơ cùng bạn.", "An officer is working on your file with you."},
    {submitted, Event::open_at_counter, Actor::officer, at_counter, {}, decision_5349, "Cán bộ đang làm hồ sơ cùng bạn.", "An officer is working on your file with you."},
    {no_show, Event::open_at_counter, Actor::officer, at_counter, {}, decision_5349, "Cán bộ đang làm hồ sơ cùng bạn.", "An officer is working on your file with you."},
    {at_counter, Event::verify, Actor::officer, verified, needs_verify, article_11, "Đã xác thực thông tin với cơ sở dữ liệu xuất nhập cảnh.", "Your details agree with the immigration register."},
    {at_counter, Event::verify, Actor::supervisor, verified, needs_override, "", "Người phụ trách đã xem xét và cho tiếp tục.", "A supervisor has looked at your file and lets it go on."},
    {verified, Event::consent, Actor::officer, consented, needs_consent, article_11, "Bạn đã ký đồng ý tạo lập tài khoản.", "You have signed your consent to the account."},
    {consented, Event::send, Actor::officer, sent, needs_send, article_11, "Hồ sơ đã gửi cơ quan quản lý định danh điện tử.", "Your file has gone to the identity authority."},
    {sent, Event::authority_created, Actor::authority, account_created, {}, article_13, "Tài khoản đã được tạo. Hãy kích hoạt trong VNeID trong 7 ngày.", "Your account is created. Activate it in VNeID within 7 days."},
    {sent, Event::authority_rejected, Actor::authority, rejected, {}, article_13, "Cơ quan quản lý định danh từ chối hồ sơ; hãy xem lý do.", "The identity authority refused the file; see the reason."},
    {at_counter, Event::return_for_correction, Actor::officer, returned, needs_claim, "", "Hồ sơ được trả lại để bổ sung; hãy xem lý do.", "The file is returned for correction; see the reason."},
    {verified, Event::return_for_correction, Actor::officer, returned, needs_claim, "", "Hồ sơ được trả lại để bổ sung; hãy xem lý do.", "The file is returned for correction; see the reason."},
    {consented, Event::return_for_correction, Actor::officer, returned, needs_claim, "", "Hồ sơ được trả lại để bổ sung; hãy xem lý do.", "The file is returned for correction; see the reason."},
    {returned, Event::correct, Actor::applicant, submitted, {}, "", "Bạn đã gửi lại hồ sơ. Hãy đặt lịch hẹn.", "You sent the file again. Book an appointment."},
    {submitted, Event::correct, Actor::applicant, submitted, {}, "", "Thông tin đã được sửa.", "Your answers are corrected."},
    {booked, Event::correct, Actor::applicant, booked, {}, "", "Thông tin đã được sửa; lịch hẹn giữ nguyên.", "Your answers are corrected; the appointment stays."},
    {submitted, Event::withdraw, Actor::applicant, withdrawn, {}, "", "Bạn đã rút hồ sơ.", "You withdrew the application."},
    {booked, Event::withdraw, Actor::applicant, withdrawn, {}, "", "Bạn đã rút hồ sơ; lịch hẹn đã hủy.", "You withdrew the application; the appointment is cancelled."},
    {returned, Event::withdraw, Actor::applicant, withdrawn, {}, "", "Bạn đã rút hồ sơ.", "You withdrew the application."},
    {no_show, Event::withdraw, Actor::applicant, withdrawn, {}, "", "Bạn đã rút hồ sơ.", "You withdrew the application."},
};

struct Words {
    std::string_view code, vi, en;
};
constexpr std::array state_words{
    Words{"submitted", "Đã nộp", "Submitted"},
    Words{"booked", "Đã đặt lịch", "Booked"},
    Words{"at_counter", "Đang làm tại quầy", "At the counter"},
    Words{"verified", "Đã xác minh", "Verified"},
    Words{"consented", "Đã ký đồng ý", "Consent signed"},
    Words{"sent", "Đã gửi cơ quan định danh", "Sent to the authority"},
    Words{"account_created", "Đã tạo tài khoản", "Account created"},
    Words{"rejected", "Bị từ chối", "Refused"},
    Words{"returned", "Trả lại để bổ sung", "Returned for correction"},
    Words{"withdrawn", "Đã rút", "Withdrawn"},
    Words{"no_show", "Lỡ hẹn", "Missed appointment"},
};
constexpr std::array event_words{
    Words{"submit", "Đã nộp hồ sơ", "Submitted"},
    Words{"book", "Đã đặt lịch", "Visit booked"},
    Words{"cancel_booking", "Đã hủy lịch", "Visit cancelled"},
    Words{"open_at_counter", "Đã mở tại quầy", "Opened at the counter"},
    Words{"verify", "Đã xác minh", "Verified"},
    Words{"consent", "Đã ghi nhận đồng ý", "Consent recorded"},
    Words{"send", "Đã gửi cơ quan định danh", "Sent to the authority"},
    Words{"authority_created", "Đã tạo tài khoản", "Account created"},
    Words{"authority_rejected", "Bị từ chối", "Refused"},
    Words{"return_for_correction", "Đã trả lại để bổ sung", "Returned for correction"},
    Words{"correct", "Đã sửa hồ sơ", "Corrected"},
    Words{"withdraw", "Đã rút hồ sơ", "Withdrawn"},
    Words{"miss", "Lỡ hẹn", "Missed the visit"},
};
constexpr std::array actor_words{
    Words{"applicant", "người nộp", "applicant"},
    Words{"officer", "cán bộ", "officer"},
    Words{"supervisor", "người phụ trách", "supervisor"},
    Words{"authority", "cơ quan định danh", "authority"},
    Words{"system", "hệ thống", "system"},
};

bool is_met(Need need, const Context& context) {
    switch (need) {
        case Need::slot_taken: return context.slot_taken;
        case Need::comparison_settled: return context.comparison_settled;
        case Need::face_captured: return context.face_captured;
        case Need::fingers_captured: return context.fingers_captured;
        case Need::registry_answered: return context.registry_answered;
        case Need::registry_match: return context.registry_match;
        case Need::sources_agree: return context.sources_agree;
        case Need::second_person: return context.second_person;
        case Need::no_doubt_left: return context.second_person || (context.registry_match && context.sources_agree);
        case Need::consents_signed: return context.consents_signed;
        case Need::eligible_today: return context.eligible_today;
        case Need::claimed_by_actor: return context.claimed_by_actor;
    }
    return false;
}

ErrorCode refusal(Need need) {
    switch (need) {
        case Need::slot_taken: return ErrorCode::application_need_slot_taken;
        case Need::comparison_settled: return ErrorCode::application_need_comparison_settled;
        case Need::face_captured: return ErrorCode::application_need_face_captured;
        case Need::fingers_captured: return ErrorCode::application_need_fingers_captured;
        case Need::registry_answered: return ErrorCode::application_need_registry_answered;
        case Need::registry_match: return ErrorCode::application_need_registry_match;
        case Need::sources_agree:
        case Need::second_person:
        case Need::no_doubt_left: return ErrorCode::application_need_second_person;
        case Need::consents_signed: return ErrorCode::application_need_consents_signed;
        case Need::eligible_today: return ErrorCode::application_need_eligible_today;
        case Need::claimed_by_actor: return ErrorCode::application_need_claimed_by_actor;
    }
    return ErrorCode::application_event_refused;
}

template <class Value, std::size_t size>
Result<Value> parse(std::string_view text, const std::array<Words, size>& words) {
    for (std::size_t i = 0; i < size; ++i)
        if (words[i].code == text) return static_cast<Value>(i);
    return Error{.code = ErrorCode::form_choice, .detail = text::shortened(text, 32)};
}

bool joins(const Transition& a, const Transition& b) { return a.from == b.from && a.to == b.to; }
bool is_first_between(const Transition& row) {
    return std::find_if(std::begin(table), std::end(table), [&](const Transition& other) { return joins(other, row); }) == &row;
}

std::string_view in(const Words& words, std::string_view language) { return language == "vi" ? words.vi : words.en; }
template <class Value, std::size_t size>
const Words& of(Value value, const std::array<Words, size>& words) {
    return words[static_cast<std::size_t>(value)];
}

/// One arrow for all that leads from one state to another: what happens, and who does it.
void append_edge(std::string& out, const Transition& first, std::string_view language) {
    out.append("  ").append(text(first.from)).append(" -> ").append(text(first.to)).append(" [label=\"");
    for (const Transition& row : table) {
        if (!joins(row, first)) continue;
        if (&row != &first) out.append("\\n");
        out.append(in(of(row.event, event_words), language)).append(" (").append(in(of(row.actor, actor_words), language)).append(")");
    }
    out.append("\"];\n");
}

}  // namespace

std::span<const Transition> transitions() { return table; }

Result<State> apply(State state, Event event, Actor actor, const Context& context) {
    bool another_actor_may = false;
    for (const Transition& row : table) {
        if (row.from != state || row.event != event) continue;
        another_actor_may = true;
        if (row.actor != actor) continue;
        for (Need need : row.needs)
            if (!is_met(need, context)) return refusal(need);
        return row.to;
    }
    const ErrorCode code = another_actor_may ? ErrorCode::application_actor_refused : ErrorCode::application_event_refused;
    return Error{.code = code, .detail = std::string(text(state)) + " + " + std::string(text(event))};
}

bool is_allowed(State state, Event event, Actor actor, const Context& context) { return apply(state, event, actor, context).ok(); }

bool is_final(State state) {
    return std::none_of(std::begin(table), std::end(table), [&](const Transition& row) { return row.from == state; });
}

std::string_view text(State state) { return of(state, state_words).code; }
std::string_view text(Event event) { return of(event, event_words).code; }
Result<State> parse_state(std::string_view text) { return parse<State>(text, state_words); }
Result<Event> parse_event(std::string_view text) { return parse<Event>(text, event_words); }
std::string_view describe(State state, std::string_view language) { return in(of(state, state_words), language); }
std::string_view describe(Event event, std::string_view language) { return in(of(event, event_words), language); }

std::string graphviz(std::string_view language) {
    std::string out =
        "digraph application {\n  rankdir=TB;\n  node [shape=box, style=rounded, fontname=\"Noto Sans\"];\n"
        "  edge [fontname=\"Noto Sans\", fontsize=10];\n";
    for (State state : all_states) {
        out.append("  ").append(text(state)).append(" [label=\"").append(describe(state, language)).append("\"");
        out.append(is_final(state) ? ", peripheries=2];\n" : "];\n");
    }
    for (const Transition& row : table)
        if (is_first_between(row)) append_edge(out, row, language);
    return out + "}\n";
}

}  // namespace motcua::application
