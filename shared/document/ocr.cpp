// The file: "OCRB" 1, then little endian: number of layers (u8), unit (u32), and for each layer inputs (u16), outputs (u16),
// shift (u8), the weights (s8, row by row), the biases (s32).
#include "shared/document/ocr.hpp"

#include <algorithm>

namespace motcua::document {
namespace {

constexpr std::string_view magic{"OCRB\1", 5};
constexpr int most_units = 512;

/// Takes numbers from the front; once the bytes are over everything is 0 and ok() is false.
class Bytes {
public:
    explicit Bytes(std::string_view bytes) : rest_(bytes) {}
    [[nodiscard]] bool ok() const { return ok_; }
    [[nodiscard]] bool at_end() const { return rest_.empty(); }

    std::uint32_t number(std::size_t size) {
        const std::string_view from = take(size);
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < from.size(); ++i) value |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(from[i])) << (8 * i);
        return value;
    }
    std::string_view take(std::size_t size) {
        ok_ = ok_ && size <= rest_.size();
        if (!ok_) return {};
        const std::string_view out = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return out;
    }

private:
    std::string_view rest_;
    bool ok_ = true;
};

Ocr::Layer read_layer(Bytes& bytes) {
    Ocr::Layer layer;
    layer.inputs = static_cast<int>(bytes.number(2));
    layer.outputs = static_cast<int>(bytes.number(2));
    layer.shift = static_cast<int>(bytes.number(1));
    const std::string_view weights = bytes.take(static_cast<std::size_t>(layer.inputs) * static_cast<std::size_t>(layer.outputs));
    layer.weights.assign(weights.begin(), weights.end());
    for (int i = 0; i < layer.outputs && bytes.ok(); ++i) layer.biases.push_back(static_cast<std::int32_t>(bytes.number(4)));
    return layer;
}

/// Sums stay within 32 bits: 512 inputs of 255 times 128 are 2^24.
bool makes_sense(const Ocr::Layer& layer, int inputs) {
    const bool small = std::all_of(layer.biases.begin(), layer.biases.end(), [](std::int32_t b) { return b > -(1 << 28) && b < 1 << 28; });
    return layer.inputs == inputs && layer.outputs >= 1 && layer.outputs <= most_units && layer.shift <= 24 && small;
}

std::vector<std::int32_t> sums(const Ocr::Layer& layer, const std::vector<std::uint8_t>& input) {
    std::vector<std::int32_t> out(layer.biases);
    for (std::size_t o = 0; o < out.size(); ++o) {
        const std::int8_t* row = layer.weights.data() + o * input.size();
        std::int32_t sum = 0;
        for (std::size_t i = 0; i < input.size(); ++i) sum += row[i] * input[i];
        out[o] += sum;
    }
    return out;
}

}  // namespace

Result<std::shared_ptr<const Ocr>> Ocr::load(std::string_view file) {
    Bytes bytes(file);
    const bool ours = bytes.take(magic.size()) == magic;
    const int count = static_cast<int>(bytes.number(1));
    std::shared_ptr<Ocr> ocr(new Ocr());
    ocr->unit_ = static_cast<int>(bytes.number(4));
    bool fits = ours && bytes.ok() && count >= 1 && count <= 4 && ocr->unit_ >= 1 && ocr->unit_ < 1 << 24;
    for (int i = 0, inputs = Glyph::width * Glyph::height; fits && i < count; ++i) {
        ocr->layers_.push_back(read_layer(bytes));
        fits = bytes.ok() && makes_sense(ocr->layers_.back(), inputs);
        inputs = ocr->layers_.back().outputs;
    }
    if (!fits || !bytes.at_end() || ocr->layers_.back().outputs != static_cast<int>(alphabet.size())) return ErrorCode::document_model;
    return std::shared_ptr<const Ocr>(std::move(ocr));
}

Scores Ocr::scores(const Glyph& glyph) const {
    std::vector<std::uint8_t> values(glyph.ink.begin(), glyph.ink.end());
    for (std::size_t i = 0; i + 1 < layers_.size(); ++i) {
        const std::vector<std::int32_t> raw = sums(layers_[i], values);
        values.resize(raw.size());
        for (std::size_t o = 0; o < raw.size(); ++o) values[o] = static_cast<std::uint8_t>(std::clamp(raw[o] >> layers_[i].shift, 0, 255));
    }
    const std::vector<std::int32_t> answer = sums(layers_.back(), values);
    const std::int32_t best = *std::max_element(answer.begin(), answer.end());
    Scores out{};
    for (std::size_t c = 0; c < out.size(); ++c) out[c] = static_cast<int>((static_cast<std::int64_t>(answer[c]) - best) * 64 / unit_);
    return out;
}

}  // namespace motcua::document
