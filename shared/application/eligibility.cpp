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
    ReasonText{"under_level_2_age", "Trẻ dưới 6 tuổi chỉ được cấp tài khoản mức độ 1. Người đại diện đăng ký cho trẻ trong ứng dụng VNeID, bằng tài khoản mức độ 2 và số điện thoại chính chủ của mình.",
               "A child under 6 can have a level-1 account only. The representative registers it in the VNeID app, with their own level-2 account and the mobile number in their own name."},
    ReasonText{"under_self_age", "Trẻ từ đủ 6 đến dưới 14 tuổi đến cùng người đại diện và dùng số điện thoại của người đại diện.",
               "A child from 6 to 13 comes with a representative and uses the representative's phone number."},
    ReasonText{"dependent", "Người được giám hộ, được đại diện đến cùng người giám hộ và dùng số điện thoại của người giám hộ.",
               "A ward or represented person comes with the guardian and uses the guardian's phone number."},
    ReasonText{"no_card", "Cần thẻ thường trú hoặc thẻ tạm trú. Hãy xin thẻ tại cơ quan quản lý xuất nhập cảnh trước.",
               "A permanent or temporary residence card is needed. Apply for one at the immigration authority first."},
    ReasonText{"card_expired", "Thẻ cư trú đã hết hạn. Hãy xin cấp thẻ tạm trú mới hoặc đổi thẻ thường trú tại cơ quan quản lý xuất nhập cảnh, rồi đăng ký.",
               "The residence card has expired. Apply for a new temporary card, or exchange the permanent card, at the immigration authority; then come back."},
    ReasonText{"card_expiry_missing", "Hãy cho biết ngày hết hạn của thẻ cư trú.", "Give the date on which the residence card expires."},
    ReasonText{"passport_expired", "Hộ chiếu đã hết hạn. Hãy xin cấp hộ chiếu mới tại cơ quan đại diện của nước bạn và cập nhật thẻ cư trú, rồi đăng ký.",
               "The passport has expired. Get a new one from your country's mission and have the residence card updated; then come back."},
    ReasonText{"stay_too_short", "Thời hạn cư trú hợp pháp còn lại quá ngắn theo quy định này. Hãy gia hạn hoặc xin thẻ tạm trú.",
               "The lawful stay that is left is too short under this rule. Extend it, or apply for a residence card."},
    ReasonText{"stay_accepted", "Không có thẻ nhưng thời hạn cư trú hợp pháp đủ dài theo quy định này.",
               "There is no card, but the lawful stay is long enough under this rule."},
    ReasonText{"not_born_yet", "Ngày sinh sau ngày xét. Hãy kiểm tra lại ngày sinh.", "The birth date lies after the day judged. Check it."},
    ReasonText{"no_rule_set", "Hệ thống không có quy định áp dụng cho ngày này (trước 01/7/2024 là Nghị định 59/2022/NĐ-CP). Hãy chọn ngày từ 01/7/2024.",
               "This service holds no rules for this day (before 1 July 2024 Decree 59/2022 applied). Choose a day from 1 July 2024 on."},
    ReasonText{"rule_set_uncertain", "Quy định của ngày này chưa được xác nhận. Hãy hỏi cơ quan tiếp nhận trước khi đi.",
               "The rule of this day is not confirmed. Ask the office before you travel."},
    ReasonText{"turns_6_soon", "Trẻ sắp đủ 6 tuổi: từ ngày đó có thể đăng ký mức độ 2.", "The child turns 6 soon and can have level 2 from then on."},
    ReasonText{"turns_14_soon", "Sắp đủ 14 tuổi: từ ngày đó có thể tự đăng ký bằng số điện thoại của mình.",
               "The child turns 14 soon and can then apply alone with their own phone number."},
    ReasonText{"card_ends_soon", "Thẻ cư trú sắp hết hạn; tài khoản bị khóa khi hết thời hạn cư trú. Nên xin thẻ mới trước khi đến.",
               "The residence card ends soon, and the account locks when the stay ends. Get the new card before you come."},
    ReasonText{"passport_ends_soon", "Hộ chiếu sắp hết hạn; tài khoản bị khóa khi hộ chiếu hết hạn. Nên xin hộ chiếu mới trước khi đến.",
               "The passport ends soon, and the account locks when it does. Get the new one before you come."},
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

/// Under rule sets that take a lawful stay of some length in the place of a card.
bool stays_long_enough(const Question& question, const rules::RuleSet& set) {
    if (!set.stay_days_instead || !question.stay_until) return false;
    return Days{*question.stay_until} >= Days{question.on} + std::chrono::days{*set.stay_days_instead};
}

/// What stands in the way of any level; empty when nothing does.
std::vector<Reason> obstacles(const Question& question, const rules::RuleSet& set) {
    std::vector<Reason> out;
    if (question.birth > question.on) out.push_back(Reason::not_born_yet);
    const bool card_counts = question.card != Card::none && lists(set, question.card);
    if (!stays_long_enough(question, set)) {
        if (card_counts && !question.card_expiry && question.card == Card::temporary) out.push_back(Reason::card_expiry_missing);
        if (card_counts && has_passed(question.card_expiry, question.on)) out.push_back(Reason::card_expired);
        if (!card_counts) out.push_back(set.stay_days_instead ? Reason::stay_too_short : Reason::no_card);
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
    const bool by_stay = question.card == Card::none && stays_long_enough(question, set);
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
}

const rules::RuleSet* chosen_set(const Question& question, const rules::Rulebook& book) {
    return question.rule_set.empty() ? rules::rule_set_on(book, question.on) : rules::find_rule_set(book, question.rule_set);
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

std::string_view code(Reason reason) {
    // by themselves: who asks for codes alone (the browser, which has the words of its language) does not link the texts
    static constexpr auto codes = [] {
        std::array<std::string_view, reason_texts.size()> out{};
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = reason_texts[i].code;
        return out;
    }();
    return codes[static_cast<std::size_t>(reason)];
}

std::string_view describe(Reason reason, std::string_view language) {
    const ReasonText& row = reason_texts[static_cast<std::size_t>(reason)];
    return language == "vi" ? row.vi : row.en;
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
