// Every call from C++ into JavaScript. The bodies hand over to web/bridge.js; nothing else in the client knows JavaScript.
#pragma once

extern "C" {
// the kit
void js_commit(const char* json, int length);
void js_colours(const char* css, int length);
struct PaintJob {  // plain numbers: read by js_paint from memory, in this order
    const void* vertices;
    int vertex_bytes;
    const void* indices;
    int index_bytes;
    const float* commands;  // six floats each: count, first index, clip left, top, right, bottom
    int command_count;
    const unsigned char* atlas;
    int atlas_width, atlas_height, dirty_from, dirty_to;
    int paper;              // 0xRRGGBB
    float width, height, dpr;
};
void js_paint(const PaintJob* job);
/// From here on glyphs are drawn in the fonts of this language; 0 when they are those of the language before.
int js_glyphs_for(const char* lang);
float js_glyph_advance(int code_point, int bold);
int js_glyph(int code_point, int bold, float px, unsigned char* out, int capacity, int* box);
// the host
void js_fetch(int call, const char* method, const char* path, const char* headers, const char* body, int length);
void js_store(const char* key, const char* value);
void js_load(int call, const char* key);
void js_forget(const char* key);
char* js_route();
void js_go(const char* route);
void js_replace(const char* route);
void js_leave(const char* url);
double js_now();
void js_after(int call, int milliseconds);
char* js_random();
void js_on_file(int call, const char* key);
void js_camera_open(int call, const char* key, const char* facing);
void js_camera_close();
void js_camera_take(int call);
void js_vision_warm_up(const char* task);
void js_judge(int call, const char* task, const char* bytes, int length);
void js_judge_frame(int call, const char* task);
void js_judge_live(int call, const char* task);
void js_judge_stop();
void js_vision_end();
void js_security_key(int call, const char* question);
void js_copy(const char* text);
void js_print();
int js_online();
char* js_language();
void js_dirty();
char* js_asset(const char* name);
}
