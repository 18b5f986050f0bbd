// The passport read by the camera or out of a photograph, or passed over to type by hand: before the questions it answers.
#include <algorithm>
#include <array>
#include <utility>

#include "client/pages/applicant/applicant.hpp"
#include "client/pages/applicant/ask.hpp"
#include "client/pages/applicant/eligibility.hpp"
#include "shared/base/upload.hpp"
#include "shared/form/from_document.hpp"
#include "shared/form/rules.hpp"
#include "shared/form/validate.hpp"

namespace motcua::client::pages {

namespace {

using form::Offer;
using form::Standing;

constexpr std::string_view camera_key = "passport/camera";
constexpr std::string_view file_key = "passport/file";

std::string advice_text(const App& app, const std::string& code) {
    return app.t("passport.advice." + code, {{"size", largest_picture_text()}});
}

/// To the first question of the task that is still open: what was read need not be asked again.
void go_on(App& app, const std::string& person) {
    app.draft().mark_answered(person, reading_page);
    app.drafts.changed();
    for (const Task* task : tasks_for(subject_of(person))) {
        if (task->pages.front() != reading_page) continue;
        const std::string_view next = entry_page(*task, app.draft(), person, filing_of(app, person));
        return app.go(app.draft().is_answered(person, next) ? "tasks" : "apply/" + person + "/" + std::string(next));
    }
}

void by_hand(View& view, App& app, const std::string& person) {
    if (view.button("by-hand", app.t("passport.by_hand"), ui::ButtonKind::secondary)) go_on(app, person);
}

// --- the three ways

void choose(View& view, App& app, const std::string& person, const Passport& passport) {
    if (!passport.trouble.empty()) view.notification("trouble", app.t("passport.trouble_title"), advice_text(app, passport.trouble), ui::Tone::warning);
    view.paragraph(app.t("passport.intro"));
    view.picture("pictures.svg#passport", app.t("passport.picture_alt"), 320);
    view.paragraph(app.t("passport.private"), ui::Tone::muted);
    if (view.button("camera", app.t("passport.open_camera"))) app.passports.open_camera(camera_key, person);
    app.passports.listen(file_key, person);
    view.file_field({.key = file_key, .label = app.t("passport.file"), .hint = app.t("portrait.file_hint", {{"size", largest_picture_text()}}), .button_text = app.t("portrait.file_button")});
    by_hand(view, app, person);
}

void camera(View& view, App& app, const std::string& person, const Passport& passport) {
    view.camera(camera_key, app.t("portrait.camera_alt"), ui::CameraGuide::passport_page, 4.0F / 3.0F, false);
    const std::string text = !passport.camera_ready      ? app.t("portrait.camera_starting")
                             : passport.advice.empty() ? app.t("passport.live_wait") : advice_text(app, passport.advice);
    view.status("advice", text);
    if (view.button("shutter", app.t("passport.take"), ui::ButtonKind::secondary, !passport.camera_ready || passport.taking)) app.passports.take(person);
    if (view.button("cancel", app.t("action.cancel"), ui::ButtonKind::quiet)) return app.passports.close(person);
    by_hand(view, app, person);
}

// --- the review. What becomes of each offer is kept in the page's texts until the person agrees.

/// What the person says to an offer: a new name as it is mended, "typed" or "read" where the two differ.
std::string& said_to(App& app, const Offer& offer) {
    // what was said to one kind of offer is no answer to the other, should the form change meanwhile
    return app.page.texts.try_emplace(offer.standing == Standing::fresh ? offer.path : offer.path + "/which", offer.standing == Standing::fresh ? offer.read : "").first->second;
}

/// The value an offer will leave in the form; empty where two differ and nothing was chosen.
std::string value_of(App& app, const Offer& offer) {
    const std::string& said = said_to(app, offer);
    if (offer.standing == Standing::fresh) return said;
    return offer.standing == Standing::agrees || said == "typed" ? offer.typed : said == "read" ? offer.read : "";
}

Json chosen_filing(App& app, const std::string& person, const std::vector<Offer>& offers) {
    Json filing = filing_of(app, person);
    for (const Offer& offer : offers) set_at(filing, offer.path, value_of(app, offer));
    return form::normalise(filing, app.rules());
}

void ask_which(View& view, App& app, const Offer& offer) {
    const form::Field& field = *form::find_field(offer.path);
    const auto option = [&](const char* side, const std::string& value, const char* whose) {
        return ui::Option{.value = side, .text = value.empty() ? app.t("check.not_provided") : value_text(app, offer.path, value), .hint = app.t(whose)};
    };
    const std::array options{option("typed", offer.typed, "passport.typed"), option("read", offer.read, "passport.read")};
    view.radios(offer.path, app.label(field), "", app.page.error_of(offer.path), options, said_to(app, offer));
}

/// Names that were not typed yet: the zone holds no marks, so that each is looked at, and mended, here.
void ask_name(View& view, App& app, const Offer& offer) {
    const form::Field& field = *form::find_field(offer.path);
    view.text_field({.key = offer.path, .label = label_of(app, field), .error = app.page.error_of(offer.path), .autocapitalize = field.autocapitalize, .max_length = field.max_length * 2}, said_to(app, offer));
}

bool is_new_name(const Offer& offer) { return offer.standing == Standing::fresh && form::find_field(offer.path)->format == form::Format::name; }

void ask_offers(View& view, App& app, const Passport& passport, const std::vector<Offer>& offers) {
    std::vector<ui::SummaryRow> rows;
    for (const Offer& offer : offers)
        if (is_new_name(offer)) ask_name(view, app, offer);
        else if (offer.standing == Standing::differs) ask_which(view, app, offer);
        else rows.push_back({.key = offer.path, .label = app.label(*form::find_field(offer.path)), .value = value_text(app, offer.path, value_of(app, offer))});
    view.paragraph(app.t(is_true(member(passport.reading, "fields"), "nameTruncated") ? "passport.name_cut" : "passport.name_marks"), ui::Tone::muted);
    view.summary_list(rows, "");
}

/// What the rules say to the answers as they would be: an expired passport is said before anything is taken over.
std::vector<Error> faults(App& app, const std::string& person, const std::vector<Offer>& offers) {
    const std::vector<std::string_view> paths = [&] {
        std::vector<std::string_view> out;
        for (const Offer& offer : offers)
            if (!value_of(app, offer).empty()) out.push_back(offer.path);
        return out;
    }();
    const Json filing = chosen_filing(app, person, offers);
    std::vector<Error> found = form::validate_fields(filing, paths, app.today(), app.rules());
    if (subject_of(person) == Subject::applicant)
        for (Error& doubt : form::doubts({.json = filing, .on = app.today(), .book = app.rules()}))
            if (doubt.field == "applicant.cardExpiry" || doubt.field == "applicant.nationality") found.push_back(std::move(doubt));
    return found;
}

/// Question pages whose answers now all stand need not be asked.
void mark_answered(App& app, const std::string& person, const std::vector<Offer>& offers) {
    const Json filing = filing_of(app, person);
    const auto read = [&](std::string_view path) { return std::any_of(offers.begin(), offers.end(), [&](const Offer& offer) { return offer.path == path; }); };
    for (const QuestionPage& page : question_pages()) {
        const auto fields = fields_of(page, filing);
        if (page.subject == subject_of(person) && std::any_of(fields.begin(), fields.end(), read) &&
            form::validate_fields(filing, fields, app.today(), app.rules()).empty())
            app.draft().mark_answered(person, page.id);
    }
}

void use(App& app, const std::string& person, const std::vector<Offer>& offers) {
    std::vector<ui::ErrorLine> open;
    for (const Offer& offer : offers)
        if (offer.standing == Standing::differs && said_to(app, offer).empty())
            open.push_back({offer.path, app.t("passport.choose", {{"field", app.label(*form::find_field(offer.path))}})});
    if (app.show_errors(std::move(open))) return;
    const Json filing = chosen_filing(app, person, offers);
    for (const Offer& offer : offers) {
        app.draft().set(person, offer.path, answer_at(filing, offer.path));
        app.draft().note_read(person, offer.path, offer.read);
    }
    mark_answered(app, person, offers);
    app.drafts.changed();
    if (still_eligible(app, person)) go_on(app, person);
}

void review(View& view, App& app, const std::string& person, const Passport& passport) {
    const auto offers = form::offers(filing_of(app, person), subject_of(person) == Subject::applicant ? form::Section::applicant : form::Section::representative, passport.reading, app.rules());
    if (offers.empty()) return app.passports.refuse(person, "wrong_paper");
    view.paragraph(app.t("passport.review_intro"));
    for (const Error& fault : faults(app, person, offers))
        view.notification("fault/" + fault.field, app.label(*form::find_field(fault.field)), app.error_text(fault), ui::Tone::warning);
    ask_offers(view, app, passport, offers);
    if (view.button("use", app.t("passport.use"))) use(app, person, offers);
    if (view.button("again", app.t("passport.again"), ui::ButtonKind::secondary)) {
        app.page = PageState{};  // what was said to this reading does not count for the next
        app.passports.close(person);
    }
    by_hand(view, app, person);
}

}  // namespace

void passport(View& view, App& app) {
    const std::string person(app.route().part(1));
    const Person* found = app.draft().find(person);
    const bool guardian = person == guardian_id && app.draft().by_guardian() && !app.draft().people.empty();
    if ((found == nullptr && !guardian) || !page_applies(reading_page, subject_of(person), filing_of(app, person))) return not_found(view, app);
    const bool own = guardian || text_of(found->filing, "filedFor") == "self";
    Passport& state = app.passports.of(person);
    const std::string title = app.t(state.step == PassportStep::review ? "passport.review" : own ? "passport.title" : "passport.title_other");
    begin(view, app, {.title = title, .back = "tasks", .caption = own ? "" : person_name(app, *found)});
    if (std::exchange(state.turned, false)) {
        app.page.texts.clear();  // what was said to an earlier reading
        view.focus("h1");
    }
    switch (state.step) {
        case PassportStep::choose: return choose(view, app, person, state);
        case PassportStep::camera: return camera(view, app, person, state);
        case PassportStep::judging: return view.progress("judging", app.t("passport.judging"), -1);
        case PassportStep::review: return review(view, app, person, state);
    }
}

}  // namespace motcua::client::pages
