// The passport reader on small raw pictures: two bytes of size (the width in pairs: a whole line of 44 letters fits), then grey values that
// are repeated. The network is a made-up one: what it answers does not matter, that nothing breaks does.
#include "shared/document/reader.hpp"

#include "shared/base/json.hpp"
#include "tests/fuzz/target.hpp"

using namespace motcua;

namespace {

void put(std::string& out, std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

std::string made_up() {
    std::string out("OCRB\1", 5);
    const auto inputs = static_cast<std::uint32_t>(document::Glyph::width * document::Glyph::height), outputs = static_cast<std::uint32_t>(document::alphabet.size());
    put(out, 1, 1), put(out, 2000, 4);
    put(out, inputs, 2), put(out, outputs, 2), put(out, 0, 1);
    for (std::uint32_t i = 0; i < inputs * outputs; ++i) put(out, i * 2654435761U >> 24, 1);
    for (std::uint32_t i = 0; i < outputs; ++i) put(out, 0, 4);
    return out;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto ocr = *document::Ocr::load(made_up());
    if (size < 3) return 0;
    picture::Picture picture{.width = 2 * (1 + data[0]), .height = 1 + data[1], .channels = 1};
    picture.pixels.resize(picture.stride() * static_cast<std::size_t>(picture.height));
    for (std::size_t i = 0; i < picture.pixels.size(); ++i) picture.pixels[i] = data[2 + i % (size - 2)];
    const document::Reading reading = document::read(picture, *ocr, fuzz::today());
    fuzz::require(reading.valid == reading.causes.empty(), "causes say why a reading is not valid");
    fuzz::require(!reading.valid || (reading.zone && reading.zone->valid() && reading.doubts.empty()), "valid is without errors and doubts");
    fuzz::require(parse_json(document::to_json(reading)).ok(), "the answer is JSON");
    return 0;
}
