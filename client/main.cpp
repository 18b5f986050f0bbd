// What the browser calls in client.wasm and officer.wasm. Everything else happens in the Front (the pages), App
// (client/model) and the kit (client/ui).
#include <emscripten.h>

#include <cstdlib>
#include <memory>
#include <string>

#include "client/browser/host.hpp"
#include "client/browser/screen.hpp"
#include "client/front.hpp"

namespace {

using motcua::client::BrowserHost;
using motcua::client::Screen;

struct Client {
    Client(std::string regular_font, std::string bold_font) : screen(std::move(regular_font), std::move(bold_font)) {}

    void frame() {
        screen.show([this](motcua::ui::View& view) { front->frame(view); });
    }

    BrowserHost host;
    Screen screen;
    std::unique_ptr<motcua::client::Front> front = motcua::client::make_front(host, {.asset_url = BrowserHost::asset_url});
};

std::unique_ptr<Client> client;

// Bytes that bridge.js allocated for us.
std::string taken(char* bytes, int length) {
    std::string copy(bytes, static_cast<std::size_t>(length));
    std::free(bytes);  // NOLINT
    return copy;
}

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE void mc_start(char* regular, int regular_length, char* bold, int bold_length) {
    client = std::make_unique<Client>(taken(regular, regular_length), taken(bold, bold_length));
}

EMSCRIPTEN_KEEPALIVE void mc_environment(float width, float height, float above, float dpr, float text_scale, int dark) {
    client->screen.set_environment({.width = width, .height = height, .above = above, .dpr = dpr, .text_scale = text_scale,
                                    .scheme = dark != 0 ? motcua::ui::Scheme::dark : motcua::ui::Scheme::light});
}

EMSCRIPTEN_KEEPALIVE void mc_event(int kind, unsigned id, char* text, int length) {
    client->screen.post({.kind = static_cast<motcua::ui::Event::Kind>(kind), .id = id, .text = taken(text, length)});
}

EMSCRIPTEN_KEEPALIVE void mc_frame() { client->frame(); }
EMSCRIPTEN_KEEPALIVE void mc_leave() { client->front->leave(); }
EMSCRIPTEN_KEEPALIVE void mc_fonts() { client->screen.forget_glyphs(); }
EMSCRIPTEN_KEEPALIVE void mc_repaint() { client->screen.repaint(); }

EMSCRIPTEN_KEEPALIVE void mc_answer(int call, int number, char* bytes, int length, char* words, int words_length) {
    motcua::client::Reply answer{.number = number, .bytes = taken(bytes, length), .words = taken(words, words_length)};
    client->host.answered(call, std::move(answer));
}

}  // extern "C"
