// Finger image records (ISO/IEC 19794-4, both editions) and every form of picture in them: headers are read within bounds, and a
// picture that is decoded has the size that the record says.
#include "shared/finger/input/read.hpp"
#include "tests/fuzz/target.hpp"

using namespace motcua;

namespace {

constexpr std::int64_t small = 40'000;  // pixels that are decoded here, too

void check_print(const finger::Print& print, std::span<const std::uint8_t> file) {
    fuzz::require(print.width > 0 && print.height > 0 && std::int64_t{print.width} * print.height <= 12'000'000, "pixels have a bound");
    fuzz::require(print.data.data() >= file.data() && print.data.data() + print.data.size() <= file.data() + file.size(), "a picture lies within its file");
    fuzz::require(print.ppi == finger::trusted_ppi(print.ppi), "a resolution is a reader's, or none");
    if (std::int64_t{print.width} * print.height > small) return;
    const auto image = finger::decode_print(print);
    if (!image.ok()) return;
    fuzz::require(image->width == print.width && image->height == print.height, "the size is the header's");
    fuzz::require(image->pixels.size() == static_cast<std::size_t>(print.width) * static_cast<std::size_t>(print.height), "the pixels are all there");
}

/// What is read can be written, and is the same then.
void check_writer(std::span<const finger::Print> prints) {
    std::vector<finger::Written> pictures;
    for (const finger::Print& print : prints) {
        if (print.format || std::int64_t{print.width} * print.height > small) return;
        pictures.push_back({.image = *finger::decode_print(print), .position = print.position, .capture = print.capture, .impression = print.impression,
                            .quality = print.quality, .compression = finger::Compression::none});
    }
    const auto record = finger::write_fir(pictures);
    fuzz::require(record.ok(), "what was read can be written");
    const auto back = finger::inspect_prints(*record);
    fuzz::require(back.ok() && back->size() == prints.size(), "and read again");
    for (std::size_t i = 0; i < prints.size(); ++i)
        fuzz::require((*back)[i].position == prints[i].position && (*back)[i].quality == prints[i].quality && (*back)[i].ppi == prints[i].ppi, "unchanged");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span<const std::uint8_t> file(data, size);
    const auto prints = finger::inspect_prints(file);
    if (!prints.ok()) return 0;
    for (const finger::Print& print : *prints) check_print(print, file);
    if (finger::is_fir(file)) check_writer(*prints);
    return 0;
}
