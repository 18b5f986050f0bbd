// From scores to text: position classes, the structure of names, the list of states and the check digits choose; what they
// leave open is a doubt.
#pragma once

#include <span>
#include <vector>

#include "shared/document/lines.hpp"
#include "shared/document/reader.hpp"

namespace motcua::document {

struct Decoded {
    identity::Mrz zone{};
    std::vector<int> starts{};     ///< which cell of each line is its first character
    std::vector<Doubt> doubts{};
    int checks_right = 0;
    int clearness = 0;             ///< higher is likelier to be text of this format at all
};

/// The best reading over all formats of so many lines; nothing when the lines fit none.
[[nodiscard]] std::optional<Decoded> decode(std::span<const Cells> lines, std::span<const Line> places, Date today);

/// Whether `a` is to be preferred.
[[nodiscard]] bool better(const Decoded& a, const Decoded& b);

}  // namespace motcua::document
