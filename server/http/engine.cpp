#include "server/http/engine.hpp"

#include <httplib.h>

#include <cstring>

#include "server/http/log.hpp"
#include "server/http/responses.hpp"

namespace motcua::http {
namespace {

// process_request is protected and its order of calls is not promised: another version must be looked at again.
static_assert(std::string_view(CPPHTTPLIB_VERSION) == "0.11.4", "http/engine.cpp was written against cpp-httplib 0.11.4");

class MemoryStream : public httplib::Stream {
public:
    MemoryStream(std::string in, std::string address) : in_(std::move(in)), address_(std::move(address)) {}
    std::string out;
    bool is_readable() const override { return true; }
    bool is_writable() const override { return true; }
    ssize_t read(char* to, size_t size) override {
        const auto count = std::min(size, in_.size() - position_);
        std::memcpy(to, in_.data() + position_, count);
        position_ += count;
        return static_cast<ssize_t>(count);
    }
    ssize_t write(const char* from, size_t size) override {
        out.append(from, size);
        return static_cast<ssize_t>(size);
    }
    void get_remote_ip_and_port(std::string& ip, int& port) const override {
        ip = address_;
        port = 0;
    }
    void get_local_ip_and_port(std::string& ip, int& port) const override {
        ip.clear();
        port = 0;
    }
    socket_t socket() const override { return INVALID_SOCKET; }

private:
    std::string in_, address_;
    std::size_t position_ = 0;
};

void put(httplib::Response& to, Response&& from) {
    to.status = from.status;
    for (auto& [name, value] : from.headers) to.set_header(name, value);
    if (from.body.empty()) return;
    to.set_header("Content-Type", from.content_type);
    to.body = std::move(from.body);
}

Millis now() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// One a thread: making httplib's server anew for every request would cost more than the answer.
class Engine : public httplib::Server {
public:
    Engine() {
        set_pre_routing_handler([this](const httplib::Request&, httplib::Response& response) {
            put(response, (*application_)(*incoming_));
            return HandlerResponse::Handled;
        });
        set_exception_handler([](const httplib::Request&, httplib::Response& response, std::exception_ptr) {
            log(Level::error, Event::lost, {{"code", ErrorCode::request_internal}, {"about", Word("failure")}}, now());
            put(response, problem(Error{.code = ErrorCode::request_internal}, ""));
        });
    }
    std::string run(const Incoming& incoming, const Application& application, MemoryStream stream) {
        incoming_ = &incoming;
        application_ = &application;
        bool closed = false;
        process_request(stream, !incoming.head.keep_alive, closed, nullptr);
        return std::move(stream.out);
    }

private:
    const Incoming* incoming_ = nullptr;
    const Application* application_ = nullptr;
};

// Only what decides the shape of the answer is told to httplib. No Accept-Encoding: it would compress on the fly
// (a body once compressed must not be compressed again, and secrets must not be compressed beside foreign text).
std::string plain_head(const Head& head) {
    const auto target = head.target.size() < 2000 ? head.target : std::string("/");
    return head.method + ' ' + target + " HTTP/1.1\r\nHost: motcua\r\n" + (head.keep_alive ? "" : "Connection: close\r\n") +
           "\r\n";
}

}  // namespace

std::string answer_bytes(const Incoming& incoming, const Application& application) {
    static thread_local Engine engine;
    return engine.run(incoming, application, MemoryStream(plain_head(incoming.head), incoming.address));
}

std::string refusal_bytes(const Response& response) {
    Incoming incoming{.head = {.method = "GET", .target = "/", .path = "/", .keep_alive = false}};
    return answer_bytes(incoming, [&](const Incoming&) { return response; });
}

}  // namespace motcua::http
