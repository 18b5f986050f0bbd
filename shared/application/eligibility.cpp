#include "shared/application/eligibility.hpp"

#include <algorithm>
#include <array>

namespace motcua::eligibility {
namespace {

struct ReasonText {
    std::string_view code, vi, en;
};
constexpr std::array reason_texts{
    ReasonText{"conditions_met", "Đủ điều kiện đăng ký tài khoản định danh điện tử mức độ 2.", "The conditions for a level-2 account are met."},
    ReasonText{"under_level_2_age", "Trẻ dưới 6 tuổi chỉ được cấp tài khoản mức độ 1. Người đại diện đăng ký trong ứng dụng VNeID của mình.",
               "A child under 6 can have a level-1 account only. The representative registers it in their own VNeID app."},
    ReasonText{"under_self_age", "Trẻ từ đủ 6 đến dưới 14 tuổi đến cùng người đại diện và dùng số điện thoại của người đại diện.",
               "A child from 6 to 13 comes with a representative and uses the representative's phone number."},
    ReasonText{"dependent", "Người được giám hộ, được đại diện đến cùng người giám hộ và dùng số điện thoại của người giám hộ.",
               "A ward or represented person comes with the guardian and uses the guardian's phone number."},
    ReasonText{"no_card", "Cần thẻ thường trú hoặc thẻ tạm trú. Hãy xin thẻ tại cơ quan quản lý xuất nhập cảnh trước.",
               "A permanent or temporary residence card is needed. Apply for one at the immigration authority first."},
    ReasonText{"card_expired", "Thẻ cư trú đã hết hạn. Hãy gia hạn thẻ rồi đăng ký.", "The residence card has expired. Renew it, then apply."},
    ReasonText{"card_expiry_missing", "Hãy cho biết ngày hết hạn của thẻ cư trú.", "Give the date on which the residence card expires."},
    ReasonText{"passport_expired", "Hộ chiếu đã hết hạn. Hãy gia hạn hoặc đổi hộ chiếu rồi đăng ký.", "The passport has expired. Renew it, then apply."},
    ReasonText{"stay_too_short", "Thời hạn cư trú hợp pháp còn lại quá ngắn theo quy định này. Hãy gia hạn hoặc xin thẻ tạm trú.",
               "The lawful stay that is left is too short under this rule. Extend it, or apply for a residence card."},
    ReasonText{"stay_accepted", "Không có thẻ nhưng thời hạn cư trú hợp pháp đủ dài theo quy định này.",
               "There is no card, but the lawful stay is long enough under this rule."},
    ReasonText{"not_born_yet", "Ngày sinh sau ngày xét. Hãy kiểm tra lại ngày sinh.", "The birth date lies after the day judged. Check it."},
    ReasonText{"no_rule_set", "Chưa có quy định về tài khoản cho người nước ngoài vào ngày này.", "No rule on accounts for foreigners is in force on this day."},
    ReasonText{"rule_set_uncertain", "Quy định của ngày này chưa được xác nhận. Hãy hỏi cơ quan tiếp nhận trước khi đi.",
               "The rule of this day is not confirmed. Ask the office before you travel."},
    ReasonText{"turns_6_soon", "Trẻ sắp đủ 6 tuổi: từ ngày đó có thể đăng ký mức độ 2.", "The child turns 6 soon and can have level 2 from then on."},
    ReasonText{"turns_14_soon", "Sắp đủ 14 tuổi: từ ngày đó có thể tự đăng ký bằng số điện thoại của mình.",
               "The child turns 14 soon and can then apply alone with their own phone number."},
    ReasonText{"card_ends_soon", "Thẻ cư trú sắp hết hạn; tài khoản bị khóa khi thẻ hết hạn. Nên gia hạn trước.",
               "The residence card ends soon, and the account locks when it does. Renew it first."},
    ReasonText{"passport_ends_soon", "Hộ chiếu sắp hết hạn; tài khoản bị khóa khi hộ chiếu hết hạn. Nên gia hạn trước.",
               "The passport ends soon, and the account locks when it does. Renew it first."},
    ReasonText{"no_passport", "Người có thẻ thường trú không có hộ chiếu: hãy mang thẻ và hỏi cơ quan tiếp nhận về giấy tờ thay thế.",
               "Holders of a permanent card without a passport: bring the card and ask the office which paper stands in for it."},
};

bool lists(const rules::RuleSet& set, Card card) {
    return std::find(set.cards.begin(), set.cards.end(), code(card)) != set.cards.end();
}

bool has_passed(const std::optional<Date>& expiry, Date on) { return expiry && *expiry < on; }

bool ends_within(const std::optional<Date>& expiry, Date on, int days) {
    return expiry && *expiry >= on && Days{*expiry} < Days{on} + std::chrono::days{days};
}

/// What stands in the way of any level; empty when nothing does.
std::vector<Reason> obstacles(const Question& question, const rules::RuleSet& set) {
    std::vector<Reason> out;
    if (question.birth > question.on) out.push_back(Reason::not_born_yet);
    const bool card_counts = question.card != Card::none && lists(set, question.card);
    if (card_counts && !question.card_expiry && question.card == Card::temporary) out.push_back(Reason::card_expiry_missing);
    if (card_counts && has_passed(question.card_expiry, question.on)) out.push_back(Reason::card_expired);
    if (!card_counts && !set.stay_days_instead) out.push_back(Reason::no_card);
    if (!card_counts && set.stay_days_instead) {
        const auto needed = Days{question.on} + std::chrono::days{*set.stay_days_instead};
        if (!question.stay_until || Days{*question.stay_until} < needed) out.push_back(Reason::stay_too_short);
    }
    if (has_passed(question.passport_expiry, question.on)) out.push_back(Reason::passport_expired);
    return out;
}

void add_advice(const Question& question, const rules::RuleSet& set, Answer& answer) {
    constexpr int soon = 60;
    const auto add = [&](bool when, Reason reason) {
        if (when) answer.reasons.push_back(reason);
    };
    const Date later = Days{question.on} + std::chrono::days{soon};
    const auto turns = [&](int age) { return answer.age < age && age_on(question.birth, later) >= age; };
    add(turns(set.level_2_from_age), Reason::turns_6_soon);
    add(!question.dependent && answer.age >= set.level_2_from_age && turns(set.self_from_age), Reason::turns_14_soon);
    add(ends_within(question.card_expiry, question.on, 30), Reason::card_ends_soon);
    add(ends_within(question.passport_expiry, question.on, 30), Reason::passport_ends_soon);
    const bool stateless = question.card == Card::permanent && question.without_passport && set.passport_may_lack_with_prc;
    add(stateless, Reason::no_passport);
    add(!set.origin.certain, Reason::rule_set_uncertain);
}

void decide_by_age(const Question& question, const rules::RuleSet& set, Answer& answer) {
    const bool by_stay = question.card == Card::none && set.stay_days_instead.has_value();
    if (answer.age < set.level_2_from_age) {
        answer.decision = Decision::level_1_only;
        answer.reasons.push_back(Reason::under_level_2_age);
    } else if (answer.age < set.self_from_age || question.dependent) {
        answer.decision = Decision::guardian_required;
        answer.reasons.push_back(answer.age < set.self_from_age ? Reason::under_self_age : Reason::dependent);
    } else {
        answer.decision = Decision::eligible;
        answer.reasons.push_back(Reason::conditions_met);
    }
    if (by_stay) answer.reasons.push_back(Reason::stay_accepted);
    const bool child = answer.decision == Decision::guardian_required && answer.age < set.self_from_age;
    answer.child_consents = child && answer.age >= set.consent_from_age;
}

const rules::RuleSet* chosen_set(const Question& question, const rules::Rulebook& book) {
    if (question.rule_set.empty()) return rule_set_on(question.on, book);
    const auto found = std::find_if(book.rule_sets.begin(), book.rule_sets.end(),
                                    [&](const rules::RuleSet& set) { return set.id == question.rule_set; });
    return found == book.rule_sets.end() ? nullptr : &*found;
}

}  // namespace

std::string_view code(Card card) {
    constexpr std::string_view codes[] = {"none", "TRC", "PRC"};
    return codes[static_cast<int>(card)];
}

Result<Card> parse_card(std::string_view text) {
    for (Card card : {Card::none, Card::temporary, Card::permanent})
        if (text == code(card)) return card;
    return ErrorCode::form_choice;
}

std::string_view code(Decision decision) {
    constexpr std::string_view codes[] = {"eligible", "guardian_required", "level_1_only", "not_eligible"};
    return codes[static_cast<int>(decision)];
}

std::string_view code(Reason reason) { return reason_texts[static_cast<std::size_t>(reason)].code; }

std::string_view describe(Reason reason, std::string_view language) {
    const ReasonText& row = reason_texts[static_cast<std::size_t>(reason)];
    return language == "vi" ? row.vi : row.en;
}

const rules::RuleSet* rule_set_on(Date day, const rules::Rulebook& book) {
    const rules::RuleSet* best = nullptr;
    for (const rules::RuleSet& set : book.rule_sets)
        if (set.enabled && set.period.holds(day) && (best == nullptr || set.priority > best->priority)) best = &set;
    return best;
}

Answer decide(const Question& question, const rules::Rulebook& book) {
    const rules::RuleSet* set = chosen_set(question, book);
    Answer answer;
    if (set == nullptr) {
        answer.reasons.push_back(Reason::no_rule_set);
        answer.certain = false;
        return answer;
    }
    answer.rule_set = set->id;
    answer.certain = set->origin.certain;
    answer.age = std::max(0, age_on(question.birth, question.on));
    answer.reasons = obstacles(question, *set);
    if (answer.reasons.empty()) decide_by_age(question, *set, answer);
    add_advice(question, *set, answer);
    return answer;
}

}  // namespace motcua::eligibility
