// Requests as the front takes them from a socket: however the bytes are split, the same requests come out and the same refusal;
// what is accepted has one meaning only.
#include <algorithm>
#include <string>
#include <vector>

#include "server/http/framing.hpp"
#include "tests/fuzz/target.hpp"

using namespace motcua;

namespace {

// small, so that the fuzzer meets them
constexpr http::HeadLimits limits{.head = 512, .request_line = 96, .headers = 6};
constexpr std::size_t body_limit = 200;

struct Taken {
    std::string method, path, body;
    bool keep_alive = true;
    friend bool operator==(const Taken&, const Taken&) = default;
};
struct Talk {
    std::vector<Taken> requests{};
    std::string refusal{};  ///< code; "" when the peer may go on
    std::string left{};     ///< begun and not finished
    friend bool operator==(const Talk&, const Talk&) = default;
};

bool is_clean(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::tolower(c); });
    return out;
}

std::size_t count(std::string_view text, std::string_view word) {
    std::size_t out = 0;
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + word.size())) ++out;
    return out;
}

/// What an accepted head may be, read off its raw bytes.
void check_one_meaning(const http::Head& head, std::string_view raw) {
    fuzz::require(head.size <= limits.head && raw.ends_with("\r\n\r\n"), "a head has its size");
    const auto text = lower(raw);
    fuzz::require(count(raw, "\r") == count(raw, "\r\n") && count(raw, "\n") == count(raw, "\r\n"), "lines end in CR LF only");
    fuzz::require(count(text, "\ntransfer-encoding:") == 0, "no second way to say how long a body is");
    fuzz::require(count(text, "\ncontent-length:") <= 1, "one length");
    fuzz::require(head.body_size == 0 || count(text, "\ncontent-length:") == 1, "a body has a length");
    fuzz::require(count(text, "\nhost:") <= 1, "one host");
    fuzz::require(head.headers.size() <= limits.headers, "not too many headers");
    for (const auto& [name, value] : head.headers) fuzz::require(is_clean(name) && value.find_first_of("\r\n") == std::string::npos, "headers are lines");
    fuzz::require(head.path.starts_with('/') && is_clean(head.path), "a path begins at the root");
    const auto path = head.path + '/';
    for (const auto* step : {"/./", "/../", "\\"}) fuzz::require(path.find(step) == std::string::npos, "a path leads nowhere else");
    fuzz::require(head.path.find("//") == std::string::npos, "no empty step");
    for (const auto& [name, value] : head.query) fuzz::require(!name.empty() && is_clean(name) && is_clean(value), "a query is clean");
}

/// The front's own steps (front.cpp, advance): what has come is appended, then everything that is complete is taken.
class Reader {
public:
    void append(std::string_view bytes) {
        in_ += bytes;
        while (talk_.refusal.empty() && step()) {
        }
    }
    [[nodiscard]] Talk talk() const {
        Talk out = talk_;
        if (out.refusal.empty()) out.left = in_;
        return out;
    }

private:
    bool step() {
        if (!head_) return begin();
        if (in_.size() < head_->body_size) return false;
        talk_.requests.push_back({.method = head_->method, .path = head_->path, .body = in_.substr(0, head_->body_size), .keep_alive = head_->keep_alive});
        in_.erase(0, head_->body_size);
        head_.reset();
        return true;
    }
    bool begin() {
        auto head = http::read_head(in_, limits);
        if (!head.ok()) return refuse(head.error().code);
        if (!*head) return false;
        check_one_meaning(**head, std::string_view(in_).substr(0, (*head)->size));
        if ((*head)->body_size > body_limit) return refuse(ErrorCode::request_too_large);
        head_ = std::move(**head);
        in_.erase(0, head_->size);
        return true;
    }
    bool refuse(ErrorCode code) {
        talk_.refusal = describe(code).code;
        return false;
    }

    std::string in_;
    std::optional<http::Head> head_;
    Talk talk_;
};

template <class Next>
Talk read_split(std::string_view bytes, Next next) {
    Reader reader;
    while (!bytes.empty()) {
        const auto part = std::min<std::size_t>(next(), bytes.size());
        reader.append(bytes.substr(0, part));
        bytes.remove_prefix(part);
    }
    return reader.talk();
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    std::uint32_t seed = data[0] * 256u + data[1];
    const auto bytes = fuzz::text_of(data + 2, size - 2);
    const auto whole = read_split(bytes, [] { return std::size_t{1} << 20; });
    fuzz::require(read_split(bytes, [] { return 1; }) == whole, "byte by byte is as all at once");
    fuzz::require(read_split(bytes, [&] { return 1 + ((seed = seed * 1664525u + 1013904223u) >> 24) % 61; }) == whole, "any split is as all at once");
    if (const auto decoded = http::percent_decode(bytes)) {
        std::string written;
        for (unsigned char c : *decoded) {
            constexpr std::string_view digits = "0123456789abcdef";
            (((written += '%') += digits[c >> 4]) += digits[c & 15]);
        }
        fuzz::require(http::percent_decode(written) == decoded, "what is written is read back");
    }
    return 0;
}
