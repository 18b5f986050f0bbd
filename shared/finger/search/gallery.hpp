// Search 1:N in memory, in two stages: every template's digest against the probe (sieve.hpp), then the exact comparison
// (compare.hpp) of those that came out first. The answer depends on the templates and the probe only: not
// on the order in which they were added, nor on the number of threads.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "shared/finger/search/digest.hpp"
#include "shared/finger/template.hpp"

namespace motcua::finger {

struct Hit {
    std::uint64_t id = 0;
    int score = 0;  ///< that of compare()
    friend bool operator==(const Hit&, const Hit&) = default;
};

/// Runs part(0) … part(parts - 1), each once, in any order and on any threads; returns when all are done.
using Parallel = std::function<void(std::size_t parts, const std::function<void(std::size_t)>& part)>;
void one_after_another(std::size_t parts, const std::function<void(std::size_t)>& part);

struct SearchOptions {
    std::size_t top = 10;         ///< at most so many hits
    std::size_t survivors = 0;    ///< how many are compared exactly; 0: survivors_of(size); the gallery's size: exhaustive
    Parallel run = one_after_another;
};

/// How many templates come to the exact comparison by default: 512 and one in 64, at which hardly a print is lost that the
/// exhaustive search would put first (measured by tests/bench/finger/search.cpp).
[[nodiscard]] std::size_t survivors_of(std::size_t size);

class Gallery {
public:
    /// An id that is taken gets the new template. Errors: finger_unusable (fewer than 4 minutiae).
    Result<void> put(std::uint64_t id, const Template& finger);
    /// False when the id is not there.
    bool remove(std::uint64_t id);
    [[nodiscard]] bool holds(std::uint64_t id) const { return place_of(id) < size(); }
    [[nodiscard]] std::size_t size() const { return ids_.size(); }
    /// The template of an id. Errors: request_not_found.
    [[nodiscard]] Result<Template> find(std::uint64_t id) const;

    /// Best first; equal scores by id. Nothing for a probe of fewer than 4 minutiae, which no comparison could say anything of.
    [[nodiscard]] std::vector<Hit> search(const Template& probe, const SearchOptions& options = {}) const;

    /// Bytes of memory that the templates take, without what the lists of the gallery keep in reserve.
    [[nodiscard]] std::size_t bytes() const;

    /// Version 1, little-endian, in the order of ids, so that equal galleries give equal bytes:
    ///   "MFG1" | u32 1 | u64 n | n x { u64 id | u16 length | packed template (packed.hpp) | digest (digest.hpp) }
    ///   | u64 FNV-1a of everything before
    [[nodiscard]] Bytes snapshot() const;
    /// Errors: finger_gallery_malformed (cut, changed, another version).
    [[nodiscard]] static Result<Gallery> restore(std::span<const std::uint8_t> snapshot);

private:
    struct Survivor {
        std::uint32_t worth;  ///< by the sieve
        std::uint64_t id;
        std::size_t at;
    };
    static constexpr std::size_t block_size = 512;
    using Block = std::array<Digest, block_size>;

    [[nodiscard]] Digest& digest(std::size_t at) { return (*blocks_[at / block_size])[at % block_size]; }
    [[nodiscard]] const Digest& digest(std::size_t at) const { return (*blocks_[at / block_size])[at % block_size]; }
    /// Where in order_ an id stands or belongs; and its place, or size() when it is not there.
    [[nodiscard]] std::vector<std::uint32_t>::const_iterator rank_of(std::uint64_t id) const;
    [[nodiscard]] std::size_t place_of(std::uint64_t id) const;
    void append(std::uint64_t id, Bytes packed, const Digest& digest);
    /// Those of most worth, equal ones by id.
    static void keep_first(std::vector<Survivor>& all, std::size_t wanted);
    [[nodiscard]] std::vector<Survivor> sift(const Template& probe, std::size_t wanted, const Parallel& run) const;

    std::vector<std::uint64_t> ids_{};
    std::vector<Bytes> packed_{};
    std::vector<std::unique_ptr<Block>> blocks_{};
    std::vector<std::uint32_t> order_{};  ///< places by id: four bytes a template, where a map takes fifty
};

/// Appends the checksum of a snapshot: for tests that damage what stands before it.
void seal_snapshot(Bytes& bytes);

}  // namespace motcua::finger
