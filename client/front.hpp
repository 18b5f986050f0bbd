// Front: the pages that one module shows. There are two modules, made of the same parts: client.wasm has the public pages,
// officer.wasm (below /{language}/officer) those of the desk, which nobody at home should have to download. A module links
// one of client/front_*.cpp.
#pragma once

#include <memory>

#include "client/model/app.hpp"

namespace motcua::client {

class Front {
public:
    virtual ~Front() = default;
    /// Builds the page of the present address.
    virtual void frame(ui::View& view) = 0;
    /// The page is being left: what waits to be sent goes now.
    virtual void leave() {}
};

[[nodiscard]] std::unique_ptr<Front> make_front(Host& host, AppOptions options);

}  // namespace motcua::client
