// Trains the reader's classifier on the glyphs of fonts-ocr-b and writes OUT/ocrb.bin and OUT/ocrb-glyphs.png (the glyphs,
// for tests that print zones). Deterministic: fixed seeds, fixed order.
//
//   train FONT_FOLDER OUT [STEPS]
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>

#include "assets/tools/ocr/network.hpp"
#include "assets/tools/ocr/sample.hpp"

using namespace motcua;
using namespace motcua::ocr_training;

namespace {

constexpr int batch_size = 96, batches_a_block = 100;

/// Blocks have seeds of their own, so they may be made at the same time as others.
std::vector<Example> block(const Atlas& atlas, std::uint64_t seed, int size) {
    Random random(seed);
    std::vector<Example> out;
    while (static_cast<int>(out.size()) < size) photograph(atlas, random, out);
    out.resize(static_cast<std::size_t>(size));
    // neighbours must not stand in one batch only: a shuffle by the same chance
    for (std::size_t i = out.size(); i-- > 1;) std::swap(out[i], out[static_cast<std::size_t>(random.below(static_cast<int>(i + 1)))]);
    return out;
}

void train(Network& network, const Atlas& atlas, int blocks) {
    constexpr int size = batch_size * batches_a_block;
    std::vector<Example> now = block(atlas, 1, size);
    for (int b = 0; b < blocks; ++b) {
        std::vector<Example> next;
        std::thread maker([&] { next = block(atlas, static_cast<std::uint64_t>(b) + 2, size); });
        const double rate = 2e-3 * (0.5 + 0.5 * std::cos(3.14159 * b / blocks)) + 1e-5;
        double loss = 0;
        for (int i = 0; i < batches_a_block; ++i)
            loss += network.learn(std::span(now).subspan(static_cast<std::size_t>(i * batch_size), batch_size), rate);
        if (b % 8 == 7) std::fprintf(stderr, "ocr: block %d of %d, loss %.4f\n", b + 1, blocks, loss / batches_a_block);
        maker.join();
        now = std::move(next);
    }
}

/// Share of right answers on examples never learnt from, by how small the print is.
void report(const std::string& file, const Atlas& atlas) {
    const auto ocr = document::Ocr::load(file);
    if (!ocr) std::exit(1);
    const double limits[] = {7, 9, 12, 17, 100};
    int right[5]{}, all[5]{}, sure[5]{}, sure_wrong[5]{};
    for (const Example& e : block(atlas, 1'000'003, 40'000)) {
        const document::Scores scores = (*ocr)->scores(e.glyph);
        const auto bucket = static_cast<std::size_t>(std::find_if(limits, limits + 4, [&](double l) { return e.pitch < l; }) - limits);
        const bool ok = scores[static_cast<std::size_t>(e.character)] == 0;
        int second = -1000000;
        for (const int s : scores) if (s < 0) second = std::max(second, s);
        const bool is_sure = second < -3 * 64;
        ++all[bucket], right[bucket] += ok, sure[bucket] += is_sure, sure_wrong[bucket] += is_sure && !ok;
    }
    for (int i = 0; i < 5; ++i)
        std::fprintf(stderr, "ocr: pitch below %3.0f: %.2f %% of %d right; %.1f %% sure, of which %d wrong\n", limits[i], 100.0 * right[i] / std::max(all[i], 1), all[i],
                     100.0 * sure[i] / std::max(all[i], 1), sure_wrong[i]);
}

bool write(const std::string& path, const std::string& bytes) {
    std::ofstream out(path, std::ios::binary);
    out << bytes;
    return static_cast<bool>(out.flush());
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) return 2;
    const Atlas atlas = draw_atlas(argv[1]);
    const std::string folder = argv[2];
    const int blocks = argc > 3 ? std::atoi(argv[3]) : 90;
    if (atlas.styles == 0) {
        std::fprintf(stderr, "ocr: no OCR-B fonts in %s\n", argv[1]);
        return 1;
    }
    Network network({document::Glyph::width * document::Glyph::height, 128, 64, static_cast<int>(document::alphabet.size())}, 7);
    train(network, atlas, blocks);
    const std::string file = network.quantised(block(atlas, 1'000'001, 4000));
    report(file, atlas);
    const auto png = picture::encode_png(atlas.masks);
    return png && write(folder + "/ocrb.bin", file) && write(folder + "/ocrb-glyphs.png", *png) ? 0 : 1;
}
