#include "client/browser/host.hpp"

#include <cstdlib>
#include <utility>

#include "client/browser/script.hpp"

namespace motcua::client {
namespace {

// A string that JavaScript allocated for us.
std::string taken(char* words) {
    std::string copy(words == nullptr ? "" : words);
    std::free(words);  // NOLINT: allocated by bridge.js with malloc
    return copy;
}

std::map<std::string, std::string> headers_of(const std::string& lines) {
    std::map<std::string, std::string> headers;
    for (std::size_t at = 0; at < lines.size();) {
        const std::size_t end = std::min(lines.find('\n', at), lines.size());
        const std::size_t colon = lines.find(':', at);
        if (colon < end) headers.emplace(lines.substr(at, colon - at), lines.substr(colon + 1, end - colon - 1));
        at = end + 1;
    }
    return headers;
}

// A line of the words, the n-th from 0; empty where there is none.
std::string line_of(const std::string& words, int n) {
    std::size_t from = 0;
    for (; n > 0; --n) {
        from = words.find('\n', from) + 1;
        if (from == 0) return {};
    }
    return words.substr(from, words.find('\n', from) - from);
}

// Media type, name and blob: address, a line each.
Picture picture_of(Reply answer) {
    return {.bytes = std::move(answer.bytes), .media_type = line_of(answer.words, 0), .name = line_of(answer.words, 1), .url = line_of(answer.words, 2)};
}

// The JSON and the addresses of the two pictures, a line each; the bytes are those of the first one.
Judged judged_of(Reply answer) {
    Judged judged{.json = line_of(answer.words, 0), .whole = line_of(answer.words, 2)};
    judged.made = {.bytes = std::move(answer.bytes), .media_type = "image/jpeg", .name = "portrait.jpg", .url = line_of(answer.words, 1)};
    return judged;
}

}  // namespace

int BrowserHost::wait_for(std::function<void(Reply)> done, Lasts lasts) {
    waiting_.emplace(++last_call_, Waiting{std::move(done), lasts});
    return last_call_;
}

void BrowserHost::answered(int call, Reply answer) {
    const auto found = waiting_.find(call);
    if (found == waiting_.end()) return;
    // the action may start or end calls of its own: work on a copy
    const Waiting waiting = found->second;
    if (waiting.lasts == Lasts::once) waiting_.erase(found);
    waiting.done(std::move(answer));
}

void BrowserHost::fetch(HttpRequest request, std::function<void(HttpResponse)> done) {
    std::string headers;
    for (const auto& [name, value] : request.headers) headers += name + ":" + value + "\n";
    if (!request.content_type.empty()) headers += "Content-Type:" + request.content_type + "\n";
    const int call = wait_for([done = std::move(done)](Reply answer) {
        done({.status = answer.number, .body = std::move(answer.bytes), .headers = headers_of(answer.words)});
    });
    js_fetch(call, request.method.c_str(), request.path.c_str(), headers.c_str(), request.body.data(), static_cast<int>(request.body.size()));
}

void BrowserHost::store(std::string_view key, std::string value) { js_store(std::string(key).c_str(), value.c_str()); }

void BrowserHost::load(std::string_view key, std::function<void(std::optional<std::string>)> done) {
    const int call = wait_for([done = std::move(done)](Reply answer) {
        done(answer.number == 1 ? std::optional<std::string>(std::move(answer.bytes)) : std::nullopt);
    });
    js_load(call, std::string(key).c_str());
}

void BrowserHost::forget(std::string_view key) { js_forget(std::string(key).c_str()); }
std::string BrowserHost::route() const { return taken(js_route()); }
void BrowserHost::go(std::string_view route) { js_go(std::string(route).c_str()); }
void BrowserHost::replace(std::string_view route) { js_replace(std::string(route).c_str()); }
void BrowserHost::leave(std::string_view url) { js_leave(std::string(url).c_str()); }
std::int64_t BrowserHost::now() const { return static_cast<std::int64_t>(js_now()); }

void BrowserHost::after(int milliseconds, std::function<void()> action) {
    js_after(wait_for([action = std::move(action)](const Reply&) { action(); }), milliseconds);
}

std::string BrowserHost::random_id() { return taken(js_random()); }

void BrowserHost::on_file(std::string_view key, std::function<void(Picture)> done) {
    // pages ask in every frame: one call per field, its action replaced
    const auto known = file_calls_.find(key);
    auto action = [done = std::move(done)](Reply answer) { done(picture_of(std::move(answer))); };
    if (known != file_calls_.end()) {
        waiting_[known->second] = {std::move(action), Lasts::until_replaced};
        return;
    }
    const int call = wait_for(std::move(action), Lasts::until_replaced);
    file_calls_.emplace(key, call);
    js_on_file(call, std::string(key).c_str());
}

void BrowserHost::camera_open(std::string_view key, std::string_view facing, std::function<void()> ready, std::function<void(std::string)> failed) {
    const int call = wait_for([ready = std::move(ready), failed = std::move(failed)](Reply answer) {
        if (answer.number == 1) ready();
        else failed(std::move(answer.words));
    });
    js_camera_open(call, std::string(key).c_str(), std::string(facing).c_str());
}

void BrowserHost::camera_close() { js_camera_close(); }

void BrowserHost::camera_take(std::function<void(Picture)> done) {
    js_camera_take(wait_for([done = std::move(done)](Reply answer) { done(picture_of(std::move(answer))); }));
}

void BrowserHost::vision_warm_up(std::string_view task) { js_vision_warm_up(std::string(task).c_str()); }

void BrowserHost::judge(std::string_view task, const Picture& picture, std::function<void(Judged)> done) {
    const int call = wait_for([done = std::move(done)](Reply answer) { done(judged_of(std::move(answer))); });
    js_judge(call, std::string(task).c_str(), picture.bytes.data(), static_cast<int>(picture.bytes.size()));
}

void BrowserHost::judge_frame(std::string_view task, std::function<void(Judged)> done) {
    js_judge_frame(wait_for([done = std::move(done)](Reply answer) { done(judged_of(std::move(answer))); }), std::string(task).c_str());
}

void BrowserHost::judge_live(std::string_view task, std::function<void(std::string json)> each) {
    judge_stop();
    live_call_ = wait_for([each = std::move(each)](Reply answer) { each(std::move(answer.bytes)); }, Lasts::until_replaced);
    js_judge_live(live_call_, std::string(task).c_str());
}

void BrowserHost::judge_stop() {
    waiting_.erase(live_call_);
    js_judge_stop();
}

void BrowserHost::vision_end() {
    waiting_.erase(live_call_);
    js_vision_end();
}

void BrowserHost::security_key(const std::string& question, std::function<void(bool made, std::string answer)> done) {
    const int call = wait_for([done = std::move(done)](Reply answer) { done(answer.number == 1, std::move(answer.bytes)); });
    js_security_key(call, question.c_str());
}

void BrowserHost::copy_text(std::string_view text) { js_copy(std::string(text).c_str()); }
void BrowserHost::print_page() { js_print(); }
bool BrowserHost::online() const { return js_online() != 0; }
std::string BrowserHost::preferred_language() const { return taken(js_language()); }
void BrowserHost::dirty() { js_dirty(); }
std::string BrowserHost::asset_url(std::string_view name) { return taken(js_asset(std::string(name).c_str())); }

}  // namespace motcua::client
