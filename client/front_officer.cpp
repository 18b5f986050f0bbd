#include "client/front.hpp"
#include "client/pages/officer/officer.hpp"
#include "client/ui/gallery.hpp"

namespace motcua::client {

namespace {

class OfficerFront final : public Front {
public:
    OfficerFront(Host& host, AppOptions options) : app_(host, std::move(options)), factors_(host, app_.api()), desk_(host, app_.api(), factors_), activation_(host, app_.api()) {}

    void frame(ui::View& view) override {
        app_.follow_address();
        // the gallery of the kit is for developers: it goes where it costs the public nothing
        if (app_.route().part(1) == "gallery") ui::gallery_page(view, gallery_);
        else pages::officer::frame(view, app_, desk_, factors_, activation_);
        if (const std::string key = app_.take_focus(); !key.empty()) view.focus(key);
    }

private:
    App app_;
    Factors factors_;
    Desk desk_;
    Activation activation_;
    ui::Gallery gallery_;
};

}  // namespace

std::unique_ptr<Front> make_front(Host& host, AppOptions options) { return std::make_unique<OfficerFront>(host, std::move(options)); }

}  // namespace motcua::client
