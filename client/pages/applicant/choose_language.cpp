#include "client/pages/applicant/applicant.hpp"
#include "shared/i18n/language.hpp"

namespace motcua::client::pages {

// The only page without a language of its own.
void choose_language(View& view, App& app) {
    view.page("Một Cửa", "vi");
    view.header("Định danh điện tử · Electronic identity", {}, {});
    view.heading("Chọn ngôn ngữ\nChoose your language");
    for (const auto& [tag, name] : i18n::languages) {
        const auto kind = tag == app.language() ? ui::ButtonKind::primary : ui::ButtonKind::secondary;
        if (view.button("language/" + std::string(tag), name, kind)) app.host().go("/" + std::string(tag) + "/start");
    }
}

}  // namespace motcua::client::pages
