// Rows of equally spaced spots: the lines of a zone are the only text of a document that is printed so, 30 to 44 in a row.
#pragma once

#include <array>
#include <vector>

#include "shared/document/blobs.hpp"

namespace motcua::document {

/// A line of characters as a curve: place(u) is the middle of the u-th character, whole numbers being characters.
struct Row {
    std::array<Vec, 3> curve{};      ///< place(u) = curve[0] + curve[1] u + curve[2] u^2
    int first = 0, last = 0;         ///< characters seen
    int seen = 0;                    ///< how many of them
    double worth = 0;                ///< seen, less for gaps and for spots beside the curve: chance rows have many of both
    std::vector<Vec> off{};          ///< how far the characters first..last stand beside the curve, smoothed

    [[nodiscard]] Vec place(double u) const;
    [[nodiscard]] Vec right(double u) const { return curve[1] + curve[2] * (2 * u); }
    [[nodiscard]] double pitch() const { return length(right((first + last) / 2.0)); }
    [[nodiscard]] int span() const { return last - first + 1; }
};

/// The worthiest first; rows may run in any direction, and the direction does not say which way up the text is.
[[nodiscard]] std::vector<Row> find_rows(const std::vector<Blob>& blobs);

/// The same row read from its other end.
[[nodiscard]] Row turned_round(const Row& row);

}  // namespace motcua::document
