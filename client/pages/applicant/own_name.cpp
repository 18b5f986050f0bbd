#include "client/pages/applicant/own_name.hpp"

#include "shared/identity/subscriber.hpp"

namespace motcua::client::pages {

namespace {

using identity::Agreement;

/// The passport of who holds the number: the representative's where one files, else the applicant's. The eligibility questions
/// ask the birth date before the form does.
identity::Holder holder_of(App& app) {
    const Draft& draft = app.draft();
    const std::string whose = draft.by_guardian() ? "representative." : "applicant.";
    const auto typed = [&](const char* name) { return draft.people.empty() ? "" : draft.value(draft.people.front().id, whose + name); };
    return {.name = {.primary = typed("familyName"), .secondary = typed("givenNames")}, .birth_date = typed("birthDate"), .document = typed("documentNumber")};
}

std::string_view verdict(const std::string& told, Agreement agreement) {
    if (told.empty()) return "own_name.not_found";
    constexpr std::string_view words[] = {"own_name.same", "own_name.different", "own_name.compare"};
    return words[static_cast<std::size_t>(agreement)];
}

struct Line {
    std::string_view label;
    const std::string& told;
    Agreement agreement;
};

void reply(View& view, App& app) {
    std::string& text = app.page.texts["reply"];
    view.text_field({.key = "reply", .label = app.t("own_name.paste"), .hint = app.t("own_name.paste_hint"), .lang = "vi",
                     .max_length = static_cast<int>(identity::longest_reply), .kind = ui::InputKind::multiline}, text);
    if (text.empty()) return;
    const identity::Subscriber told = identity::read_subscriber(text);
    const identity::Agreements found = identity::compare(told, holder_of(app));
    const std::string birth = app.date(told.birth_date);
    std::vector<ui::SummaryRow> rows;
    Agreement worst = Agreement::same;
    for (const Line& line : {Line{"own_name.name", told.name, found.name}, Line{"own_name.birth", birth, found.birth_date}, Line{"own_name.number", told.document, found.document}}) {
        rows.push_back({.label = app.t(line.label), .value = (line.told.empty() ? "" : line.told + "\n") + app.t(verdict(line.told, line.agreement))});
        if (worst != Agreement::different && line.agreement != Agreement::same) worst = line.agreement;
    }
    const bool differs = worst == Agreement::different;
    view.status("reply/verdict", app.t(differs ? "own_name.differs" : worst == Agreement::same ? "own_name.agrees" : "own_name.by_eye"),
                differs ? ui::Tone::warning : ui::Tone::ink);
    view.summary_list(rows, "");
}

}  // namespace

void own_name_help(View& view, App& app, std::string_view key) {
    view.details(key, app.t("sign_in.own_name_title"), [&](View& inner) {
        inner.paragraph(app.t("sign_in.own_name"));
        inner.numbered(std::vector<std::string>{app.t("sign_in.own_name_1"), app.t("sign_in.own_name_2"), app.t("sign_in.own_name_3")});
        reply(inner, app);
    });
}

}  // namespace motcua::client::pages
