#include "client/pages/applicant/applicant.hpp"

namespace motcua::client::pages {

// The only page without a language of its own: it speaks both.
void choose_language(View& view, App& app) {
    view.page("Một Cửa", "vi");
    view.header("Định danh điện tử · Electronic identity", {}, {});
    view.heading("Chọn ngôn ngữ\nChoose your language");
    const auto choose = [&](std::string_view tag, std::string_view name) {
        const std::string target = "/" + std::string(tag) + "/start";
        if (view.button("language/" + std::string(tag), name, tag == app.language() ? ui::ButtonKind::primary : ui::ButtonKind::secondary))
            app.host().go(target);
    };
    choose("vi", "Tiếng Việt");
    choose("en", "English");
}

}  // namespace motcua::client::pages
