// The same small answer by Boost.Beast, for comparison: asynchronous, keep-alive, as many threads as asked.
//   http_beast PORT THREADS BODY_BYTES
#include <utility>  // Asio 1.74 needs it first under C++20 with g++ 12

#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;

namespace {

class Session : public std::enable_shared_from_this<Session> {
public:
    Session(tcp::socket socket, const std::string& body) : stream_(std::move(socket)), body_(body) { stream_.socket().set_option(tcp::no_delay(true)); }
    void read() {
        request_ = {};
        http::async_read(stream_, buffer_, request_, [self = shared_from_this()](beast::error_code error, std::size_t) {
            if (!error) self->write();
        });
    }

private:
    void write() {
        answer_ = {http::status::ok, request_.version()};
        answer_.set(http::field::content_type, "application/json");
        answer_.keep_alive(request_.keep_alive());
        answer_.body() = body_;
        answer_.prepare_payload();
        http::async_write(stream_, answer_, [self = shared_from_this()](beast::error_code error, std::size_t) {
            if (!error && self->answer_.keep_alive()) self->read();
        });
    }
    beast::tcp_stream stream_;
    const std::string& body_;
    beast::flat_buffer buffer_;
    http::request<http::empty_body> request_;
    http::response<http::string_body> answer_;
};

void accept(tcp::acceptor& acceptor, asio::io_context& context, const std::string& body) {
    acceptor.async_accept(asio::make_strand(context), [&](beast::error_code error, tcp::socket socket) {
        if (!error) std::make_shared<Session>(std::move(socket), body)->read();
        accept(acceptor, context, body);
    });
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) return 2;
    const int threads = std::atoi(argv[2]);
    const std::string body(static_cast<std::size_t>(std::atoi(argv[3])), 'x');
    asio::io_context context(threads);
    tcp::acceptor acceptor(context, {asio::ip::make_address("127.0.0.1"), static_cast<unsigned short>(std::atoi(argv[1]))});
    acceptor.listen(4096);
    accept(acceptor, context, body);
    std::vector<std::thread> pool;
    for (int i = 0; i < threads; ++i) pool.emplace_back([&] { context.run(); });
    for (auto& thread : pool) thread.join();
}
