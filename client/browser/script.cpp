#include "client/browser/script.hpp"

#include <emscripten.h>

// clang-format off
EM_JS(void, js_commit, (const char* json, int length), { Module['bridge'].commit(Module['bridge'].text(json, length)); });
EM_JS(void, js_colours, (const char* css, int length), { Module['bridge'].colours(Module['bridge'].text(css, length)); });
EM_JS(void, js_paint, (const PaintJob* job), {
    var i = HEAP32.subarray(job >> 2, (job >> 2) + 12);
    var f = HEAPF32.subarray((job >> 2) + 12, (job >> 2) + 15);
    Module['bridge'].paint(i[0], i[1], i[2], i[3], i[4], i[5], i[6], i[7], i[8], i[9], i[10], i[11], f[0], f[1], f[2]);
});
EM_JS(int, js_glyphs_for, (const char* lang), { return Module['bridge'].glyphsFor(UTF8ToString(lang)); });
EM_JS(float, js_glyph_advance, (int code_point, int bold), { return Module['bridge'].glyphAdvance(code_point, bold); });
EM_JS(int, js_glyph, (int code_point, int bold, float px, unsigned char* out, int capacity, int* box), {
    return Module['bridge'].glyph(code_point, bold, px, out, capacity, box);
});
EM_JS(void, js_fetch, (int call, const char* method, const char* path, const char* headers, const char* body, int length), {
    Module['host'].request(call, UTF8ToString(method), UTF8ToString(path), UTF8ToString(headers), length ? HEAPU8.slice(body, body + length) : null);
});
EM_JS(void, js_store, (const char* key, const char* value), { Module['host'].store(UTF8ToString(key), UTF8ToString(value)); });
EM_JS(void, js_load, (int call, const char* key), { Module['host'].load(call, UTF8ToString(key)); });
EM_JS(void, js_forget, (const char* key), { Module['host'].forget(UTF8ToString(key)); });
EM_JS(char*, js_route, (), { return Module['bridge'].give(new TextEncoder().encode(location.pathname)); });
EM_JS(void, js_go, (const char* route), { Module['host'].go(UTF8ToString(route)); });
EM_JS(void, js_replace, (const char* route), { Module['host'].replace(UTF8ToString(route)); });
EM_JS(void, js_leave, (const char* url), { location.assign(UTF8ToString(url)); });
EM_JS(double, js_now, (), { return Date.now(); });
EM_JS(void, js_after, (int call, int milliseconds), { Module['host'].after(milliseconds, call); });
EM_JS(char*, js_random, (), { return Module['bridge'].give(new TextEncoder().encode(Module['host'].random())); });
EM_JS(void, js_on_file, (int call, const char* key), { Module['host'].onFile(UTF8ToString(key), call); });
EM_JS(void, js_camera_open, (int call, const char* key, const char* facing), { Module['host'].see('cameraOpen', call, UTF8ToString(key), UTF8ToString(facing)); });
EM_JS(void, js_camera_close, (), { Module['host'].see('cameraClose'); });
EM_JS(void, js_camera_take, (int call), { Module['host'].see('cameraTake', call); });
EM_JS(void, js_vision_warm_up, (const char* task), { Module['host'].see('warmUp', UTF8ToString(task)); });
EM_JS(void, js_judge, (int call, const char* task, const char* bytes, int length), {
    Module['host'].see('judge', call, UTF8ToString(task), HEAPU8.slice(bytes, bytes + length));
});
EM_JS(void, js_judge_live, (int call, const char* task), { Module['host'].see('judgeLive', call, UTF8ToString(task)); });
EM_JS(void, js_judge_frame, (int call, const char* task), { Module['host'].see('judgeFrame', call, UTF8ToString(task)); });
EM_JS(void, js_judge_stop, (), { Module['host'].see('judgeStop'); });
EM_JS(void, js_vision_end, (), { Module['host'].see('visionEnd'); });
EM_JS(void, js_security_key, (int call, const char* question), { Module['host'].securityKey(call, UTF8ToString(question)); });
EM_JS(void, js_copy, (const char* text), { Module['host'].copy(UTF8ToString(text)); });
EM_JS(void, js_print, (), { setTimeout(() => window.print()); });
EM_JS(int, js_online, (), { return Module['host'].online() ? 1 : 0; });
EM_JS(char*, js_language, (), { return Module['bridge'].give(new TextEncoder().encode(Module['host'].language())); });
EM_JS(void, js_dirty, (), { Module['host'].dirty(); });
EM_JS(char*, js_asset, (const char* name), { return Module['bridge'].give(new TextEncoder().encode(Module['host'].asset(UTF8ToString(name)))); });
// clang-format on
