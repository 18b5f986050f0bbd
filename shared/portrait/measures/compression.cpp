// CompressionArtifacts. OFIQ asks a network that we do not have; our substitute is blockiness: how much stronger the steps are at
// the edges of JPEG's 8 x 8 blocks than elsewhere. It sees nothing in a picture that was scaled after it was compressed.
#include "shared/portrait/measures/measures.hpp"

namespace motcua::portrait::measures {

int score::compression(double edges) { return to_score(100 * (1 - sigmoid(edges, 0.5, 0.1))); }

Measure compression(const Subject& s) {
    if (s.faces.empty() || s.block_edges < 0) return {.id = MeasureId::compression};
    return {.id = MeasureId::compression, .assessed = true, .value = s.block_edges, .score = score::compression(s.block_edges)};
}

}  // namespace motcua::portrait::measures
