#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <thread>
#include <vector>

#include "server/sandbox/decoder.hpp"
#include "shared/finger/input/read.hpp"
#include "shared/finger/input/wsq.hpp"
#include "tests/unit/picture/jp2.hpp"

using namespace motcua;
using namespace motcua::sandbox;
using namespace std::chrono_literals;
using picture::Colour;
using picture::Picture;

namespace {

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    BOOST_REQUIRE_MESSAGE(value != nullptr, name << " is not set");
    return value;
}

Picture gradient(int width, int height) {
    Picture p = picture::blank(width, height, 3, 0);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < 3 * width; ++x) p.row(y)[x] = static_cast<std::uint8_t>((x * 5 + y * 3 + x * y / 7) & 255);
    return p;
}

std::unique_ptr<Decoder> decoder(Decoder::Options options = {}) {
    if (options.program.empty()) options.program = {environment("MOTCUA_DECODE")};
    auto out = Decoder::start(std::move(options));
    BOOST_REQUIRE(out.ok());
    return *std::move(out);
}
std::unique_ptr<Decoder> misbehaving(std::string misdeed, std::chrono::milliseconds deadline = 8s) {
    return decoder({.program = {environment("MOTCUA_PROBE"), std::move(misdeed)}, .deadline = deadline});
}

Result<Picture> decode(Decoder& with, const std::string& bytes, const Wish& wish = {}) {
    MOTCUA_TRY(info, picture::inspect(bytes));
    MOTCUA_TRY(turn, with.turn());
    return with.decode(turn, bytes, info, wish);
}

/// How the process ended that was given a picture and did this.
std::string end_of(const std::string& misdeed, std::chrono::milliseconds deadline = 8s) {
    const auto with = misbehaving(misdeed, deadline);
    const auto result = decode(*with, *picture::encode_png(gradient(40, 30)));
    if (result.ok()) return "decoded";
    BOOST_TEST((result.error().code == ErrorCode::picture_unopened));
    return result.error().detail;
}

std::string error_of(const Result<Picture>& result) {
    return result ? "decoded" : std::string(describe(result.error().code).code);
}

/// A JPEG with an EXIF segment that says how the camera was held (II, one entry, tag 0x0112).
std::string with_orientation(const std::string& jpeg, char orientation) {
    using namespace std::string_literals;
    return jpeg.substr(0, 2) + "\xff\xe1\x00\x22"s + "Exif\0\0"s + "II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0"s +
           orientation + "\0\0\0\0\0\0\0"s + jpeg.substr(2);
}

bool all_layers_expected() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return false;
#else
    return true;
#endif
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sandbox_of_the_decoder)

BOOST_AUTO_TEST_CASE(a_picture_comes_out_as_it_does_without_a_sandbox) {
    const auto with = decoder();
    for (const auto& bytes : {*picture::encode_png(gradient(61, 37)), *picture::encode_jpeg(gradient(160, 120)),
                              with_orientation(*picture::encode_jpeg(gradient(40, 30)), 6)})
        for (const auto colour : {Colour::bgr, Colour::grey}) {
            const auto here = picture::decode(bytes, colour), there = decode(*with, bytes, {.colour = colour});
            BOOST_REQUIRE(here.ok());
            BOOST_REQUIRE_MESSAGE(there.ok(), error_of(there));
            BOOST_TEST(there->width == here->width);
            BOOST_TEST(there->height == here->height);
            BOOST_TEST((there->pixels == here->pixels));
        }
}

BOOST_AUTO_TEST_CASE(pictures_of_fingers_come_out_as_they_do_without_a_sandbox) {
    const auto with = decoder();
    const Picture grey = picture::to_grey(gradient(161, 120));
    const auto wsq = *finger::encode_wsq({.width = grey.width, .height = grey.height, .pixels = grey.pixels});
    for (const auto& bytes : {std::string(wsq.begin(), wsq.end()), picture::test::encode_jp2(grey), picture::test::encode_jp2(grey, {.ratio = 8}),
                              picture::test::encode_jp2(gradient(161, 120), {.bare = true}), *picture::encode_png(grey), *picture::encode_jpeg(grey)}) {
        const auto here = finger::decode_file(finger::bytes_of(bytes));
        BOOST_REQUIRE(here.ok());
        const auto info = finger::inspect_file(finger::bytes_of(bytes));
        const auto turn = with->turn();
        const auto there = with->decode(*turn, bytes, *info, {.kind = Kind::finger});
        BOOST_REQUIRE_MESSAGE(there.ok(), error_of(there));
        BOOST_TEST((there->pixels == here->pixels));
        const auto cut = with->decode(*turn, std::string_view(bytes).substr(0, bytes.size() / 2), *info, {.kind = Kind::finger});
        BOOST_TEST(error_of(cut) == "picture.damaged");
    }
    BOOST_TEST(with->figures().lost == 0);
}

BOOST_AUTO_TEST_CASE(forms_of_fingers_are_no_photographs) {
    const auto with = decoder();
    const Picture grey = picture::to_grey(gradient(40, 30));
    const auto turn = with->turn();
    BOOST_TEST(error_of(with->decode(*turn, picture::test::encode_jp2(grey), {.width = 40, .height = 30}, {})) == "picture.format");
}

BOOST_AUTO_TEST_CASE(the_largest_pictures_of_fingers_fit_too) {
    const auto with = decoder({.deadline = 60s});
    Picture slap = picture::blank(4000, 3000, 1, 0);
    for (std::size_t i = 0; i < slap.pixels.size(); ++i) slap.pixels[i] = static_cast<std::uint8_t>((i % 4000) * 3 ^ (i / 4000) * 5);
    const auto wsq = *finger::encode_wsq({.width = slap.width, .height = slap.height, .pixels = slap.pixels});
    const std::string file(wsq.begin(), wsq.end());
    const auto turn = with->turn();
    BOOST_TEST(error_of(with->decode(*turn, file, *finger::inspect_file(finger::bytes_of(file)), {.kind = Kind::finger})) == "decoded");
}

BOOST_AUTO_TEST_CASE(a_large_picture_is_scaled_before_it_comes_back) {
    const auto with = decoder();
    const auto scaled = decode(*with, *picture::encode_jpeg(gradient(400, 300)), {.largest_side = 100});
    BOOST_REQUIRE(scaled.ok());
    BOOST_TEST(scaled->width == 100);
    BOOST_TEST(scaled->height == 75);
    BOOST_TEST((scaled->pixels == picture::resize(*picture::decode(*picture::encode_jpeg(gradient(400, 300))), 100, 75).pixels));
    const auto thin = decode(*with, *picture::encode_png(gradient(9000, 1)), {.largest_side = 100});
    BOOST_REQUIRE(thin.ok());
    BOOST_TEST(thin->width == 100);
    BOOST_TEST(thin->height == 1);
}

BOOST_AUTO_TEST_CASE(the_largest_pictures_fit_into_the_memory_a_decoder_has) {
    const auto with = decoder({.deadline = 60s});
    const auto turned = with_orientation(*picture::encode_jpeg(picture::blank(6000, 4000, 3, 120)), 6);
    const auto tall = decode(*with, turned, {.largest_side = 2000});
    BOOST_REQUIRE_MESSAGE(tall.ok(), error_of(tall));
    BOOST_TEST(tall->width == 1333);
    BOOST_TEST(tall->height == 2000);
    const auto wide = decode(*with, *picture::encode_png(picture::blank(6000, 4000, 3, 120)), {.largest_side = 2000});
    BOOST_TEST(error_of(wide) == "decoded");
}

BOOST_AUTO_TEST_CASE(a_damaged_picture_is_told_apart_from_a_lost_decoder) {
    const auto with = decoder();
    const auto png = *picture::encode_png(gradient(200, 100));
    BOOST_TEST(error_of(decode(*with, png.substr(0, png.size() / 2))) == "picture.damaged");
    BOOST_TEST(error_of(decode(*with, png)) == "decoded");
    BOOST_TEST(with->figures().lost == 0);
    BOOST_TEST(with->figures().pictures == 2);
}

BOOST_AUTO_TEST_CASE(every_layer_holds_where_the_system_allows_it) {
    if (!all_layers_expected()) return;
    BOOST_TEST(decoder()->confinement().filter);
    BOOST_TEST(decoder()->confinement().limits);
    BOOST_TEST(decoder()->confinement().privileges);
}

BOOST_AUTO_TEST_CASE(a_system_call_that_decoding_does_not_need_kills_the_process) {
    if (!all_layers_expected()) return;
    for (const auto* call : {"open", "create", "socket", "exec", "fork", "trace", "kill", "code", "protect", "other_pipe"})
        BOOST_TEST_CONTEXT(call) { BOOST_TEST(end_of(call) == "signal 31"); }  // SIGSYS
    BOOST_TEST(!std::filesystem::exists("/tmp/motcua-probe"));
}

BOOST_AUTO_TEST_CASE(a_memory_bomb_ends_at_its_limit) {
    if (!all_layers_expected()) return;
    const auto end = end_of("memory");  // the probe's limit is 64 MiB; its exit status says how many it could fill
    BOOST_REQUIRE_MESSAGE(end.starts_with("exit "), end);
    const int filled = std::stoi(end.substr(5));
    BOOST_TEST(filled > 20);
    BOOST_TEST(filled < 64);
}

BOOST_AUTO_TEST_CASE(who_uses_the_processor_without_end_is_stopped_by_the_system) {
    const auto end = end_of("processor");
    BOOST_TEST((end == "signal 24" || end == "signal 9"));  // SIGXCPU; SIGKILL when soft and hard limit are the same
}

BOOST_AUTO_TEST_CASE(who_hangs_is_stopped_at_the_deadline) {
    for (const auto* how : {"hang", "deaf"}) {
        const auto began = std::chrono::steady_clock::now();
        BOOST_TEST(end_of(how, 300ms) == "late");
        BOOST_TEST((std::chrono::steady_clock::now() - began < 5s));
    }
}

BOOST_AUTO_TEST_CASE(a_decoder_that_dies_or_speaks_nonsense_costs_one_picture) {
    BOOST_TEST(end_of("crash") == "signal 11");
    BOOST_TEST(end_of("crash_midway") == "signal 11");
    for (const auto* what : {"larger", "other_channels", "other_outcome"}) BOOST_TEST_CONTEXT(what) {
            BOOST_TEST(end_of(what) == "nonsense");
        }
}

BOOST_AUTO_TEST_CASE(a_server_without_its_decoder_does_not_start) {
    for (const auto* what : {"absent", "stranger", "mute"}) {
        const auto none = Decoder::start({.program = {environment("MOTCUA_PROBE"), what}, .start_within = 500ms});
        BOOST_REQUIRE(!none.ok());
        BOOST_TEST((none.error().code == ErrorCode::decoder_missing));
    }
    BOOST_TEST(!Decoder::start({.program = {"/nonexistent/motcua-decode"}}).ok());
}

BOOST_AUTO_TEST_CASE(where_the_system_refuses_seccomp_and_namespaces_pictures_are_opened_all_the_same_and_it_is_told) {
    const auto with = decoder({.program = {environment("MOTCUA_PROBE"), "refused", environment("MOTCUA_DECODE")}});
    BOOST_TEST(error_of(decode(*with, *picture::encode_png(gradient(40, 30)))) == "decoded");
    const auto layers = with->confinement();
    BOOST_TEST(!layers.filter);
    BOOST_TEST(!layers.namespaces);
    BOOST_TEST(!layers.empty_root);
    BOOST_TEST(layers.limits);
    BOOST_TEST(layers.privileges);
    BOOST_TEST(!layers.complete());
    BOOST_TEST(layers.text() == "limits privileges");
    BOOST_TEST(misbehaving("weak")->confinement().text() == "limits");
}

BOOST_AUTO_TEST_CASE(no_more_pictures_are_in_work_than_agreed_and_few_wait) {
    const auto with = decoder({.at_once = 2, .waiting = 1, .patience = 200ms});
    auto first = with->turn(), second = with->turn();
    BOOST_REQUIRE(first.ok());
    BOOST_REQUIRE(second.ok());
    const auto began = std::chrono::steady_clock::now();
    bool served = true;
    std::thread waits([&] { served = with->turn().ok(); });
    std::this_thread::sleep_for(50ms);
    const auto refused = with->turn();  // one waits already: at once
    BOOST_REQUIRE(!refused.ok());
    BOOST_TEST((refused.error().code == ErrorCode::request_busy));
    BOOST_TEST((std::chrono::steady_clock::now() - began < 190ms));
    waits.join();
    BOOST_TEST(!served);
    { const auto done = std::move(first); }
    BOOST_TEST(with->turn().ok());
}

BOOST_AUTO_TEST_CASE(several_threads_share_one_decoder) {
    const auto with = decoder({.at_once = 2, .waiting = 8, .patience = 60s});
    const auto png = *picture::encode_png(gradient(61, 37));
    const auto pixels = gradient(61, 37).pixels;
    std::atomic<int> good{0};
    std::vector<std::thread> all;
    for (int i = 0; i < 8; ++i)
        all.emplace_back([&] {
            for (int n = 0; n < 10; ++n) {
                const auto got = decode(*with, png);
                if (got.ok() && got->pixels == pixels) ++good;
            }
        });
    for (auto& each : all) each.join();
    BOOST_TEST(good == 80);
    BOOST_TEST(with->figures().pictures == 80);
}

BOOST_AUTO_TEST_SUITE_END()
