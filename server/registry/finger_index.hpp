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
