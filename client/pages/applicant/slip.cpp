// The slip: reference, QR, PDF, where and when, what to bring, what happens there.
#include "client/pages/applicant/applicant.hpp"
#include "client/pages/applicant/visit.hpp"

namespace motcua::client::pages {

namespace {

void visit(View& view, App& app, const Application& application) {
    if (!application.booking) {
        view.paragraph(app.t("slip.no_booking"));
        if (view.button("book", app.t("slip.book"))) app.go("booking");
        return;
    }
    const std::vector<ui::SummaryRow> rows{
        {.key = "time", .label = app.t("visit.when"), .value = visit_time(app, *application.booking)},
        {.key = "office", .label = app.t("visit.where"), .value = office_name(app, application.booking->office) + "\n" + office_address(app, application.booking->office)},
        {.key = "name", .label = app.t("visit.who"), .value = application.name}};
    view.summary_list(rows, "");
}

void copies(View& view, App& app, const Application& application) {
    const std::string pdf = "/api/v1/applications/" + path_segment(application.reference) + "/slip.pdf";
    view.outside_link("pdf", app.t("slip.pdf"), pdf, "TK01-" + application.reference + ".pdf");
    if (view.button("copy", app.t("slip.copy"), ui::ButtonKind::secondary)) {
        app.host().copy_text(application.reference);
        app.page.ticks["copied"] = true;
    }
    if (app.page.ticks["copied"]) view.status("copied", app.t("slip.copied"), ui::Tone::success);
    if (view.button("print", app.t("slip.print"), ui::ButtonKind::secondary)) app.host().print_page();
}

/// One slip per child: links to the others of the same visit.
void other_slips(View& view, App& app, const Application& application) {
    bool first = true;
    for (const Application& other : app.filings.list.value) {
        const bool together = other.booking && application.booking && other.reference != application.reference &&
                              other.booking->date == application.booking->date && other.booking->office == application.booking->office;
        if (!together) continue;
        if (std::exchange(first, false)) view.heading(app.t("slip.others"), 2);
        link(view, app, "slip/" + other.reference, app.t("slip.of", {{"name", other.name}, {"reference", other.reference}}), "slip/" + other.reference);
    }
}

}  // namespace

void slip(View& view, App& app) {
    const Application* application = application_of_route(view, app, "status");
    if (application == nullptr) return;
    const bool booked = application->booking.has_value();
    const std::string title = app.t(booked ? "slip.title" : "slip.title_unbooked");
    const std::string reference = app.t("slip.reference", {{"reference", application->reference}});
    // The panel is the page's h1.
    begin(view, app, {.title = title, .back = "status/" + application->reference, .heading = booked ? Heading::by_field : Heading::by_page});
    if (booked) view.confirmation_panel(title, reference);
    else view.lead(reference);
    visit(view, app, *application);
    if (!application->qr.empty()) view.qr("qr", application->qr, app.t("slip.qr_alt", {{"reference", application->reference}}), 220);
    view.paragraph(app.t("slip.show"));
    copies(view, app, *application);
    other_slips(view, app, *application);
    if (booked) {
        view.heading(app.t("visit.where"), 2);
        office_on_map(view, app, application->booking->office);
    }
    bring_list(view, app, {.filed_for = application->filed_for, .card = rules::stay_counts(app.rules(), app.today()) ? "bring.card_or_stay_paper" : "bring.card"});
    view.heading(app.t("slip.happens_title"), 2);
    view.picture("pictures.svg#counter", app.t("slip.happens_picture_alt"), 320);
    view.numbered(std::vector<std::string>{app.t("slip.happens_1"), app.t("slip.happens_2"), app.t("slip.happens_3"), app.t("slip.happens_4")});
    link(view, app, "to-status", app.t("slip.to_status"), "status/" + application->reference);
}

}  // namespace motcua::client::pages
