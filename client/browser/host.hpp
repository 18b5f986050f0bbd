// Host on a real browser: each asynchronous call gets a number; the answer comes back under it (mc_answer).
#pragma once

#include <functional>
#include <map>
#include <string>

#include "client/model/host.hpp"

namespace motcua::client {

struct Reply {
    int number = 0;
    std::string bytes;
    std::string words;
};

class BrowserHost final : public Host {
public:
    void fetch(HttpRequest request, std::function<void(HttpResponse)> done) override;
    void store(std::string_view key, std::string value) override;
    void load(std::string_view key, std::function<void(std::optional<std::string>)> done) override;
    void forget(std::string_view key) override;
    [[nodiscard]] std::string route() const override;
    void go(std::string_view route) override;
    void replace(std::string_view route) override;
    void leave(std::string_view url) override;
    [[nodiscard]] std::int64_t now() const override;
    void after(int milliseconds, std::function<void()> action) override;
    [[nodiscard]] std::string random_id() override;
    void on_file(std::string_view key, std::function<void(Picture)> done) override;
    void camera_open(std::string_view key, std::string_view facing, std::function<void()> ready, std::function<void(std::string)> failed) override;
    void camera_close() override;
    void camera_take(std::function<void(Picture)> done) override;
    void vision_warm_up(std::string_view task) override;
    void judge(std::string_view task, const Picture& picture, std::function<void(Judged)> done) override;
    void judge_frame(std::string_view task, std::function<void(Judged)> done) override;
    void judge_live(std::string_view task, std::function<void(std::string json)> each) override;
    void judge_stop() override;
    void vision_end() override;
    void security_key(const std::string& question, std::function<void(bool made, std::string answer)> done) override;
    void copy_text(std::string_view text) override;
    void print_page() override;
    [[nodiscard]] bool online() const override;
    [[nodiscard]] std::string preferred_language() const override;
    void dirty() override;

    /// The answer to a call; calls that answer more than once (files, live judging) stay.
    void answered(int call, Reply answer);
    [[nodiscard]] static std::string asset_url(std::string_view name);

private:
    enum class Lasts { once, until_replaced };
    struct Waiting {
        std::function<void(Reply)> done;
        Lasts lasts;
    };
    int wait_for(std::function<void(Reply)> done, Lasts lasts = Lasts::once);

    std::map<int, Waiting> waiting_;
    std::map<std::string, int, std::less<>> file_calls_;
    int live_call_ = 0;
    int last_call_ = 0;
};

}  // namespace motcua::client
