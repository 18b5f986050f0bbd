#include "client/front.hpp"

namespace motcua::client {

namespace {

class PublicFront final : public Front {
public:
    PublicFront(Host& host, AppOptions options) : app_(host, std::move(options)) {}
    void frame(ui::View& view) override { app_.frame(view); }
    void leave() override { app_.drafts.leave(); }

private:
    App app_;
};

}  // namespace

std::unique_ptr<Front> make_front(Host& host, AppOptions options) { return std::make_unique<PublicFront>(host, std::move(options)); }

}  // namespace motcua::client
