// Pictures of our own are files beside the client: what a page names is drawn there, and every office has its map.
#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <regex>
#include <set>

#include "shared/base/json.hpp"
#include "tests/unit/pages/visitor.hpp"

using namespace motcua;
using namespace motcua::client::test;

namespace {

namespace fs = std::filesystem;

std::set<std::string> drawn(const std::string& file) {
    static const std::regex id(R"re(<g id="(\w+)" class="one")re");
    const std::string text = read_source("web/" + file);
    std::set<std::string> out;
    for (std::sregex_iterator it(text.begin(), text.end(), id), end; it != end; ++it) out.insert((*it)[1]);
    return out;
}

std::set<std::string> named() {
    static const std::regex name(R"re("pictures\.svg#(\w+)")re");
    const char* source = std::getenv("MOTCUA_SOURCE");
    const fs::path root = source == nullptr ? "." : source;
    std::set<std::string> out;
    for (const auto& entry : fs::recursive_directory_iterator(root / "client/pages")) {
        if (!entry.is_regular_file()) continue;
        const std::string text = read_source(fs::relative(entry.path(), root).generic_string());
        for (std::sregex_iterator it(text.begin(), text.end(), name), end; it != end; ++it) out.insert((*it)[1]);
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_picture_that_a_page_names_is_drawn_and_no_other) { BOOST_TEST(named() == drawn("pictures.svg"), boost::test_tools::per_element()); }

BOOST_AUTO_TEST_CASE(every_province_has_its_map) {
    const auto provinces = parse_json(read_source("assets/provinces.json"), {.bytes = 1 << 20});
    BOOST_TEST_REQUIRE(provinces.ok());
    std::set<std::string> wanted;
    for (const Json& province : *provinces) wanted.insert("p" + province["code"].get<std::string>());
    BOOST_TEST(wanted == drawn("map.svg"), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(where_the_office_is_is_shown_when_it_is_chosen_and_on_the_slip) {
    FakeHost host;
    Visitor visitor(host);
    screens(visitor, "en", "self", 1990);
    signs_in(visitor);
    fills_person(visitor, "p1", "Eriksson", "", true);
    comes_to_check(visitor);
    visitor.continues();
    for (const char* consent : {"consent/truth", "consent/account", "consent/biometrics"}) visitor.ticks(consent);
    visitor.presses("submit");
    BOOST_TEST(!visitor.has("map"));
    visitor.chooses("office", "a08-ho-chi-minh");
    visitor.settle();
    const auto shown = [&](const std::string& source) {
        for (const auto& node : visitor.tree().nodes())
            if (node.attribute("src") == source) return node.text;
        return std::string{};
    };
    BOOST_TEST(shown("map.svg#p79") == "Sketch: where Ho Chi Minh City lies on the map of Viet Nam");
    BOOST_TEST_REQUIRE(visitor.has("map"));
    BOOST_TEST(visitor.tree().find("map")->href.starts_with("https://www.google.com/maps/search/?api=1&query=333"));
    visitor.continues();
    visitor.chooses("day", "2026-11-19");
    visitor.continues();
    visitor.chooses("time", "08:30");
    visitor.continues();
    BOOST_TEST(!shown("map.svg#p79").empty());
    BOOST_TEST(visitor.has("map"));
}
