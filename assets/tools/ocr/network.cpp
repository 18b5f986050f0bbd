#include "assets/tools/ocr/network.hpp"

#include <algorithm>
#include <cmath>

namespace motcua::ocr_training {
namespace {

/// c[n][q] += a[n][p] * b[p][q]: rows as vectors, so the compiler needs no leave to reorder sums.
void multiply_add(const float* a, const float* b, float* c, int n, int p, int q) {
    for (int i = 0; i < n; ++i)
        for (int k = 0; k < p; ++k) {
            const float s = a[i * p + k];
            if (s == 0) continue;
            const float* row = b + static_cast<std::ptrdiff_t>(k) * q;
            float* out = c + static_cast<std::ptrdiff_t>(i) * q;
            for (int j = 0; j < q; ++j) out[j] += s * row[j];
        }
}

std::vector<float> transposed(const std::vector<float>& a, int rows, int columns) {
    std::vector<float> out(a.size());
    for (int i = 0; i < rows; ++i)
        for (int j = 0; j < columns; ++j) out[static_cast<std::size_t>(j * rows + i)] = a[static_cast<std::size_t>(i * columns + j)];
    return out;
}

void put(std::string& out, std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

}  // namespace

Network::Network(std::vector<int> sizes, std::uint64_t seed) {
    Random random(seed);
    for (std::size_t i = 0; i + 1 < sizes.size(); ++i) {
        Layer layer{.inputs = sizes[i], .outputs = sizes[i + 1]};
        const std::size_t count = static_cast<std::size_t>(layer.inputs * layer.outputs), outputs = static_cast<std::size_t>(layer.outputs);
        for (std::size_t k = 0; k < count; ++k) layer.weights.push_back(static_cast<float>(random.normal() * std::sqrt(2.0 / layer.inputs)));
        layer.m.resize(count), layer.v.resize(count), layer.slope.resize(count);
        layer.bias.resize(outputs), layer.bm.resize(outputs), layer.bv.resize(outputs), layer.bias_slope.resize(outputs);
        layers_.push_back(std::move(layer));
    }
}

void Network::forward(std::span<const Example> batch) {
    const int n = static_cast<int>(batch.size());
    input_.clear();
    for (const Example& e : batch)
        for (const std::uint8_t v : e.glyph.ink) input_.push_back(static_cast<float>(v) / 255.f);
    const std::vector<float>* in = &input_;
    for (Layer& layer : layers_) {
        layer.values.clear();
        for (int i = 0; i < n; ++i) layer.values.insert(layer.values.end(), layer.bias.begin(), layer.bias.end());
        multiply_add(in->data(), layer.weights.data(), layer.values.data(), n, layer.inputs, layer.outputs);
        if (&layer != &layers_.back())
            for (float& v : layer.values) v = std::max(v, 0.f);
        in = &layer.values;
    }
}

void Network::step(std::vector<float>& w, const std::vector<float>& g, std::vector<float>& m, std::vector<float>& v, double rate) const {
    const float a = 0.9f, b = 0.999f;
    const float scale = static_cast<float>(rate * std::sqrt(1 - std::pow(0.999, steps_)) / (1 - std::pow(0.9, steps_)));
    for (std::size_t i = 0; i < w.size(); ++i) {
        m[i] = a * m[i] + (1 - a) * g[i];
        v[i] = b * v[i] + (1 - b) * g[i] * g[i];
        w[i] -= scale * m[i] / (std::sqrt(v[i]) + 1e-8f) + static_cast<float>(rate) * 1e-3f * w[i];
    }
}

double Network::learn(std::span<const Example> batch, double rate) {
    forward(batch);
    ++steps_;
    const int n = static_cast<int>(batch.size());
    std::vector<float> error = layers_.back().values;
    double loss = 0;
    for (int i = 0; i < n; ++i) {
        const int classes = layers_.back().outputs;
        float* e = error.data() + i * classes;
        const float top = *std::max_element(e, e + classes);
        double sum = 0;
        for (int c = 0; c < classes; ++c) sum += std::exp(e[c] - top);
        const int truth = batch[static_cast<std::size_t>(i)].character;
        loss += std::log(sum) - (e[truth] - top);
        for (int c = 0; c < classes; ++c) e[c] = static_cast<float>((std::exp(e[c] - top) / sum - (c == truth ? 1 : 0)) / n);
    }
    for (std::size_t l = layers_.size(); l-- > 0;) {
        Layer& layer = layers_[l];
        const std::vector<float>& in = l == 0 ? input_ : layers_[l - 1].values;
        std::fill(layer.slope.begin(), layer.slope.end(), 0.f);
        std::fill(layer.bias_slope.begin(), layer.bias_slope.end(), 0.f);
        const std::vector<float> turned = transposed(in, n, layer.inputs);
        multiply_add(turned.data(), error.data(), layer.slope.data(), layer.inputs, n, layer.outputs);
        for (std::size_t k = 0; k < error.size(); ++k) layer.bias_slope[k % static_cast<std::size_t>(layer.outputs)] += error[k];
        if (l > 0) {
            std::vector<float> before(in.size());
            const std::vector<float> back = transposed(layer.weights, layer.inputs, layer.outputs);
            multiply_add(error.data(), back.data(), before.data(), n, layer.outputs, layer.inputs);
            for (std::size_t k = 0; k < before.size(); ++k)
                if (in[k] <= 0) before[k] = 0;
            error = std::move(before);
        }
        step(layer.weights, layer.slope, layer.m, layer.v, rate);
        step(layer.bias, layer.bias_slope, layer.bm, layer.bv, rate);
    }
    return loss / n;
}

std::string Network::quantised(std::span<const Example> typical) {
    forward(typical);
    std::string body;
    double in_unit = 1.0 / 255;  // what one step of the layer's input is worth
    std::uint32_t unit = 1;
    for (Layer& layer : layers_) {
        float largest = 1e-6f;
        for (const float w : layer.weights) largest = std::max(largest, std::abs(w));
        const double weight_unit = largest / 127, sum_unit = weight_unit * in_unit;
        std::vector<float> sorted = layer.values;
        std::sort(sorted.begin(), sorted.end());
        const double high = sorted[sorted.size() - 1 - sorted.size() / 2000];
        int shift = 0;
        if (&layer != &layers_.back())
            while (sum_unit * static_cast<double>(1 << shift) * 255 < high) ++shift;
        put(body, static_cast<std::uint32_t>(layer.inputs), 2);
        put(body, static_cast<std::uint32_t>(layer.outputs), 2);
        put(body, static_cast<std::uint32_t>(shift), 1);
        for (const float w : transposed(layer.weights, layer.inputs, layer.outputs)) put(body, static_cast<std::uint32_t>(std::lround(w / weight_unit)), 1);
        const int half = shift > 0 ? 1 << (shift - 1) : 0;  // the reader's shift rounds down
        for (const float b : layer.bias) put(body, static_cast<std::uint32_t>(std::lround(b / sum_unit) + half), 4);
        in_unit = sum_unit * static_cast<double>(1 << shift);
        unit = static_cast<std::uint32_t>(std::max(1L, std::lround(1 / sum_unit)));
    }
    std::string out("OCRB\1", 5);
    put(out, static_cast<std::uint32_t>(layers_.size()), 1);
    put(out, unit, 4);
    return out + body;
}

}  // namespace motcua::ocr_training
