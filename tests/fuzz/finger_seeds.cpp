// Writes the seed corpora of the targets wsq, fir and fmr from synthetic prints (shared/finger/synthesis), so that nobody's finger
// is in the tree:  build/bin/finger_seeds tests/fuzz/corpus
#include <cstdio>
#include <fstream>
#include <string>

#include "shared/finger/input/fir.hpp"
#include "shared/finger/input/wsq.hpp"
#include "shared/finger/synthesis.hpp"
#include "shared/finger/template.hpp"
#include "tests/unit/picture/jp2.hpp"

using namespace motcua;
using namespace motcua::finger;

namespace {

void save(const std::string& path, const Bytes& bytes) {
    std::ofstream out(path, std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (!out) std::printf("cannot write %s\n", path.c_str());
}

/// The middle of a print.
GreyImage cut(const GreyImage& print, int width, int height) {
    const auto part = picture::crop({.width = print.width, .height = print.height, .channels = 1, .pixels = print.pixels}, (print.width - width) / 2,
                                    (print.height - height) / 2, width, height);
    return {.width = width, .height = height, .pixels = part.pixels};
}

/// A record's pixels in another form: the compression code stands before impression, sizes and length of the data.
Bytes with_data(Bytes record, std::size_t old_size, unsigned code, const std::string& data) {
    record.resize(record.size() - old_size);
    const auto put = [&](std::size_t at, std::size_t v) {
        for (int i = 3; i >= 0; --i, v >>= 8) record[at + static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(v & 255);
    };
    put(record.size() - 4, data.size());
    record[record.size() - 10] = static_cast<std::uint8_t>(code);
    record.insert(record.end(), data.begin(), data.end());
    put(8, record.size());
    put(16, record.size() - 16);
    return record;
}

void save_wsq(const std::string& folder, const GreyImage& print) {
    save(folder + "/fifteen_to_one", *encode_wsq(cut(print, 64, 72), 75));
    save(folder + "/five_to_one", *encode_wsq(cut(print, 41, 33), 225));
    save(folder + "/blank", *encode_wsq(blank_image(16, 16)));
    Bytes cut_short = *encode_wsq(cut(print, 32, 32));
    cut_short.resize(cut_short.size() - 40);
    save(folder + "/cut_short", cut_short);
}

void save_fir(const std::string& folder, const GreyImage& print) {
    const GreyImage small = cut(print, 40, 48);
    const auto record = [&](Compression c) { return *write_fir(std::vector<Written>{{.image = small, .position = Position::left_index, .quality = 57, .compression = c}}); };
    save(folder + "/plain", record(Compression::none));
    save(folder + "/png", record(Compression::png));
    save(folder + "/wsq", record(Compression::wsq));
    save(folder + "/three", *write_fir(std::vector<Written>{{.image = cut(small, 12, 12), .position = Position::right_thumb, .compression = Compression::none},
                                                             {.image = cut(small, 9, 14), .position = Position::right_thumb, .impression = 29, .compression = Compression::none},
                                                             {.image = cut(small, 20, 10), .capture = Capture::right_four, .compression = Compression::png}}));
    const picture::Picture grey{.width = small.width, .height = small.height, .channels = 1, .pixels = small.pixels};
    const Bytes plain = record(Compression::none);
    save(folder + "/jpeg2000", with_data(plain, small.pixels.size(), 5, picture::test::encode_jp2(grey)));
    save(folder + "/jpeg2000_lossy", with_data(plain, small.pixels.size(), 4, picture::test::encode_jp2(grey, {.ratio = 10})));
    save(folder + "/jpeg", with_data(plain, small.pixels.size(), 3, *picture::encode_jpeg(grey, 80)));
    Writer older;  // the edition of 2005
    older.bytes(std::string("FIR\0" "010\0", 8)).u16(0).u32(static_cast<std::uint32_t>(46 + small.pixels.size())).u16(0).u16(31).u8(1).u8(2).u16(197).u16(197).u16(197).u16(197);
    older.u8(8).u8(0).u16(0).u32(static_cast<std::uint32_t>(14 + small.pixels.size())).u8(7).u8(1).u8(1).u8(254).u8(0).u16(40).u16(48).u8(0).bytes(small.pixels);
    save(folder + "/edition_2005", older.data());
}

void save_fmr(const std::string& folder, const GreyImage& print) {
    const auto found = extract(print, Position::right_middle);
    if (!found.ok()) return;
    Template few = *found;
    few.minutiae.resize(5);
    few.flow = {};
    save(folder + "/iso", write_iso(*found));
    save(folder + "/iso_few", write_iso(few));
    save(folder + "/compact", write_compact(*found));
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return std::puts("finger_seeds FOLDER"), 2;
    const std::string folder = argv[1];
    const GreyImage print = synthesise(1, 0);
    save_wsq(folder + "/wsq", print);
    save_fir(folder + "/fir", print);
    save_fmr(folder + "/fmr", print);
}
