#include "server/sandbox/decoder.hpp"

#include <utility>

namespace motcua::sandbox {
namespace {

Deadline in(std::chrono::milliseconds time) { return std::chrono::steady_clock::now() + time; }

Request request_for(std::string_view bytes, const Wish& wish) {
    return {.bytes = static_cast<std::uint32_t>(bytes.size()),
            .grey = wish.colour == picture::Colour::grey,
            .finger = wish.kind == Kind::finger,
            .largest_side = static_cast<std::uint32_t>(wish.largest_side)};
}

Spoken ask(Worker& worker, std::string_view bytes, const Wish& wish, Deadline deadline) {
    const auto request = request_for(bytes, wish);
    const auto sent = worker.send(&request, sizeof request, deadline);
    return sent == Spoken::done ? worker.send(bytes.data(), bytes.size(), deadline) : sent;
}

/// An empty picture of the size it must have; none when the answer speaks of another, or is none.
std::optional<picture::Picture> frame_of(const Answer& answer, const picture::Info& info, const Wish& wish) {
    if (!honest(answer, info, wish)) return std::nullopt;
    const auto size = expected_size(info, wish);
    return picture::blank(size.width, size.height, static_cast<int>(expected_channels(wish)), 0);
}

}  // namespace

Result<std::unique_ptr<Decoder>> Decoder::start(Options options) {
    std::unique_ptr<Decoder> out(new Decoder(std::move(options)));
    if (!out->greeted()) return Error{.code = ErrorCode::decoder_missing, .detail = out->options_.program.front()};
    out->stock();
    return out;
}

Result<Decoder::Turn> Decoder::turn() {
    std::unique_lock lock(mutex_);
    if (taken_ >= options_.at_once && waiting_ >= options_.waiting) return ErrorCode::request_busy;
    ++waiting_;
    const bool free = freed_.wait_for(lock, options_.patience, [this] { return taken_ < options_.at_once; });
    --waiting_;
    if (!free) return ErrorCode::request_busy;
    ++taken_;
    return Turn(*this);
}

void Decoder::end_turn() {
    {
        const std::lock_guard lock(mutex_);
        --taken_;
    }
    freed_.notify_one();
}

std::optional<Worker> Decoder::begin() {
    ++started_;
    return Worker::start(options_.program);
}

std::optional<Worker> Decoder::stocked() {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) return std::nullopt;
    auto out = std::optional<Worker>(std::move(idle_.back()));
    idle_.pop_back();
    return out;
}

bool Decoder::greets(Worker& worker) {
    Greeting greeting;
    if (worker.receive(&greeting, sizeof greeting, in(options_.start_within)) != Spoken::done) return false;
    layers_ &= greeting.confinement;
    return greeting.word == word_of_protocol;
}

/// One that waited, unless it was killed meanwhile (memory runs short, somebody tidies up): that is no picture's fault.
std::optional<Worker> Decoder::greeted() {
    while (auto waited = stocked())
        if (waited->alive() && greets(*waited)) return waited;
    auto fresh = begin();
    if (fresh && greets(*fresh)) return fresh;
    return std::nullopt;
}

bool Decoder::wants_another() {
    const std::lock_guard lock(mutex_);
    if (static_cast<int>(idle_.size()) + starting_ >= options_.at_once) return false;
    ++starting_;
    return true;
}

/// Sees to it that as many wait as may work. One that cannot be started now is asked for again at the next picture.
void Decoder::stock() {
    while (wants_another()) {
        auto worker = begin();
        const std::lock_guard lock(mutex_);
        --starting_;
        if (!worker) return;
        idle_.push_back(std::move(*worker));
    }
}

Error Decoder::lost(Worker& worker, Spoken spoken) {
    ++(spoken == Spoken::late ? late_ : lost_);
    auto end = worker.end();
    if (spoken == Spoken::late) end = "late";
    if (spoken == Spoken::done) end = "nonsense";
    return {.code = ErrorCode::picture_unopened, .detail = std::move(end)};
}

Result<picture::Picture> Decoder::decode(const Turn&, std::string_view bytes, const picture::Info& info, const Wish& wish) {
    auto worker = greeted();
    stock();  // the next one gets ready while this one works
    if (!worker) return Error{.code = ErrorCode::decoder_missing, .detail = options_.program.front()};
    ++pictures_;
    const auto deadline = in(options_.deadline);
    if (const auto asked = ask(*worker, bytes, wish, deadline); asked != Spoken::done) return lost(*worker, asked);
    Answer answer;
    if (const auto heard = worker->receive(&answer, sizeof answer, deadline); heard != Spoken::done) return lost(*worker, heard);
    if (const auto refused = error_of(answer.outcome)) return *refused;
    auto out = frame_of(answer, info, wish);
    if (!out) return lost(*worker, Spoken::done);
    const auto heard = worker->receive(out->pixels.data(), out->pixels.size(), deadline);
    if (heard != Spoken::done) return lost(*worker, heard);
    return *std::move(out);
}

Decoder::Figures Decoder::figures() const { return {.started = started_, .pictures = pictures_, .lost = lost_, .late = late_}; }

}  // namespace motcua::sandbox
