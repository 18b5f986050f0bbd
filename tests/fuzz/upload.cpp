// The way of an uploaded picture: through the sealed file in parts of any size, and then the words between server and decoder,
// where an answer is believed only when it announces the pixels that the header led us to expect.
#include <cstring>
#include <string>

#include "server/http/spool.hpp"
#include "server/sandbox/framing.hpp"
#include "tests/fuzz/target.hpp"

using namespace motcua;

namespace {

/// Bytes of the input as a number; past its end 0.
class Source {
public:
    explicit Source(std::string_view bytes) : bytes_(bytes) {}
    template <class Value>
    Value take() {
        Value out{};
        const auto size = std::min(sizeof out, bytes_.size());
        std::memcpy(static_cast<void*>(&out), bytes_.data(), size);
        bytes_.remove_prefix(size);
        return out;
    }
    [[nodiscard]] std::string_view rest() const { return bytes_; }

private:
    std::string_view bytes_;
};

void check_spool(Source source) {
    std::uint32_t seed = source.take<std::uint16_t>();
    const std::size_t times = 1 + source.take<std::uint8_t>() % 64;  // up to some sealed chunks of 64 KiB
    std::string whole;
    for (std::size_t i = 0; i < times && !source.rest().empty(); ++i) whole += source.rest();
    auto spool = http::Spool::create("/dev/shm");
    fuzz::require(spool.ok(), "a spool opens");
    for (std::size_t at = 0; at < whole.size();) {
        seed = seed * 1664525u + 1013904223u;
        const auto part = std::min<std::size_t>(1 + (seed >> 8) % 70'000, whole.size() - at);
        fuzz::require((*spool)->append(std::string_view(whole).substr(at, part)).ok(), "a part is taken");
        at += part;
        fuzz::require((*spool)->size() == at, "a spool knows its size");
    }
    const auto back = (*spool)->read();
    fuzz::require(back.ok() && *back == whole, "what went in comes out, however it was split");
}

void check_sizes(const picture::Info& info, const sandbox::Wish& wish) {
    const auto size = sandbox::expected_size(info, wish);
    fuzz::require(size.width >= 1 && size.height >= 1, "at least a pixel each way");
    fuzz::require(std::int64_t{size.width} * size.height <= std::int64_t{info.width} * info.height, "never more pixels than the picture has");
    fuzz::require(wish.largest_side <= 0 || std::max(size.width, size.height) <= wish.largest_side, "within the side that was wished");
    fuzz::require(sandbox::fitted(size, wish.largest_side) == size, "fitted once is fitted");
}

void check_words(Source source) {
    const auto request = source.take<sandbox::Request>();
    fuzz::require(!sandbox::acceptable(request) || request.bytes <= sandbox::most_bytes, "no decoder reads without end");
    const sandbox::Wish wish{.kind = request.finger != 0 ? sandbox::Kind::finger : sandbox::Kind::photograph,
                             .colour = request.grey != 0 ? picture::Colour::grey : picture::Colour::bgr, .largest_side = static_cast<int>(request.largest_side)};
    picture::Info info{.width = 1 + source.take<std::uint16_t>() % picture::max_side, .orientation = 1 + source.take<std::uint8_t>() % 8};
    info.height = 1 + source.take<std::uint16_t>() % static_cast<int>(std::min<std::int64_t>(picture::max_side, picture::max_pixels / info.width));
    check_sizes(info, wish);
    auto answer = source.take<sandbox::Answer>();
    const auto size = sandbox::expected_size(info, wish);
    if (sandbox::honest(answer, info, wish)) {
        fuzz::require(!sandbox::error_of(answer.outcome), "a refusal is not a picture");
        fuzz::require(std::uint64_t{answer.width} * answer.height * answer.channels <= std::uint64_t{3} * picture::max_pixels, "pixels within what was planned");
    }
    answer = {.outcome = sandbox::Outcome::done, .width = static_cast<std::uint32_t>(size.width), .height = static_cast<std::uint32_t>(size.height), .channels = sandbox::expected_channels(wish)};
    fuzz::require(sandbox::honest(answer, info, wish), "an honest answer is believed");
    ++answer.width;
    fuzz::require(!sandbox::honest(answer, info, wish), "another size is not");
    for (auto outcome : {sandbox::Outcome::format, sandbox::Outcome::damaged, sandbox::Outcome::too_many_pixels, sandbox::Outcome::colour})
        fuzz::require(sandbox::outcome_of(*sandbox::error_of(outcome)) == outcome, "an outcome and its error are one");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Source source(fuzz::text_of(data, size));
    check_words(source);
    check_spool(source);
    return 0;
}
