// A picture of a paper: choose or take it, see it, replace it, remove it.
#include "client/pages/applicant/ask.hpp"
#include "shared/base/upload.hpp"

namespace motcua::client::pages {

namespace {

std::string fault_of(const App& app, const Attachment& field, const std::string& path) {
    if (field.unreadable) return app.t("portrait.unreadable", {{"size", largest_picture_text()}});
    return field.failed ? app.message(field.problem) : app.page.error_of(path);
}

}  // namespace

void ask_picture(View& view, App& app, const std::string& person, const form::Field& field, const std::string& path) {
    const Attachment& state = app.attachments.listen(person, path);
    const std::string id = app.draft().value(person, path), name = app.label(field);
    view.file_field({.key = path, .label = label_of(app, field), .hint = app.t("portrait.file_hint", {{"size", largest_picture_text()}}), .error = fault_of(app, state, path),
                     .button_text = app.t(id.empty() ? "attachment.choose" : "portrait.retake")});
    if (state.sending) view.progress(path + "/sending", app.t("portrait.uploading"), -1);
    if (id.empty()) return;
    view.image(path + "/image", "/api/v1/attachments/" + id, name, 240, 160);
    if (view.button(path + "/remove", app.t("attachment.remove", {{"picture", name}}), ui::ButtonKind::quiet)) app.attachments.remove(person, path);
}

}  // namespace motcua::client::pages
