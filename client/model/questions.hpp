// Which fields of TK01 are asked together, in which order, and to which task of the task list they belong. The fields
// themselves (label, hint, format, rule) come from form::fields().
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/model/draft.hpp"
#include "shared/base/date.hpp"
#include "shared/rules/rulebook.hpp"

namespace motcua::client {

enum class Subject : std::uint8_t { applicant, representative };

/// `screened` pages were answered by the eligibility questions: skipped on the way, reached by Change only.
enum class Asked : std::uint8_t { always, screened };

/// The page that reads a document, before the questions it answers. Nobody has to.
inline constexpr std::string_view reading_page = "passport";

struct QuestionPage {
    std::string_view id;          ///< last segment of the address
    Subject subject{};
    std::string_view title;       ///< i18n key of the heading; empty: the single field's label is the heading
    std::string_view title_other; ///< the same when the person is a child or ward ("What is the child's name?")
    std::string_view hint;        ///< i18n key, may be empty
    std::vector<std::string_view> fields;
    Asked asked = Asked::always;
};
[[nodiscard]] std::span<const QuestionPage> question_pages();
[[nodiscard]] const QuestionPage* find_question_page(Subject subject, std::string_view id);

/// An `optional` task may be left untouched.
enum class Need : std::uint8_t { due, optional };

struct Task {
    std::string_view id;
    Subject subject{};
    std::string_view title;             ///< i18n key
    std::vector<std::string_view> pages;
    Need need = Need::due;
};
/// Tasks of a subject in order. The tables of the form and the portrait have pages of their own beside the question pages.
[[nodiscard]] std::span<const Task> tasks();
[[nodiscard]] std::vector<const Task*> tasks_for(Subject subject);

/// Whether a field is asked of this person ("cardSymbol" only for temporary cards, "email" only of those who file themselves).
[[nodiscard]] bool field_applies(std::string_view path, const Json& filing);
/// The fields of a page that apply.
[[nodiscard]] std::vector<std::string_view> fields_of(const QuestionPage& page, const Json& filing);

/// Whether a page is asked of this person: one with fields that apply, or one of its own kind.
[[nodiscard]] bool page_applies(std::string_view id, Subject subject, const Json& filing);
/// Whether anything of a task is asked of this person at all.
[[nodiscard]] bool task_applies(const Task& task, const Json& filing);
/// The page after this one within the task; empty at its end.
[[nodiscard]] std::string_view next_page(Subject subject, std::string_view page, const Json& filing);
/// The first page of a task that is not answered yet, or its first page.
[[nodiscard]] std::string_view entry_page(const Task& task, const Draft& draft, std::string_view person, const Json& filing);

enum class Progress : std::uint8_t { untouched, begun, done, problem };
struct Today {
    Date date;
    const rules::Rulebook& rules;
};
[[nodiscard]] Progress task_progress(const Task& task, const Draft& draft, std::string_view person, const Json& filing, Today today);
/// Marks all pages of all people answered (a filing that was complete comes back for correction).
void mark_all_answered(Draft& draft);
/// Everything needed to file is answered, for all people.
[[nodiscard]] bool ready_to_check(const Draft& draft, Today today);

[[nodiscard]] Subject subject_of(std::string_view person);

}  // namespace motcua::client
