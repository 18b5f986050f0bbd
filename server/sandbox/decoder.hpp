// Decodes pictures from outside in processes that can do nothing else. A few wait, started; each serves one picture and ends,
// so that a picture which takes its process over meets nobody else's. What goes wrong in there is an error of that picture.
//
// Only the decoding is done there: it is where bytes from outside steer memory. Judging, comparing and writing anew work on
// pixels of a size that was known before, and need face nets and threads which a locked-up process would have to be given.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/sandbox/confine.hpp"
#include "server/sandbox/framing.hpp"
#include "server/sandbox/worker.hpp"
#include "shared/base/result.hpp"
#include "shared/picture/picture.hpp"

namespace motcua::sandbox {

class Decoder {
public:
    struct Options {
        std::vector<std::string> program;                ///< the decoding program's path, and arguments
        int at_once = 2;                                 ///< pictures in work: each may take Limits::memory, and 12 MB here
        int waiting = 6;                                 ///< callers that may wait for that; the others are told to come back
        std::chrono::milliseconds patience{8'000};       ///< how long they wait
        std::chrono::milliseconds deadline{15'000};      ///< for one picture, by the clock on the wall
        std::chrono::milliseconds start_within{15'000};  ///< for a process to lock itself up and greet
    };
    /// Tries the program once, so that a server without it does not start. The caller ignores SIGPIPE: processes die while they
    /// are spoken to. Errors: decoder_missing.
    [[nodiscard]] static Result<std::unique_ptr<Decoder>> start(Options options);

    /// The right to have one picture in work: it bounds the memory that pictures take. Keep it until the pixels are done with.
    class Turn {
    public:
        explicit Turn(Decoder& of) : of_(&of) {}
        Turn(Turn&& other) noexcept : of_(std::exchange(other.of_, nullptr)) {}
        Turn& operator=(Turn&&) = delete;
        ~Turn() {
            if (of_ != nullptr) of_->end_turn();
        }

    private:
        Decoder* of_;
    };
    /// Errors: request_busy.
    [[nodiscard]] Result<Turn> turn();

    /// `bytes` whose header picture::inspect(), or finger::inspect_file() for fingers, has read and accepted. Errors: picture_format, picture_damaged, picture_colour;
    /// picture_unopened (detail: how the process ended, for the audit) when it died, hung or spoke nonsense; decoder_missing.
    [[nodiscard]] Result<picture::Picture> decode(const Turn& turn, std::string_view bytes, const picture::Info& info,
                                                  const Wish& wish);

    /// The layers that every process so far had.
    [[nodiscard]] Confinement confinement() const { return Confinement::of(layers_); }
    struct Figures {
        std::uint64_t started = 0, pictures = 0, lost = 0, late = 0;  ///< lost: died or spoke nonsense
    };
    [[nodiscard]] Figures figures() const;

private:
    explicit Decoder(Options options) : options_(std::move(options)) {}
    void end_turn();
    std::optional<Worker> begin();
    std::optional<Worker> stocked();
    std::optional<Worker> greeted();
    bool greets(Worker& worker);
    bool wants_another();
    void stock();
    Error lost(Worker& worker, Spoken spoken);

    Options options_;
    std::mutex mutex_;  // of what follows
    std::condition_variable freed_;
    std::vector<Worker> idle_;
    int taken_ = 0, waiting_ = 0, starting_ = 0;
    std::atomic<std::uint32_t> layers_{~0u};
    std::atomic<std::uint64_t> started_{0}, pictures_{0}, lost_{0}, late_{0};
};

}  // namespace motcua::sandbox
