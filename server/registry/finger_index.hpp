// The fingers on record in memory, for a search 1:N over all of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "shared/finger/search/gallery.hpp"

namespace motcua::registry {

/// Whose finger a template is.
struct RecordedFinger {
    std::string person_id, identity_id, sub_type;
    friend auto operator<=>(const RecordedFinger&, const RecordedFinger&) = default;
};

struct FingerHit {
    RecordedFinger finger;
    int score = 0;
};

/// The score from which on a search among so many fingers says that it is the same finger. A comparison 1:1 errs once in 10,000;
/// a search makes as many comparisons as there are fingers, and is held to one false hit in 1,000 searches. Up to 1,000 fingers
/// that is one comparison in a million, where finger::false_match_ppm ends; each ten times as many fingers ask for a tenth of the
/// rate, 46 points more: the table's last step, which is no measurement (calibration.cpp).
[[nodiscard]] int search_threshold(std::size_t fingers);

class FingerIndex {
public:
    /// A compact template; false for what no comparison could say anything of (unreadable, fewer than 4 minutiae).
    bool add(RecordedFinger finger, std::string_view compact);
    void remove_identity(std::string_view identity_id);
    [[nodiscard]] std::size_t size() const { return gallery_.size(); }

    /// Those that reach the score, best first, equal ones in the order of RecordedFinger.
    [[nodiscard]] std::vector<FingerHit> search(const finger::Template& probe, int least) const;

private:
    finger::Gallery gallery_{};
    std::map<std::uint64_t, RecordedFinger> fingers_{};
    std::multimap<std::string, std::uint64_t, std::less<>> of_identity_{};
    std::uint64_t next_ = 1;
};

}  // namespace motcua::registry
