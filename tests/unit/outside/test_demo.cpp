// What the demonstration is made of: painted children, and the cache of faces and fingerprints.
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "server/registry/demo_biometrics.hpp"
#include "server/registry/demo_faces.hpp"
#include "tests/unit/outside/fixture.hpp"

using namespace motcua;
using namespace motcua::registry;
namespace fs = std::filesystem;

namespace {

void make_cache(const fs::path& path, int hours_ago) {
    fs::create_directories(path / "kim-seo-yeon");
    std::ofstream(path.string() + ".lock").put('\n');
    fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours(hours_ago));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(demo_data)

BOOST_AUTO_TEST_CASE(of_the_other_caches_only_the_one_used_last_stays) {
    const test::Store store;
    const fs::path all = fs::path(store.dir) / "cache", current = all / "demo-00000000000000aa";
    make_cache(current, 9);
    make_cache(all / "demo-00000000000000bb", 3);
    make_cache(all / "demo-00000000000000cc", 1);
    make_cache(all / "demo-00000000000000dd", 2);
    fs::create_directories(all / "demo-00000000000000bb.new");
    fs::create_directories(all / "opencv-d56e123d86");
    fs::create_directories(all / "demo-of-somebody-else");
    remove_old_caches(current.string());
    BOOST_TEST(fs::exists(current / "kim-seo-yeon"));
    BOOST_TEST(fs::exists(all / "demo-00000000000000cc"));
    for (const char* gone : {"demo-00000000000000bb", "demo-00000000000000bb.new", "demo-00000000000000bb.lock", "demo-00000000000000dd"})
        BOOST_TEST(!fs::exists(all / gone), gone);
    BOOST_TEST(fs::exists(all / "opencv-d56e123d86"));
    BOOST_TEST(fs::exists(all / "demo-of-somebody-else"));
}

BOOST_AUTO_TEST_CASE(a_child_has_the_face_of_a_child) {
    for (std::uint32_t seed = 1; seed <= demo::face_count; ++seed) {
        const auto adult = demo::traits_of(seed), child = demo::traits_of({seed, 7});
        BOOST_TEST(child.man == adult.man);
        BOOST_TEST(child.age == 0);
        BOOST_TEST((child.beard == demo::Beard::none));
        BOOST_TEST((child.style != demo::HairStyle::bald));
        BOOST_TEST(child.chin < adult.chin);
        BOOST_TEST(child.nose_length < adult.nose_length);
        BOOST_TEST(child.eye_open > adult.eye_open);
        BOOST_TEST(demo::traits_of({seed, 13}).chin > child.chin);
    }
}

BOOST_AUTO_TEST_CASE(the_same_sitter_is_always_painted_the_same) {
    const auto one = demo::paint_face({3, 7}, 2, 90), again = demo::paint_face({3, 7}, 2, 90), grown = demo::paint_face(3, 2, 90);
    BOOST_TEST((one.pixels == again.pixels));
    BOOST_TEST((one.pixels != grown.pixels));
    BOOST_TEST((grown.pixels == demo::paint_face({3, 44}, 2, 90).pixels));
}

BOOST_AUTO_TEST_SUITE_END()
