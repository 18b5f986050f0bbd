#include "client/model/attachments.hpp"

#include "shared/base/upload.hpp"

namespace motcua::client {

const Attachment& Attachments::listen(const std::string& person, const std::string& path) {
    host_.on_file(path, [this, person, path](const Picture& picture) { chosen(person, path, picture); });
    return fields_[path];
}

void Attachments::chosen(const std::string& person, const std::string& path, const Picture& picture) {
    Attachment& field = fields_[path];
    if (field.sending) return;
    host_.dirty();
    const bool usable = !picture.bytes.empty() && picture.bytes.size() <= largest_picture;
    field = {.sending = usable, .unreadable = !usable};
    if (!usable) return;
    Call call{.method = "POST", .path = "/attachments", .bytes = picture.bytes, .media_type = picture.media_type};
    api_.send(std::move(call), [this, person, path, visit = visit_](const Answer& answer) {
        const std::string id = text_of(answer.body, "attachmentId");
        if (visit != visit_) return forget(id);
        fields_[path] = {.failed = !answer.ok(), .problem = answer.problem};
        if (!answer.ok()) return;
        forget(drafts_.draft().value(person, path));
        drafts_.draft().set(person, path, id);
        drafts_.changed();
    });
}

void Attachments::remove(const std::string& person, const std::string& path) {
    forget(drafts_.draft().value(person, path));
    drafts_.draft().set(person, path, "");
    drafts_.changed();
}

void Attachments::forget(const std::string& id) {
    if (!id.empty()) api_.send({.method = "DELETE", .path = "/attachments/" + id}, [](const Answer&) {});
}

bool Attachments::sending() const {
    return std::any_of(fields_.begin(), fields_.end(), [](const auto& field) { return field.second.sending; });
}

void Attachments::leave() {
    fields_.clear();
    ++visit_;
}

}  // namespace motcua::client
