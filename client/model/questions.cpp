#include "client/model/questions.hpp"

#include <algorithm>

#include "client/model/json.hpp"
#include "shared/form/fields.hpp"
#include "shared/form/place.hpp"
#include "shared/form/validate.hpp"

namespace motcua::client {

namespace {

const std::vector<QuestionPage>& pages() {
    static const std::vector<QuestionPage> all{
        // --- the person whose account it is
        {"birth-date", Subject::applicant, "", "", "", {"applicant.birthDate"}, Asked::screened},
        {"name", Subject::applicant, "question.name", "question.name_other", "",
         {"applicant.familyName", "applicant.givenNames"}},
        {"sex", Subject::applicant, "", "", "", {"applicant.sex"}},
        {"nationality", Subject::applicant, "", "", "", {"applicant.nationality"}},
        {"foreigner-number", Subject::applicant, "", "", "", {"applicant.foreignerNumber"}},
        {"document-type", Subject::applicant, "", "", "", {"applicant.documentType"}},
        {"document", Subject::applicant, "question.document", "question.document_other", "question.document_hint",
         {"applicant.documentNumber", "applicant.documentIssueDate", "applicant.documentIssuePlace"}},
        {"document-expiry", Subject::applicant, "", "", "", {"applicant.documentExpiry"}, Asked::screened},
        {"card-type", Subject::applicant, "", "", "", {"applicant.cardType"}, Asked::screened},
        {"card", Subject::applicant, "question.card", "question.card_other", "question.card_hint",
         {"applicant.cardNumber", "applicant.cardSymbol"}},
        {"card-expiry", Subject::applicant, "", "", "", {"applicant.cardExpiry"}, Asked::screened},
        {"stay", Subject::applicant, "", "", "", {"applicant.stayUntil"}, Asked::screened},
        {"address", Subject::applicant, "question.address", "question.address_other", "question.address_hint",
         {"applicant.province", "applicant.commune", "applicant.addressLine"}},
        {"email", Subject::applicant, "", "", "", {"applicant.email"}},
        // --- the guardian, or another representative
        {"name", Subject::representative, "question.your_name", "", "",
         {"representative.familyName", "representative.givenNames"}},
        {"relation", Subject::representative, "", "", "", {"representative.relation"}},
        {"birth-date", Subject::representative, "", "", "", {"representative.birthDate"}},
        {"sex", Subject::representative, "", "", "", {"representative.sex"}},
        {"nationality", Subject::representative, "", "", "", {"representative.nationality"}},
        {"personal-number", Subject::representative, "", "", "", {"representative.personalNumber"}},
        {"document", Subject::representative, "", "", "", {"representative.documentNumber"}},
        {"email", Subject::representative, "", "", "", {"representative.email"}},
    };
    return all;
}

bool is_vietnamese(const Json& filing) { return answer_at(filing, "representative.nationality") == "VNM"; }

/// Screened pages are passed over on the way, unless their answer is missing after all.
bool is_on_the_way(std::string_view id, Subject subject, const Json& filing) {
    const QuestionPage* page = find_question_page(subject, id);
    if (!page_applies(id, subject, filing)) return false;
    if (page == nullptr || page->asked == Asked::always) return true;
    // Permanent cards of older kinds show no expiry: the eligibility questions have settled that.
    if (id == "card-expiry" && answer_at(filing, "applicant.cardType") == "PRC") return false;
    return answer_at(filing, page->fields.front()).empty();
}

/// The paths of all rows of a table.
std::vector<std::string> table_paths(const form::SectionText& table, const Json& filing) {
    std::vector<std::string> out;
    for (std::size_t row = 0; row < form::row_count(filing, table.section); ++row)
        for (std::string& path : form::row_paths(table.section, row)) out.push_back(std::move(path));
    return out;
}

bool has_errors(std::string_view id, Subject subject, const Json& filing, Today today) {
    const QuestionPage* page = find_question_page(subject, id);
    const form::SectionText* table = form::find_section(id);
    if (page == nullptr && table == nullptr) return false;
    std::vector<std::string> rows;
    if (page == nullptr) rows = table_paths(*table, filing);
    const auto paths = page == nullptr ? std::vector<std::string_view>(rows.begin(), rows.end()) : fields_of(*page, filing);
    return !form::validate_fields(filing, paths, today.date, today.rules).empty();
}

/// The filing as validation sees it: with the guardian's part, without phone and consents.
Json judged(const Draft& draft, const Person& person) {
    return draft.filing_of(person, "vi", {});
}

}  // namespace

std::span<const QuestionPage> question_pages() { return pages(); }

const QuestionPage* find_question_page(Subject subject, std::string_view id) {
    const auto found = std::find_if(pages().begin(), pages().end(),
                                    [&](const QuestionPage& p) { return p.subject == subject && p.id == id; });
    return found == pages().end() ? nullptr : &*found;
}

std::span<const Task> tasks() {
    static const std::vector<Task> all{
        {"guardian", Subject::representative, "task.guardian",
         {reading_page, "name", "relation", "birth-date", "sex", "nationality", "personal-number", "document", "email"}},
        {"details", Subject::applicant, "task.details", {reading_page, "birth-date", "name", "sex", "nationality", "foreigner-number"}},
        {"document", Subject::applicant, "task.document", {"document-type", "document", "document-expiry"}},
        {"card", Subject::applicant, "task.card", {"card-type", "card", "card-expiry", "stay"}},
        {"address", Subject::applicant, "task.address", {"address"}},
        {"contact", Subject::applicant, "task.contact", {"email"}},
        {"dependants", Subject::applicant, "task.dependants", {"dependants"}, Need::optional},
        {"integration", Subject::applicant, "task.integration", {"integration"}},
        {"portrait", Subject::applicant, "task.portrait", {"portrait"}},
    };
    return all;
}

std::vector<const Task*> tasks_for(Subject subject) {
    std::vector<const Task*> out;
    for (const Task& task : tasks())
        if (task.subject == subject) out.push_back(&task);
    return out;
}

bool field_applies(std::string_view path, const Json& filing) {
    // of the two numbers a representative may give, the one their nationality has
    if (path == "representative.personalNumber" && !is_vietnamese(filing)) return false;
    if (path == "representative.documentNumber" && is_vietnamese(filing)) return false;
    const form::Field* field = form::find_field(path);
    return field == nullptr || form::belongs(filing, *field);
}

std::vector<std::string_view> fields_of(const QuestionPage& page, const Json& filing) {
    std::vector<std::string_view> out;
    for (const auto path : page.fields)
        if (field_applies(path, filing)) out.push_back(path);
    return out;
}

bool any_belongs(form::Section section, const Json& filing) {
    const auto fields = form::fields();
    return std::any_of(fields.begin(), fields.end(), [&](const form::Field& field) { return field.section == section && form::belongs(filing, field); });
}

bool page_applies(std::string_view id, Subject subject, const Json& filing) {
    if (const auto* table = form::find_section(id); table != nullptr && table->is_table()) return any_belongs(table->section, filing);
    if (id == reading_page) return subject == Subject::representative || field_applies("applicant.documentNumber", filing);
    const QuestionPage* page = find_question_page(subject, id);
    return page == nullptr || !fields_of(*page, filing).empty();
}

bool task_applies(const Task& task, const Json& filing) {
    return std::any_of(task.pages.begin(), task.pages.end(), [&](std::string_view id) { return page_applies(id, task.subject, filing); });
}

std::string_view next_page(Subject subject, std::string_view page, const Json& filing) {
    for (const Task* task : tasks_for(subject)) {
        auto here = std::find(task->pages.begin(), task->pages.end(), page);
        if (here == task->pages.end()) continue;
        const auto next = std::find_if(here + 1, task->pages.end(), [&](std::string_view id) { return is_on_the_way(id, subject, filing); });
        return next == task->pages.end() ? std::string_view{} : *next;
    }
    return {};
}

std::string_view entry_page(const Task& task, const Draft& draft, std::string_view person, const Json& filing) {
    std::string_view first;
    for (const auto id : task.pages) {
        if (!is_on_the_way(id, task.subject, filing)) continue;
        if (!draft.is_answered(person, id)) return id;
        if (first.empty() && id != reading_page) first = id;
    }
    return first;
}

Progress task_progress(const Task& task, const Draft& draft, std::string_view person, const Json& filing, Today today) {
    bool any = false, all = true;
    for (const auto id : task.pages) {
        if (id == reading_page || !page_applies(id, task.subject, filing)) continue;
        const bool on_the_way = is_on_the_way(id, task.subject, filing);
        const bool answered = draft.is_answered(person, id);
        // a row that was begun and left is wrong although nobody pressed Continue
        const bool judged = answered || !on_the_way || form::find_section(id) != nullptr;
        if (judged && has_errors(id, task.subject, filing, today)) return Progress::problem;
        if (!on_the_way) continue;
        any = any || answered;
        all = all && answered;
    }
    if (all) return Progress::done;
    return any ? Progress::begun : Progress::untouched;
}

void mark_all_answered(Draft& draft) {
    for (const Task& task : tasks())
        for (const auto page : task.pages) {
            if (task.subject == Subject::representative) draft.mark_answered(guardian_id, page);
            else
                for (const Person& person : draft.people) draft.mark_answered(person.id, page);
        }
}

bool ready_to_check(const Draft& draft, Today today) {
    if (draft.people.empty()) return false;
    for (const Person& person : draft.people) {
        const Json filing = judged(draft, person);
        for (const Task& task : tasks()) {
            if (task.subject == Subject::representative && !draft.by_guardian()) continue;
            const std::string_view who = task.subject == Subject::representative ? guardian_id : std::string_view(person.id);
            const Progress progress = task_progress(task, draft, who, filing, today);
            const bool left_out = task.need == Need::optional && progress == Progress::untouched;
            if (progress != Progress::done && !left_out) return false;
        }
    }
    return true;
}

Subject subject_of(std::string_view person) { return person == guardian_id ? Subject::representative : Subject::applicant; }

}  // namespace motcua::client
